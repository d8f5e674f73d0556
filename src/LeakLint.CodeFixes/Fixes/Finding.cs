using System.Collections.Immutable;
using System.Linq;
using LeakLint.Descriptors;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace LeakLint.CodeFixes;

/// <summary>What a diagnostic tells: its hints and its places in the document, as <see cref="FixHints"/> describes them.</summary>
internal sealed class Finding
{
    private readonly ImmutableDictionary<string, string?> _hints;

    private Finding(ImmutableDictionary<string, string?> hints, TextSpan span, TextSpan? exit, ImmutableArray<TextSpan> releases)
    {
        _hints = hints;
        Span = span;
        Exit = exit;
        OtherReleases = releases;
    }

    public string? Repair => Find(FixHints.Repair);

    public string? Holder => Find(FixHints.Holder);

    public string Release => Find(FixHints.Release) ?? Releases.Dispose;

    public string SuggestedName => Find(FixHints.SuggestedName) is { Length: > 0 } name ? name : "resource";

    public bool IsNullable => Find(FixHints.Nullable) == "true";

    public bool MakeAsync => Find(FixHints.MakeAsync) == "true";

    public bool IsAsync => Release == Releases.DisposeAsync;

    public TextSpan Span { get; }

    /// <summary>The exit that is reached unreleased; null when it is in another file.</summary>
    public TextSpan? Exit { get; }

    public ImmutableArray<TextSpan> OtherReleases { get; }

    public static Finding? TryRead(Diagnostic diagnostic)
    {
        var tree = diagnostic.Location.SourceTree;
        if (tree is null || !diagnostic.Properties.ContainsKey(FixHints.Repair))
            return null;
        var places = diagnostic.AdditionalLocations;
        var exit = places.Count > 0 && places[0].SourceTree == tree ? places[0].SourceSpan : (TextSpan?)null;
        return new(diagnostic.Properties, diagnostic.Location.SourceSpan, exit, [.. places.Skip(1).Where(place => place.SourceTree == tree).Select(place => place.SourceSpan)]);
    }

    /// <summary>The same finding after changes of the text; null when they took the code that it is about.</summary>
    public Finding? Follow(ImmutableArray<TextChange> changes) => Follow(Span, changes) is { } span
        ? new(_hints, span, Exit is { } exit ? Follow(exit, changes) : null, [.. OtherReleases.Select(place => Follow(place, changes)).Where(place => place is not null).Select(place => place!.Value)])
        : null;

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
