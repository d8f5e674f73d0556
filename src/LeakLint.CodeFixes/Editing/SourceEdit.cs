using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace LeakLint.CodeFixes.Editing;

/// <summary>
/// Collects changes of one source text. Fixes change text rather than trees: what they do not touch keeps every space and
/// comment, whatever the style of the file.
/// </summary>
internal sealed class SourceEdit(SyntaxNode root, SourceText text, Layout layout)
{
    private readonly List<TextChange> _changes = [];
    private readonly Dictionary<int, int> _levels = [];
    private readonly List<(TextSpan Span, TextChange Else)> _deletions = [];
    private readonly List<TextSpan> _deletedLines = [];
    private readonly HashSet<string> _affected = [];

    /// <summary>Names of members whose users, wherever they are, have to build after the change.</summary>
    public IReadOnlyCollection<string> Affected => _affected;

    /// <summary>What is offered, where it differs from what the repair is called.</summary>
    public string? Title { get; set; }

    public void Affect(string name) => _affected.Add(name);

    public void Insert(int position, string inserted) => _changes.Add(new(new(position, 0), inserted));

    public void Replace(TextSpan span, string replacement) => _changes.Add(new(span, replacement));

    /// <summary>Moves the lines that start in a span by some levels of indentation. Lines of multi-line literals stay.</summary>
    public void Shift(TextSpan span, int levels)
    {
        var literals = FindLiteralLines(span);
        foreach (var line in text.Lines.Where(line => line.Start >= span.Start && line.Start < span.End && !literals.Contains(line.LineNumber)))
        {
            _levels.TryGetValue(line.LineNumber, out var level);
            _levels[line.LineNumber] = level + levels;
        }
    }

    /// <summary>Deletes a span: with its lines when nothing else is on them, without the comments in it.</summary>
    public void Delete(TextSpan span)
    {
        var first = text.Lines.GetLineFromPosition(span.Start);
        var last = text.Lines.GetLineFromPosition(span.End);
        var startsLine = IsBlank(TextSpan.FromBounds(first.Start, span.Start));
        var endsLine = IsBlank(TextSpan.FromBounds(span.End, last.End));
        var comments = FindComments(span);
        if (!startsLine || !endsLine)
        {
            var end = span.End;
            while (end < last.End && char.IsWhiteSpace(text[end]))
                end++;
            Replace(TextSpan.FromBounds(span.Start, startsLine || endsLine ? end : span.End), string.Concat(comments.Select(comment => comment + " ")));
            return;
        }

        var indent = text.ToString(TextSpan.FromBounds(first.Start, span.Start));
        var whole = TextSpan.FromBounds(first.Start, last.EndIncludingLineBreak);
        if (comments.Count == 0)
            whole = WithBlankLine(first, last, whole);
        _deletedLines.Add(whole);
        Replace(whole, string.Concat(comments.Select(comment => indent + comment + layout.NewLine)));
    }

    /// <summary>Deletes the statement after what becomes a block: a blank line stays between the two.</summary>
    public void DeleteAfterBlock(TextSpan span)
    {
        var line = text.Lines.GetLineFromPosition(span.Start);
        var isAlone = text.ToString(line.Span).Trim().Length == span.Length;
        var isBetween = line.LineNumber > 0 && line.LineNumber + 1 < text.Lines.Count
            && !IsBlank(text.Lines[line.LineNumber - 1].Span) && !IsBlank(text.Lines[line.LineNumber + 1].Span)
            && !text.ToString(text.Lines[line.LineNumber + 1].Span).TrimStart().StartsWith("}", System.StringComparison.Ordinal);
        if (isAlone && isBetween)
            Replace(line.Span, "");
        else
            Delete(span);
    }

    /// <summary>Deletes a span, or makes a smaller change where something else is written there.</summary>
    public void DeleteOrElse(TextSpan span, TextChange smaller) => _deletions.Add((span, smaller));

    /// <summary>The changes in order; none when two of them touch the same text.</summary>
    public ImmutableArray<TextChange> Complete()
    {
        foreach (var (span, smaller) in _deletions)
        {
            var touching = _changes.FindAll(change => change.Span.IntersectsWith(span));
            if (touching.Count == 0)
            {
                Delete(span);
            }
            else if (touching.Count == 1 && touching[0].Span == new TextSpan(span.Start, 0))
            {
                _changes.Remove(touching[0]);
                Replace(span, touching[0].NewText?.TrimEnd() ?? "");
            }
            else
            {
                Replace(smaller.Span, smaller.NewText ?? "");
            }
        }

        _deletions.Clear();
        for (var index = 0; index < _changes.Count; index++)
            _changes[index] = OutOfDeletedLines(_changes[index]);
        var sorted = _changes.Concat(Indentation()).OrderBy(change => change.Span.Start).ThenBy(change => change.Span.Length > 0).ToList();
        var merged = ImmutableArray.CreateBuilder<TextChange>();
        foreach (var change in sorted)
        {
            var previous = merged.Count == 0 ? default : merged[merged.Count - 1];
            if (previous.Span.End > change.Span.Start)
                return [];
            if (merged.Count > 0 && previous.Span == change.Span && change.Span.IsEmpty)
                merged[merged.Count - 1] = new(change.Span, previous.NewText + change.NewText);
            else
                merged.Add(change);
        }

        return merged.ToImmutable();
    }

    // Lines that are inserted after a line that goes follow the line before it.
    private TextChange OutOfDeletedLines(TextChange change)
    {
        var position = change.Span.Start;
        if (!change.Span.IsEmpty || change.NewText?.StartsWith(layout.NewLine, System.StringComparison.Ordinal) != true)
            return change;
        while (_deletedLines.Where(lines => lines.Start > 0 && lines.Start < position && position < lines.End).ToList() is { Count: > 0 } around)
            position = text.Lines.GetLineFromPosition(around[0].Start - 1).End;
        return new(new(position, 0), change.NewText);
    }

    private IEnumerable<TextChange> Indentation()
    {
        foreach (var pair in _levels)
        {
            var line = text.Lines[pair.Key];
            var content = line.Start;
            while (content < line.End && text[content] is ' ' or '\t')
                content++;
            var isEmpty = content == line.End || text[content] == '#';
            var isRewritten = _changes.Any(change => change.Span.End > line.Start && change.Span.Start < content);
            if (pair.Value == 0 || isEmpty || isRewritten)
                continue;

            if (pair.Value > 0)
                yield return new(new(line.Start, 0), string.Concat(Enumerable.Repeat(layout.Unit, pair.Value)));
            else if (content > line.Start)
                yield return new(TextSpan.FromBounds(line.Start, System.Math.Min(content, line.Start - pair.Value * layout.Unit.Length)), "");
        }
    }

    private HashSet<int> FindLiteralLines(TextSpan span)
    {
        var lines = new HashSet<int>();
        void Add(TextSpan literal)
        {
            var covered = text.Lines.GetLinePositionSpan(literal);
            for (var line = covered.Start.Line + 1; line <= covered.End.Line; line++)
                lines.Add(line);
        }

        foreach (var token in root.DescendantTokens(span).Where(token => token.Span.IntersectsWith(span)))
            Add(token.Span);
        foreach (var literal in root.DescendantNodes(span).OfType<InterpolatedStringExpressionSyntax>())
            Add(literal.Span);
        return lines;
    }

    private List<string> FindComments(TextSpan span) =>
        root.DescendantTrivia(span).Where(trivia => span.Contains(trivia.Span) && trivia.IsComment()).Select(trivia => trivia.ToString()).ToList();

    // A deleted line takes a blank line with it when it would otherwise leave one at the edge of a block, or two in a row.
    private TextSpan WithBlankLine(TextLine first, TextLine last, TextSpan whole)
    {
        var before = first.LineNumber > 0 ? text.Lines[first.LineNumber - 1] : default;
        var after = last.LineNumber + 1 < text.Lines.Count ? text.Lines[last.LineNumber + 1] : default;
        var blankBefore = first.LineNumber > 0 && IsBlank(before.Span);
        var closesAfter = after.Span.Length == 0 || text.ToString(after.Span).Trim() is "" or "}";
        if (blankBefore && closesAfter)
            return TextSpan.FromBounds(before.Start, whole.End);
        var opensBefore = first.LineNumber > 0 && text.ToString(before.Span).TrimEnd().EndsWith("{", System.StringComparison.Ordinal);
        return opensBefore && after.Span.Length >= 0 && last.LineNumber + 1 < text.Lines.Count && IsBlank(after.Span)
            ? TextSpan.FromBounds(whole.Start, after.EndIncludingLineBreak)
            : whole;
    }

    private bool IsBlank(TextSpan span)
    {
        for (var i = span.Start; i < span.End; i++)
        {
            if (!char.IsWhiteSpace(text[i]))
                return false;
        }

        return true;
    }
}
