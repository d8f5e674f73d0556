using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace LeakLint.Fuzz;

/// <summary>Spoils the words of a text. What has none is left as it is.</summary>
internal static class TokenMutations
{
    private static readonly string[] _keywords = [.. SyntaxFacts.GetKeywordKinds().Select(SyntaxFacts.GetText)];

    public static string Delete(string text, string other, Random random) =>
        TryFindRun(text, random, out var start, out var end) ? text.Remove(start, end - start) : text;

    public static string Duplicate(string text, string other, Random random) =>
        TryFindRun(text, random, out var start, out var end) ? text.Insert(end, $" {text[start..end]}") : text;

    public static string Cut(string text, string other, Random random) =>
        TryFindRun(text, random, out var start, out _) ? text[..start] : text;

    public static string Swap(string text, string other, Random random)
    {
        var tokens = Tokens(text);
        if (tokens.Length < 2)
            return text;
        var (first, second) = (tokens[random.Next(tokens.Length)], tokens[random.Next(tokens.Length)]);
        if (first.SpanStart > second.SpanStart)
            (first, second) = (second, first);
        return first == second
            ? text
            : text[..first.SpanStart] + second.Text + text[first.Span.End..second.SpanStart] + first.Text + text[second.Span.End..];
    }

    /// <summary>Replaces a token by one of the other text.</summary>
    public static string Borrow(string text, string other, Random random) =>
        TryFindRun(text, random, out var start, out var end) && TryFindRun(other, random, out var from, out var to)
            ? string.Concat(text.AsSpan(0, start), other.AsSpan(from, to - from), text.AsSpan(end))
            : text;

    public static string RenameToKeyword(string text, string other, Random random) => Rename(text, random, _keywords[random.Next(_keywords.Length)]);

    public static string RenameToOther(string text, string other, Random random)
    {
        var names = Names(text);
        return names.Length == 0 ? text : Rename(text, random, names[random.Next(names.Length)].Text);
    }

    // Either one occurrence or all of them.
    private static string Rename(string text, Random random, string name)
    {
        var names = Names(text);
        if (names.Length == 0)
            return text;
        var chosen = names[random.Next(names.Length)];
        var renamed = random.Next(2) == 0 ? [chosen] : names.Where(token => token.Text == chosen.Text);
        foreach (var token in renamed.Reverse())
            text = string.Concat(text.AsSpan(0, token.SpanStart), name, text.AsSpan(token.Span.End));
        return text;
    }

    private static bool TryFindRun(string text, Random random, out int start, out int end)
    {
        (start, end) = (0, 0);
        var tokens = Tokens(text);
        if (tokens.Length == 0)
            return false;
        var first = random.Next(tokens.Length);
        var last = Math.Min(tokens.Length - 1, first + random.Next(3));
        (start, end) = (tokens[first].SpanStart, tokens[last].Span.End);
        return true;
    }

    private static SyntaxToken[] Names(string text) => [.. Tokens(text).Where(token => token.IsKind(SyntaxKind.IdentifierToken))];

    private static SyntaxToken[] Tokens(string text) => [.. Mutator.Parse(text).DescendantTokens().Where(token => !token.Span.IsEmpty)];
}
