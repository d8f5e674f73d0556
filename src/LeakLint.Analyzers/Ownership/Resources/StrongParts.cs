using LeakLint.Symbols;
using Microsoft.CodeAnalysis;

namespace LeakLint.Ownership;

/// <summary>Which classes of ours are made around a resource that matters, such as a socket.</summary>
internal static class StrongParts
{
    private const int MaxDepth = 3;

    /// <summary>Whether a field of the class holds such a resource, or an object of ours that is made around one and that the class releases.</summary>
    public static bool AreIn(ITypeSymbol type, ResourceCatalog catalog) => AreIn(type, catalog, MaxDepth);

    private static bool AreIn(ITypeSymbol type, ResourceCatalog catalog, int depth)
    {
        if (!type.HasSource() || type.TypeKind != TypeKind.Class)
            return false;
        foreach (var member in type.GetMembers())
        {
            if (member is not IFieldSymbol { IsStatic: false, Type: var held } field)
                continue;
            var tier = catalog.TierOf(held);
            if (tier == ResourceTier.Strong || (tier == ResourceTier.Normal && depth > 1 && Releases(type, field) && AreIn(held, catalog, depth - 1)))
                return true;
        }

        return false;
    }

    private static bool Releases(ITypeSymbol type, IFieldSymbol field)
    {
        foreach (var member in type.GetMembers())
        {
            if (member is IMethodSymbol { Name: "Dispose" or "DisposeAsync" or "DisposeAsyncCore" or "Close" or "CloseAsync" } release
                && SyntacticUse.MayRelease(release, field.AssociatedSymbol?.Name ?? field.Name))
                return true;
        }

        return false;
    }
}
