using LeakLint.Symbols;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace LeakLint.Lifetimes;

/// <summary>
/// Resources and collections that are made at their first use, or later: a <c>Lazy</c> in a field holds what its <c>Value</c> gives, and a task what awaiting
/// it gives.
/// </summary>
internal static class LazyTypes
{
    /// <summary>The type of what a <c>Lazy</c> makes; any other type as it is.</summary>
    public static ITypeSymbol? Unwrap(ITypeSymbol? type) => IsLazy(type) ? ((INamedTypeSymbol)type!).TypeArguments[0] : type;

    /// <summary>The type of what there is in the end where a <c>Lazy</c>, a task, or a <c>Lazy</c> of a task is kept; any other type as it is.</summary>
    public static ITypeSymbol Awaited(ITypeSymbol type, KnownTypes types) => types.Unwrap(Unwrap(type)!);

    public static bool IsLazy(ITypeSymbol? type) =>
        type is INamedTypeSymbol { Name: "Lazy", Arity: 1, ContainingNamespace: { Name: "System", ContainingNamespace.IsGlobalNamespace: true } };

    /// <summary>The field or property whose collection the reference is to: that of the <c>Lazy</c> where it is its <c>Value</c>.</summary>
    public static ISymbol FindHolder(IMemberReferenceOperation reference) => reference switch
    {
        { Member: { Name: "Value", ContainingType.Name: "Lazy" }, Instance: { } instance } when instance.Unwrapped() is IMemberReferenceOperation lazy => lazy.Member,
        _ => reference.Member,
    };
}
