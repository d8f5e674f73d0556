using System;
using System.Linq;
using LeakLint.Ownership;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LeakLint.Rules.Ownership;

/// <summary>Assignments that are made in the knowledge of what was there before: nothing, or what has been seen to in another way.</summary>
internal static class DeliberateStores
{
    private static readonly string[] _ends = ["Drop", "Delete", "Destroy", "Remove", "Abort", "Shutdown", "Stop", "Disconnect", "Kill", "Free", "Release", "Complete"];

    /// <summary>
    /// Whether a local is set to null although handlers further out release what is in it, or after another word of its own has ended that: so that nobody
    /// releases it twice.
    /// </summary>
    public static bool Disarm(SyntaxNode at, Site site) =>
        at is AssignmentExpressionSyntax { Right.RawKind: (int)SyntaxKind.NullLiteralExpression } && site.Holder is ILocalSymbol
        && (site.ReleasedAt.Exists(release => IsInHandlerAround(release, at)) || site.Members.Any(IsEnd));

    /// <summary>
    /// Whether the field is set together with another, in the branch where that is null: <c>if (_last is null) _first = _last = new Node();</c>. Both are there or neither.
    /// </summary>
    public static bool StartPair(SyntaxNode at, ISymbol field)
    {
        var chain = at.AncestorsAndSelf().TakeWhile(outer => outer is ExpressionSyntax).OfType<AssignmentExpressionSyntax>().LastOrDefault();
        for (var other = chain; other is not null; other = other.Right as AssignmentExpressionSyntax)
        {
            if (NameOf(other.Left) is { } name && name != field.Name && chain!.Ancestors().TakeWhile(outer => outer is not MemberDeclarationSyntax)
                    .Any(outer => outer is IfStatementSyntax guard && guard.Statement.Span.Contains(chain.Span) && AsksForNull(guard.Condition, name)))
                return true;
        }

        return false;
    }

    private static bool IsInHandlerAround(SyntaxNode release, SyntaxNode at) =>
        release.Ancestors().Any(outer => outer is CatchClauseSyntax or FinallyClauseSyntax && outer.Parent is TryStatementSyntax attempt && attempt.Block.Span.Contains(at.Span));

    private static bool IsEnd(string member) => Array.Exists(_ends, end => member.StartsWith(end, StringComparison.Ordinal));

    private static bool AsksForNull(ExpressionSyntax condition, string name) => condition switch
    {
        BinaryExpressionSyntax { RawKind: (int)SyntaxKind.EqualsExpression, Right.RawKind: (int)SyntaxKind.NullLiteralExpression, Left: var asked } => NameOf(asked) == name,
        IsPatternExpressionSyntax { Pattern: ConstantPatternSyntax { Expression.RawKind: (int)SyntaxKind.NullLiteralExpression }, Expression: var asked } => NameOf(asked) == name,
        _ => false,
    };

    private static string? NameOf(ExpressionSyntax expression) => expression switch
    {
        IdentifierNameSyntax { Identifier.ValueText: var name } => name,
        MemberAccessExpressionSyntax { Expression: ThisExpressionSyntax, Name.Identifier.ValueText: var name } => name,
        _ => null,
    };
}
