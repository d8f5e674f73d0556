using System.Collections.Generic;
using System.Linq;
using LeakLint.Symbols;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace LeakLint.Lifetimes;

/// <summary>Removals that never find what was added: entries are put under one thing and looked for under another.</summary>
internal static class OtherKeys
{
    /// <summary>Whether the removal asks for a key under which none of the additions puts anything.</summary>
    public static bool AreRemoved(RemovalSite removal, IReadOnlyList<AdditionSite> additions) =>
        removal.Key is { } key && additions.Count > 0 && additions.All(addition => SymbolEqualityComparer.Default.Equals(addition.Member, removal.Member)
            ? IsInFinally(removal.At) && IsOtherVariable(addition.Key, key)
            : IsOtherProperty(addition.Key, key));

    /// <summary>What a function does in the end it means to undo what it did; elsewhere it may make room, or give an entry another name.</summary>
    private static bool IsInFinally(IOperation at)
    {
        for (IOperation inner = at, outer = at.Parent!; outer is not null; (inner, outer) = (outer, outer.Parent!))
        {
            if (outer is ITryOperation { Finally: { } last } && last == inner)
                return true;
        }

        return false;
    }

    /// <summary>Whether the keys are two variables, or properties, and neither is made of the other.</summary>
    private static bool IsOtherVariable(IOperation added, IOperation removed) =>
        SymbolOf(added) is { } one && SymbolOf(removed) is { } other && !SymbolEqualityComparer.Default.Equals(one, other)
        && !Mentions(added, other) && !Mentions(removed, one) && !HaveSameValue(added, removed);

    /// <summary>Whether the keys are different properties of things of one type.</summary>
    private static bool IsOtherProperty(IOperation added, IOperation removed) =>
        PropertyOf(added) is { Instance: { } one } first && PropertyOf(removed) is { Instance: { } other } second
        && !SymbolEqualityComparer.Default.Equals(first.Property, second.Property) && SymbolEqualityComparer.Default.Equals(one.Type, other.Type)
        && SymbolEqualityComparer.Default.Equals(first.Type, second.Type) && IsHeld(one) && IsHeld(other);

    private static bool IsHeld(IOperation thing) => thing.Unwrapped() is IParameterReferenceOperation || (thing.Unwrapped() is IPropertyReferenceOperation { Instance: { } instance } && instance.IsThis());

    private static IPropertyReferenceOperation? PropertyOf(IOperation key) => key.Unwrapped() switch
    {
        IPropertyReferenceOperation property => property,
        ILocalReferenceOperation local when OpenKeys.FindValue(local)?.Unwrapped() is IPropertyReferenceOperation property => property,
        _ => null,
    };

    private static ISymbol? SymbolOf(IOperation key) => key.Unwrapped() switch
    {
        ILocalReferenceOperation { Local: var local } => local,
        IParameterReferenceOperation { Parameter: var parameter } => parameter,
        IPropertyReferenceOperation { Property: var property } => property,
        _ => null,
    };

    private static bool HaveSameValue(IOperation one, IOperation other) =>
        ValueOf(one) is { } first && ValueOf(other) is { } second && first.Syntax.IsEquivalentTo(second.Syntax);

    private static bool Mentions(IOperation key, ISymbol symbol) => ValueOf(key) is { } value && value.DescendantsAndSelf().Any(operation => SymbolEqualityComparer.Default.Equals(SymbolOf(operation), symbol));

    /// <summary>What is known of the value of the key: what the local is declared with, else the key itself.</summary>
    private static IOperation? ValueOf(IOperation key) => key.Unwrapped() is ILocalReferenceOperation local ? OpenKeys.FindValue(local) : key.Unwrapped();
}
