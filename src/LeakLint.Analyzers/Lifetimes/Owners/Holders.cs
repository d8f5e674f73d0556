using System.Collections.Generic;
using LeakLint.Ownership;
using LeakLint.Symbols;
using Microsoft.CodeAnalysis;

namespace LeakLint.Lifetimes;

/// <summary>A field or auto-property that holds one resource.</summary>
/// <param name="Symbol">The field or property.</param>
/// <param name="Resource">The type of the resource: T where the field is a <c>Lazy&lt;T&gt;</c> or a <c>Task&lt;T&gt;</c>.</param>
/// <param name="IsMinor">Whether its release matters in some programs only.</param>
/// <param name="IsOpen">Whether code of other types could put something else there.</param>
internal sealed record HeldResource(ISymbol Symbol, ITypeSymbol Resource, bool IsMinor = false, bool IsOpen = false);

/// <summary>A field or auto-property that holds many resources.</summary>
/// <param name="Symbol">The field or property.</param>
/// <param name="Element">The type of what is in it.</param>
/// <param name="IsMap">Whether the elements are the values of keys.</param>
/// <param name="Part">The member of each element that holds its resource; null when the elements are resources themselves.</param>
internal sealed record HeldCollection(ISymbol Symbol, ITypeSymbol Element, bool IsMap, ISymbol? Part = null);

/// <summary>The fields and auto-properties of a type that may own resources, going by their types alone.</summary>
/// <param name="Fields">Those that hold one.</param>
/// <param name="Collections">Those that hold many.</param>
internal sealed record Holders(List<HeldResource> Fields, List<HeldCollection> Collections)
{
    /// <summary>Null for most types: they have none.</summary>
    /// <param name="type">The type.</param>
    /// <param name="contexts">What is known of the compilation.</param>
    /// <param name="onlyProcesses">Whether only child processes are of interest.</param>
    public static Holders? TryFind(INamedTypeSymbol type, OwnershipContexts contexts, bool onlyProcesses)
    {
        if (type.TypeKind is not (TypeKind.Class or TypeKind.Struct) || type.IsImplicitlyDeclared)
            return null;
        Holders? found = null;
        OwnershipContext? context = null;
        bool? hasRelease = null;
        foreach (var member in type.GetMembers())
        {
            if (member.Kind != SymbolKind.Field || member is not IFieldSymbol { IsStatic: false, IsConst: false } field || !MayHold(field.Type, contexts.Types, onlyProcesses))
                continue;
            context ??= contexts.For(type);
            if (context.Annotations?.OfHolder(field.AssociatedSymbol ?? field) == false)
                continue;
            if (FindCollection(field, context) is { } collection)
            {
                (found ??= new([], [])).Collections.Add(collection);
                // A collection of resources may be one itself.
                if (!context.Catalog.IsResource(field.Type))
                    continue;
            }

            if (FindResource(field, context, ref hasRelease) is { } resource)
                (found ??= new([], [])).Fields.Add(resource);
        }

        return found;
    }

    /// <summary>Whether a field of this type is worth a look: it holds a resource, or a timer that has to be stopped although it cannot be disposed.</summary>
    public static bool IsOwned(ITypeSymbol type, OwnershipContext context) => context.Catalog.MayBeOwned(type) || TimerKinds.IsOfWindow(type);

    /// <summary>Whether a field of this type may hold a resource, or several, or one that is made late.</summary>
    private static bool MayHold(ITypeSymbol type, KnownTypes types, bool onlyProcesses)
    {
        type = LazyTypes.Awaited(type, types);
        var element = type switch
        {
            INamedTypeSymbol { Arity: 1 or 2 } generic when !types.IsReleasable(type) => generic.TypeArguments[generic.Arity - 1],
            IArrayTypeSymbol { Rank: 1 } array => array.ElementType,
            _ => null,
        };
        if (element is not null)
            type = LazyTypes.Awaited(element, types);
        if (element is not null && !onlyProcesses && CarriedPart.MayBeIn(type, types))
            return true;
        return onlyProcesses ? type.Name == "Process" : types.IsReleasable(type) || TimerKinds.IsOfWindow(type);
    }

    private static HeldResource? FindResource(IFieldSymbol field, OwnershipContext context, ref bool? hasRelease)
    {
        var symbol = field.AssociatedSymbol ?? field;
        if (symbol is not (IFieldSymbol { IsImplicitlyDeclared: false } or IPropertySymbol))
            return null;
        var isOpen = CanBeSetByOthers(symbol) && context.Annotations?.OfHolder(symbol) != true;
        if (isOpen && (IsMeantToBeSet(symbol) || TimerKinds.IsOfWindow(field.Type) || !HasRelease(field.ContainingType, ref hasRelease)))
            return null;
        var resource = LazyTypes.Awaited(field.Type, context.Types);
        if (IsOwned(resource, context))
            return new(symbol, resource, IsMinor: false, isOpen);
        // A linked token source stays with the tokens that it listens to: it is a resource when it was made so.
        return KnownTypes.IsTokenSource(resource) || (HasRelease(field.ContainingType, ref hasRelease) && MinorResources.Is(resource, context)) ? new(symbol, resource, IsMinor: true, isOpen) : null;
    }

    /// <summary>Whether the type releases something itself: only then is it of interest what else it should release.</summary>
    private static bool HasRelease(INamedTypeSymbol type, ref bool? known)
    {
        if (known is { } answer)
            return answer;
        known = false;
        foreach (var member in type.GetMembers())
        {
            if (member is IMethodSymbol { MethodKind: not MethodKind.Destructor } method && ReleaseMembers.IsFormal(method))
                known = true;
        }

        return known.Value;
    }

    private static HeldCollection? FindCollection(IFieldSymbol field, OwnershipContext context)
    {
        var symbol = field.AssociatedSymbol ?? field;
        if (symbol is not (IFieldSymbol { IsImplicitlyDeclared: false } or IPropertySymbol { SetMethod: null or { DeclaredAccessibility: Accessibility.Private } }))
            return null;
        if (field.Type is IArrayTypeSymbol { Rank: 1, ElementType: var kept })
            return symbol.DeclaredAccessibility == Accessibility.Private && LazyTypes.Awaited(kept, context.Types) is var item && context.Catalog.MayBeOwned(item) ? new(symbol, item, IsMap: false) : null;
        if (field.Type is not INamedTypeSymbol { Arity: 1 or 2 } type || !IsCollections(type.ContainingNamespace))
            return null;
        var element = LazyTypes.Awaited(type.TypeArguments[type.Arity - 1], context.Types);
        if (context.Catalog.MayBeOwned(element))
            return new(symbol, element, type.Arity == 2);
        return symbol.DeclaredAccessibility == Accessibility.Private && CarriedPart.Find(element, context) is { } part ? new(symbol, element, type.Arity == 2, part) : null;
    }

    private static bool IsCollections(INamespaceSymbol space)
    {
        while (space is { IsGlobalNamespace: false, Name: not "Collections" })
            space = space.ContainingNamespace;
        return space is { IsGlobalNamespace: false, ContainingNamespace: { Name: "System", ContainingNamespace.IsGlobalNamespace: true } };
    }

    /// <summary>Whether code that nobody sees here may set it: that is what a public field or setter is for.</summary>
    private static bool IsMeantToBeSet(ISymbol symbol) =>
        symbol is IPropertySymbol { SetMethod: { } setter } ? setter.DeclaredAccessibility == Accessibility.Public || setter.IsInitOnly : symbol.DeclaredAccessibility == Accessibility.Public;

    /// <summary>Whether code outside of the type can put something into the field: then nobody knows whose it is.</summary>
    private static bool CanBeSetByOthers(ISymbol symbol) => symbol switch
    {
        IFieldSymbol field => !field.IsReadOnly && field.DeclaredAccessibility != Accessibility.Private,
        IPropertySymbol { SetMethod: { } setter } => setter.DeclaredAccessibility != Accessibility.Private,
        _ => false,
    };
}
