using LeakLint.Symbols;
using Microsoft.CodeAnalysis;

namespace LeakLint.Ownership;

/// <summary>Properties that only point to what they are given: disposing their object leaves it open.</summary>
internal static class BorrowingProperties
{
    /// <summary>A command runs within a transaction; whoever began it ends it.</summary>
    public static bool Contains(IPropertySymbol property) => property.Name is "Transaction" or "DbTransaction" && IsCommand(property.ContainingType);

    private static bool IsCommand(INamedTypeSymbol? type)
    {
        for (; type is { SpecialType: SpecialType.None }; type = type.BaseType)
        {
            if (type.Name is "DbCommand" or "IDbCommand" or "DbBatch" && !type.HasSource())
                return true;
        }

        return false;
    }
}
