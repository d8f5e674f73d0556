using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using LeakLint.Descriptors;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;

namespace LeakLint.CodeFixes;

/// <summary>What a diagnostic tells: its hints and its places in the document, as <see cref="FixHints"/> describes them.</summary>
internal sealed class Finding
{
    private readonly ImmutableDictionary<string, string?> _hints;

    private Finding(ImmutableDictionary<string, string?> hints, TextSpan span, ImmutableArray<TextSpan> exits, ImmutableArray<TextSpan> releases)
    {
        _hints = hints;
        Span = span;
        Exits = exits;
        OtherReleases = releases;
    }

    public string? Repair => Find(FixHints.Repair);

    /// <summary>The local or field that holds the resource, as it is written in code.</summary>
    public string? Holder => Find(FixHints.Holder) is { } name && SyntaxFacts.GetKeywordKind(name) != SyntaxKind.None && name != "this" ? "@" + name : Find(FixHints.Holder);

    /// <summary>What to go through where each element is to be released; <see cref="Holder"/> is then a name for an element.</summary>
    public string? Each => Find(FixHints.Each);

    /// <summary>A condition that must hold for the release.</summary>
    public string? OnlyIf => Find(FixHints.OnlyIf);

    /// <summary>How the token is called at each of the exits.</summary>
    public string[] Tokens => Find(FixHints.Tokens)?.Split(',') ?? [];

    /// <summary>The fields that the member which is written releases, in their order; a "?" follows each that may be null.</summary>
    public string[] Siblings => Find(FixHints.Siblings)?.Split(',') ?? [];

    public string Release => Find(FixHints.Release) ?? Releases.Dispose;

    /// <summary>The call that gives a lease back.</summary>
    public string? ReleaseCall => Find(FixHints.ReleaseCall);

    public string SuggestedName => Find(FixHints.SuggestedName) is { Length: > 0 } name ? name : "resource";

    public bool IsNullable => Find(FixHints.Nullable) == "true";

    public bool MakeAsync => Find(FixHints.MakeAsync) == "true";

    public bool IsDropped => Find(FixHints.Dropped) == "true";

    public bool IsAsync => Release == Releases.DisposeAsync;

    public TextSpan Span { get; }

    /// <summary>The exits that are reached unreleased.</summary>
    public ImmutableArray<TextSpan> Exits { get; }

    public ImmutableArray<TextSpan> OtherReleases { get; }

    /// <summary>All places in this document that the diagnostic points to beside its own.</summary>
    public IEnumerable<TextSpan> Places => Exits.Concat(OtherReleases);

    public static Finding? TryRead(Diagnostic diagnostic)
    {
        var tree = diagnostic.Location.SourceTree;
        if (tree is null || !diagnostic.Properties.ContainsKey(FixHints.Repair))
            return null;
        var places = diagnostic.AdditionalLocations;
        var exits = diagnostic.Properties.TryGetValue(FixHints.Exits, out var count) && int.TryParse(count, out var number) ? number : 1;
        return new(diagnostic.Properties, diagnostic.Location.SourceSpan, Spans(places.Take(exits)), Spans(places.Skip(exits)));

        ImmutableArray<TextSpan> Spans(IEnumerable<Location> locations) => [.. locations.Where(place => place.SourceTree == tree).Select(place => place.SourceSpan)];
    }

    /// <summary>The same finding, once a field holds the resource.</summary>
    public Finding InField(string name, bool isNullable) =>
        new(_hints.SetItem(FixHints.Holder, name).SetItem(FixHints.Nullable, isNullable ? "true" : "false").Remove(FixHints.MakeAsync), Span, Exits, OtherReleases);

    /// <summary>The same finding after changes of the text; null when they took the code that it is about.</summary>
    public Finding? Follow(ImmutableArray<TextChange> changes)
    {
        return Follow(Span, changes) is { } span ? new(_hints, span, FollowAll(Exits), FollowAll(OtherReleases)) : null;

        ImmutableArray<TextSpan> FollowAll(ImmutableArray<TextSpan> spans) => [.. spans.Select(place => Follow(place, changes)).Where(place => place is not null).Select(place => place!.Value)];
    }

    private string? Find(string hint) => _hints.TryGetValue(hint, out var value) ? value : null;

    private static TextSpan? Follow(TextSpan span, ImmutableArray<TextChange> changes)
    {
        var (start, end) = (span.Start, span.End);
        foreach (var change in changes)
        {
            var growth = (change.NewText?.Length ?? 0) - change.Span.Length;
            if (change.Span.End <= span.Start)
                (start, end) = (start + growth, end + growth);
            else if (change.Span.Start > span.Start && change.Span.End <= span.End || change.Span.Start == span.Start && change.Span.End < span.End)
                end += growth;
            else if (change.Span.Start < span.End)
                return null;
        }

        return end > start || span.IsEmpty ? TextSpan.FromBounds(start, end) : null;
    }
}
