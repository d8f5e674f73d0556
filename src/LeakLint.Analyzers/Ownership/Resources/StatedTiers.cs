using LeakLint.Options;
using Microsoft.CodeAnalysis;

namespace LeakLint.Ownership;

/// <summary>Which types are resources because somebody says so: an attribute, the options of the file, or the file of the user, in this order.</summary>
internal sealed class StatedTiers(OwnershipOptions options, Annotations? annotations, OwnershipFile? file)
{
    /// <summary>Null for most types: nobody says anything.</summary>
    public ResourceTier? Of(ITypeSymbol type) => annotations?.OfType(type) ?? OfOptions(type) ?? OfFile(type);

    private ResourceTier? OfOptions(ITypeSymbol type)
    {
        if (options.IgnoredTypes.Cover(type))
            return ResourceTier.None;
        if (options.WeakTypes.Cover(type))
            return ResourceTier.Weak;
        return options.StrongTypes.Cover(type) ? ResourceTier.Strong : null;
    }

    private ResourceTier? OfFile(ITypeSymbol type)
    {
        if (file is null)
            return null;
        for (var ancestor = type; ancestor is not null; ancestor = ancestor.BaseType)
        {
            if (file.Find(ancestor) is { } row && (!row.Exact || SymbolEqualityComparer.Default.Equals(ancestor, type)))
                return row.Tier;
        }

        foreach (var implemented in type.AllInterfaces)
        {
            if (file.Find(implemented) is { Exact: false } row)
                return row.Tier;
        }

        return null;
    }
}
