using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace LeakLint.Lifetimes;

/// <summary>Properties of which the whole getter is a field: who uses one uses the other.</summary>
internal static class PropertyAlias
{
    /// <summary>The field behind a property that only this project sees; the symbol itself when there is none.</summary>
    public static ISymbol Resolve(ISymbol member)
    {
        if (member is not IPropertySymbol { IsIndexer: false, SetMethod: null, IsVirtual: false, IsOverride: false } property || IsForOthers(property) || property.DeclaringSyntaxReferences.Length != 1
            || FieldName(property.DeclaringSyntaxReferences[0].GetSyntax()) is not { } name)
            return member;
        return property.ContainingType.GetMembers(name).FirstOrDefault(field => field is IFieldSymbol) ?? member;
    }

    /// <summary>Whether the value is what such a property returns, so that its uses are seen where the property is used.</summary>
    public static bool IsGetter(IOperation value) =>
        value.SemanticModel?.GetEnclosingSymbol(value.Syntax.SpanStart) is IMethodSymbol { AssociatedSymbol: IPropertySymbol property } && !SymbolEqualityComparer.Default.Equals(Resolve(property), property);

    // A property of an interface may be used by others through the interface.
    private static bool IsForOthers(IPropertySymbol property) =>
        property.DeclaredAccessibility is not (Accessibility.Private or Accessibility.Internal) && !(property.ContainingType.DeclaredAccessibility is Accessibility.Private or Accessibility.Internal && property.ContainingType.AllInterfaces.IsEmpty);

    private static string? FieldName(SyntaxNode declaration)
    {
        if (declaration is not PropertyDeclarationSyntax property)
            return null;
        var value = property.ExpressionBody?.Expression
            ?? (property.AccessorList is { Accessors: { Count: 1 } accessors } ? accessors[0].ExpressionBody?.Expression ?? OnlyReturn(accessors[0].Body) : null);
        return value switch
        {
            IdentifierNameSyntax name => name.Identifier.Text,
            MemberAccessExpressionSyntax { Expression: ThisExpressionSyntax, Name.Identifier.Text: var name } => name,
            _ => null,
        };
    }

    private static ExpressionSyntax? OnlyReturn(BlockSyntax? body) =>
        body is { Statements: { Count: 1 } statements } && statements[0] is ReturnStatementSyntax { Expression: var value } ? value : null;
}
