using System.Linq;
using LeakLint.Symbols;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LeakLint.Lifetimes;

/// <summary>Finds the table in which a key is looked up before an entry is added under it, so that a key that is not in the table never gets one.</summary>
internal static class KnownKeys
{
    /// <summary>The field or property with the table; null when the code adds whatever key comes.</summary>
    public static ISymbol? FindTable(GrowthSite site)
    {
        var added = site.At.Syntax;
        if (added.FirstAncestorOrSelf<MemberDeclarationSyntax>() is not { } member)
            return null;
        foreach (var call in member.DescendantNodes().OfType<InvocationExpressionSyntax>())
        {
            if (call is { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "TryGetValue" or "ContainsKey" or "Contains" } look, ArgumentList.Arguments: { Count: > 0 } arguments }
                && SyntaxFactory.AreEquivalent(arguments[0].Expression, site.Key.Unwrapped().Syntax) && !SyntaxFactory.AreEquivalent(look.Expression, added) && Decides(call, added)
                && site.At.SemanticModel?.GetSymbolInfo(look.Expression).Symbol is (IFieldSymbol or IPropertySymbol) and { } table)
                return table;
        }

        return null;
    }

    /// <summary>Whether the table is one that cannot be added to.</summary>
    public static bool IsFixed(ISymbol table)
    {
        var type = table is IFieldSymbol field ? field.Type : ((IPropertySymbol)table).Type;
        return type.Name is "IReadOnlyDictionary" or "IReadOnlySet" or "IReadOnlyCollection" or "IReadOnlyList" or "FrozenDictionary" or "FrozenSet" or "ReadOnlyDictionary" || type.TypeKind == TypeKind.Array;
    }

    /// <summary>Whether the entry is added only when the look-up finds the key.</summary>
    private static bool Decides(ExpressionSyntax look, SyntaxNode added)
    {
        var (condition, isFound) = (look, true);
        while (condition.Parent is ParenthesizedExpressionSyntax or PrefixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.LogicalNotExpression })
        {
            condition = (ExpressionSyntax)condition.Parent;
            isFound ^= condition is PrefixUnaryExpressionSyntax;
        }

        // "a && found" is true, and "a || !found" is false, only when the key is there.
        while (condition.Parent is BinaryExpressionSyntax binary && binary.IsKind(isFound ? SyntaxKind.LogicalAndExpression : SyntaxKind.LogicalOrExpression))
            condition = binary;
        if (condition.Parent is not IfStatementSyntax choice)
            return false;
        return isFound
            ? choice.Statement.Span.Contains(added.Span)
            : choice.Span.End <= added.SpanStart && choice.Parent?.Span.Contains(added.Span) == true && choice.Statement.Leaves();
    }
}
