using System;
using LeakLint.Symbols;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace LeakLint.Ownership;

/// <summary>Answers yes or no that stay the same while a body runs, although no local holds them: options, and fields that are set once.</summary>
internal static class StableFlags
{
    /// <summary>The field or property that is asked; null when its answer may change, or it is not clear whose it is.</summary>
    public static ISymbol? Find(IOperation condition) => condition switch
    {
        IFieldReferenceOperation { Field: { Type.SpecialType: SpecialType.System_Boolean } field } reference
            when reference.Instance.IsThis() && IsStable(field) => field,
        IPropertyReferenceOperation { Property: { Type.SpecialType: SpecialType.System_Boolean } property, Arguments.IsEmpty: true } reference
            when IsPlain(reference.Instance) && IsStable(property) => property,
        _ => null,
    };

    public static bool IsStable(ISymbol symbol) => symbol switch
    {
        IFieldSymbol field => field.IsReadOnly,
        IPropertySymbol { IsStatic: false } property => IsOptions(property.ContainingType.Name),
        _ => false,
    };

    private static bool IsPlain(IOperation? receiver) => receiver?.Unwrapped() switch
    {
        IParameterReferenceOperation => true,
        IFieldReferenceOperation field => field.Instance.IsThis(),
        IPropertyReferenceOperation property => property.Instance.IsThis(),
        _ => false,
    };

    private static bool IsOptions(string name) =>
        name.EndsWith("Options", StringComparison.Ordinal) || name.EndsWith("Settings", StringComparison.Ordinal) || name.EndsWith("Config", StringComparison.Ordinal)
        || name.EndsWith("Configuration", StringComparison.Ordinal) || name.EndsWith("Params", StringComparison.Ordinal) || name.EndsWith("Parameters", StringComparison.Ordinal);
}
