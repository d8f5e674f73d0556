using LeakLint.Symbols;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace LeakLint.Lifetimes;

/// <summary>Resources and collections that are made at their first use: a <c>Lazy</c> in a field holds what its <c>Value</c> gives.</summary>
internal static class LazyTypes
{
    /// <summary>The type of what a <c>Lazy</c> makes; any other type as it is.</summary>
    public static ITypeSymbol? Unwrap(ITypeSymbol? type) =>
        type is INamedTypeSymbol { Name: "Lazy", Arity: 1, ContainingNamespace: { Name: "System", ContainingNamespace.IsGlobalNamespace: true } } lazy ? lazy.TypeArguments[0] : type;

    /// <summary>The field or property whose collection the reference is to: that of the <c>Lazy</c> where it is its <c>Value</c>.</summary>
    public static ISymbol FindHolder(IMemberReferenceOperation reference) => reference switch
    {
        { Member: { Name: "Value", ContainingType.Name: "Lazy" }, Instance: { } instance } when instance.Unwrapped() is IMemberReferenceOperation lazy => lazy.Member,
        _ => reference.Member,
    };
}
