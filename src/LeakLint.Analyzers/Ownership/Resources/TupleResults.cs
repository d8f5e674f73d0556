using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LeakLint.Ownership;

/// <summary>Methods that give several things at once, in a tuple or a task of one.</summary>
internal static class TupleResults
{
    /// <summary>The elements of the tuple that the method gives; none for most methods.</summary>
    public static ImmutableArray<IFieldSymbol> ElementsOf(IMethodSymbol method, OwnershipContext context) =>
        context.Types.Unwrap(method.ReturnType) is INamedTypeSymbol { IsTupleType: true } tuple ? tuple.TupleElements : [];

    /// <summary>The position of the element, from 0.</summary>
    public static int PlaceOf(IFieldSymbol element) =>
        int.TryParse((element.CorrespondingTupleField ?? element).Name.Replace("Item", ""), out var number) ? number - 1 : 0;

    /// <summary>Whether the method, where it says that one element is null, says so of the other as well: <c>return (null, null);</c>.</summary>
    public static bool AreNullTogether(IMethodSymbol method, int asked, int other)
    {
        if (method.IsVirtual || method.IsAbstract || method.OriginalDefinition.DeclaringSyntaxReferences is not { Length: 1 } declared)
            return false;
        var absent = false;
        foreach (var returned in declared[0].GetSyntax().DescendantNodes(node => node is not AnonymousFunctionExpressionSyntax).OfType<ReturnStatementSyntax>())
        {
            if (returned.Expression is not TupleExpressionSyntax { Arguments: { } elements } || elements.Count <= asked || elements.Count <= other)
                return false;
            if (IsNothing(elements[asked].Expression))
            {
                if (!IsNothing(elements[other].Expression))
                    return false;
                absent = true;
            }
        }

        return absent;
    }

    private static bool IsNothing(ExpressionSyntax value) => value.Kind() is SyntaxKind.NullLiteralExpression or SyntaxKind.DefaultLiteralExpression or SyntaxKind.DefaultExpression;

    /// <summary>Whether the method gives resources in a tuple that it writes out itself.</summary>
    public static bool MayGive(IMethodSymbol method, OwnershipContext context) =>
        ElementsOf(method, context) is { IsEmpty: false } elements && elements.Any(element => context.Catalog.IsResource(element.Type))
        && method.OriginalDefinition.DeclaringSyntaxReferences is { Length: 1 } declared && declared[0].GetSyntax().DescendantNodes().Any(node => node is TupleExpressionSyntax);
}
