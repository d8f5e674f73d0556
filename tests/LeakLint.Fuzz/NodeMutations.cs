using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LeakLint.Fuzz;

/// <summary>Changes whole statements, members and expressions: the result is well-formed, and often means something else.</summary>
internal static class NodeMutations
{
    private const int DeepestParentheses = 200;

    /// <summary>Leaves out methods and nested types until the text is short enough, or has no more of them; fields and constructors stay.</summary>
    public static string Shorten(string text, int length, Random random)
    {
        SyntaxNode[] members = [.. Mutator.Parse(text).DescendantNodes(node => node is not MethodDeclarationSyntax).Where(node => node is MethodDeclarationSyntax or TypeDeclarationSyntax { Parent: TypeDeclarationSyntax })];
        random.Shuffle(members);
        var left = text.Length;
        var dropped = new List<SyntaxNode>();
        foreach (var member in members)
        {
            if (left <= length)
                break;
            if (dropped.Any(other => other.Span.OverlapsWith(member.Span)))
                continue;
            dropped.Add(member);
            left -= member.FullSpan.Length;
        }

        foreach (var member in dropped.OrderByDescending(member => member.SpanStart))
            text = text.Remove(member.FullSpan.Start, member.FullSpan.Length);
        return text;
    }

    public static string Delete(string text, string other, Random random) =>
        TryPick(Parts(text), random) is { } part ? text.Remove(part.SpanStart, part.Span.Length) : text;

    public static string Duplicate(string text, string other, Random random) =>
        TryPick(Parts(text), random) is { } part ? text.Insert(part.Span.End, $"\n{part}") : text;

    /// <summary>Exchanges two nodes of one sort that are not within each other.</summary>
    public static string Swap(string text, string other, Random random)
    {
        var nodes = Exchangeable(text);
        if (TryPick(nodes, random) is not { } first || TryPick([.. nodes.Where(node => IsOfSameSort(node, first) && !node.Span.OverlapsWith(first.Span))], random) is not { } second)
            return text;
        if (first.SpanStart > second.SpanStart)
            (first, second) = (second, first);
        return text[..first.SpanStart] + second + text[first.Span.End..second.SpanStart] + first + text[second.Span.End..];
    }

    /// <summary>Replaces a node by one of the same sort in the other text.</summary>
    public static string Borrow(string text, string other, Random random)
    {
        if (TryPick(Exchangeable(text), random) is not { } node || TryPick([.. Exchangeable(other).Where(borrowed => IsOfSameSort(borrowed, node))], random) is not { } replacement)
            return text;
        return string.Concat(text.AsSpan(0, node.SpanStart), replacement.ToString(), text.AsSpan(node.Span.End));
    }

    /// <summary>Puts an expression into many parentheses.</summary>
    public static string Parenthesize(string text, string other, Random random)
    {
        if (TryPick([.. Mutator.Parse(text).DescendantNodes().OfType<ExpressionSyntax>()], random) is not { } expression)
            return text;
        var depth = random.Next(1, DeepestParentheses);
        return string.Concat(text.AsSpan(0, expression.SpanStart), $"{new string('(', depth)}{expression}{new string(')', depth)}", text.AsSpan(expression.Span.End));
    }

    private static SyntaxNode[] Parts(string text) =>
        [.. Mutator.Parse(text).DescendantNodes().Where(node => node is StatementSyntax or MemberDeclarationSyntax or ArgumentSyntax or CatchClauseSyntax or FinallyClauseSyntax or ElseClauseSyntax)];

    private static SyntaxNode[] Exchangeable(string text) =>
        [.. Mutator.Parse(text).DescendantNodes().Where(node => !node.Span.IsEmpty && node is (StatementSyntax or MemberDeclarationSyntax or ExpressionSyntax))];

    private static bool IsOfSameSort(SyntaxNode one, SyntaxNode other) => Sort(one) == Sort(other);

    private static int Sort(SyntaxNode node) => node switch
    {
        StatementSyntax => 0,
        MemberDeclarationSyntax => 1,
        TypeSyntax => 2,
        _ => 3,
    };

    private static SyntaxNode? TryPick(SyntaxNode[] nodes, Random random) => nodes.Length == 0 ? null : nodes[random.Next(nodes.Length)];
}
