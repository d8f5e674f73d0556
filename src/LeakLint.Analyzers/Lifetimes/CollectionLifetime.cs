using System.Collections.Generic;
using Microsoft.CodeAnalysis;

namespace LeakLint.Lifetimes;

/// <summary>What a type does with a collection of resources that it keeps in a field.</summary>
internal sealed class CollectionLifetime(HeldCollection held)
{
    public IFieldSymbol Symbol => held.Field;

    /// <summary>The type of the resources in it.</summary>
    public ITypeSymbol Element => held.Element;

    /// <summary>Whether what is in it makes the resources late: a <c>Lazy</c>, or a task.</summary>
    public bool IsLate { get; } = !SymbolEqualityComparer.Default.Equals(
        held.Element, held.Field.Type switch { IArrayTypeSymbol array => array.ElementType, INamedTypeSymbol { TypeArguments: { IsEmpty: false } kept } => kept[kept.Length - 1], _ => held.Element });

    /// <summary>Whether the resources are the values of keys.</summary>
    public bool IsMap => held.IsMap;

    /// <summary>The places that put a resource in.</summary>
    public List<Reference> Additions { get; } = [];

    /// <summary>Whether all that is put in was made by the type.</summary>
    public bool IsOwned { get; set; }

    /// <summary>The places that release a single element.</summary>
    public List<Reference> Releases { get; } = [];

    /// <summary>The places that go through all elements and release them.</summary>
    public List<Reference> Walks { get; } = [];

    /// <summary>The places where an element leaves the collection and nobody gets to see it.</summary>
    public List<Reference> Removals { get; } = [];

    /// <summary>The calls of Clear.</summary>
    public List<Reference> Clears { get; } = [];

    /// <summary>The places where a value is put in for a key that may have one already.</summary>
    public List<Reference> Overwrites { get; } = [];

    /// <summary>The members that ask whether a key is there, or take it out.</summary>
    public HashSet<ISymbol> AskedIn { get; } = new(SymbolEqualityComparer.Default);

    /// <summary>The members that get an element and give it to others, who may release it.</summary>
    public HashSet<ISymbol> GivenAwayIn { get; } = new(SymbolEqualityComparer.Default);

    /// <summary>The members that give to others what they have just put in.</summary>
    public HashSet<ISymbol> PassedOnIn { get; } = new(SymbolEqualityComparer.Default);

    /// <summary>Whether the collection itself is given to code that may keep it, or go through it.</summary>
    public bool Escapes { get; set; }

    /// <summary>The members that are used on the elements.</summary>
    public HashSet<string> Members { get; } = [];
}
