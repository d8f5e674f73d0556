using System.Linq;
using LeakLint.Symbols;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LeakLint.Ownership;

/// <summary>Code of a loop that runs in its first round only, because a counter says so: "if (count++ == 0)".</summary>
internal static class FirstRound
{
    /// <summary>Whether the acquisition does not come again in the loop around it.</summary>
    public static bool Guards(SyntaxNode acquisition)
    {
        for (var node = acquisition.Parent; node is not null and not MemberDeclarationSyntax and not AnonymousFunctionExpressionSyntax; node = node.Parent)
        {
            if (node.IsLoop())
                return false;
            if (node is IfStatementSyntax choice && choice.Statement.Span.Contains(acquisition.Span) && CountedBy(choice.Condition) is { } counter && OnlyCounts(counter, choice))
                return true;
        }

        return false;
    }

    private static string? CountedBy(ExpressionSyntax condition) =>
        condition is BinaryExpressionSyntax { RawKind: (int)SyntaxKind.EqualsExpression, Left: PostfixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.PostIncrementExpression, Operand: IdentifierNameSyntax { Identifier.ValueText: var counter } }, Right: LiteralExpressionSyntax { Token.Value: 0 } }
            ? counter
            : null;

    /// <summary>Whether nothing sets the counter back.</summary>
    private static bool OnlyCounts(string counter, SyntaxNode at) =>
        at.Ancestors().OfType<MemberDeclarationSyntax>().FirstOrDefault() is { } member
        && !member.DescendantNodes().Any(node => node switch
        {
            AssignmentExpressionSyntax { Left: IdentifierNameSyntax { Identifier.ValueText: var assigned } } => assigned == counter,
            PostfixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.PostDecrementExpression, Operand: IdentifierNameSyntax { Identifier.ValueText: var counted } } => counted == counter,
            ArgumentSyntax { RefKindKeyword.RawKind: not 0, Expression: IdentifierNameSyntax { Identifier.ValueText: var given } } => given == counter,
            _ => false,
        });
}
