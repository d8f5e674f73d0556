using LeakLint.Symbols;
using Microsoft.CodeAnalysis;

namespace LeakLint.Ownership;

/// <summary>Tells whether a field owns what it holds, going by its type and visibility.</summary>
internal static class OwnedFields
{
    /// <summary>Whether the field is the type's own: what others can set may hold what others own.</summary>
    public static bool IsOwned(ISymbol field, OwnershipContext context) =>
        field is IFieldSymbol { DeclaredAccessibility: Accessibility.Private or Accessibility.NotApplicable, IsReadOnly: false } symbol
        && context.Catalog.IsResource(symbol.Type);
}
