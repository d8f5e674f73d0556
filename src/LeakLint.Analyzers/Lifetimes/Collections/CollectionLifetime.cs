using System.Collections.Generic;
using Microsoft.CodeAnalysis;

namespace LeakLint.Lifetimes;

/// <summary>What a type does with a collection of resources that it keeps in a field or auto-property.</summary>
internal sealed class CollectionLifetime(HeldCollection held)
{
    public ISymbol Symbol => held.Symbol;

    /// <summary>The type of what is in it.</summary>
    public ITypeSymbol Element => held.Element;

    /// <summary>The member of each element that holds its resource; null when the elements are resources themselves.</summary>
    public ISymbol? Part => held.Part;

    /// <summary>The type of the resources in it.</summary>
    public ITypeSymbol Resource => held.Part is { } part ? CarriedPart.TypeOf(part) : held.Element;

    /// <summary>Whether others see the collection, so that they may take elements out or release them.</summary>
    public bool IsVisible => held.Symbol.DeclaredAccessibility != Accessibility.Private;

    /// <summary>Whether what is in it only leads to the resources: it carries them, or makes them late as a <c>Lazy</c> or a task does.</summary>
    public bool IsIndirect => Part is not null || !SymbolEqualityComparer.Default.Equals(
        Element, ((Symbol as IFieldSymbol)?.Type ?? (Symbol as IPropertySymbol)?.Type) switch
        {
            IArrayTypeSymbol array => array.ElementType,
            INamedTypeSymbol { TypeArguments: { IsEmpty: false } kept } => kept[kept.Length - 1],
            _ => Element,
        });

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

    /// <summary>The places that take elements out of a list by their place, and give none of them to anybody.</summary>
    public List<Reference> Drops { get; } = [];

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
