using System.Collections.Generic;
using LeakLint.Ownership;
using LeakLint.Symbols;
using Microsoft.CodeAnalysis;

namespace LeakLint.Lifetimes;

/// <summary>The fields and auto-properties of a type that may own resources, going by their types alone.</summary>
/// <param name="Fields">Those that hold one resource, or a <c>Lazy&lt;T&gt;</c> of it, with its type.</param>
/// <param name="Collections">Those that hold many.</param>
internal sealed record Holders(List<(ISymbol Symbol, ITypeSymbol Resource)> Fields, List<CollectionLifetime> Collections)
{
    /// <summary>Null for most types: they have none.</summary>
    public static Holders? TryFind(INamedTypeSymbol type, OwnershipContext context)
    {
        if (type.TypeKind is not (TypeKind.Class or TypeKind.Struct) || type.IsImplicitlyDeclared)
            return null;
        Holders? found = null;
        foreach (var member in type.GetMembers())
        {
            if (member is not IFieldSymbol { IsStatic: false, IsConst: false } field || field.Type.IsSimple()
                || context.Annotations?.OfHolder(field.AssociatedSymbol ?? field) == false)
                continue;
            if (FindCollection(field, context) is { } collection)
                (found ??= new([], [])).Collections.Add(collection);
            else if (FindResource(field, context) is { } resource)
                (found ??= new([], [])).Fields.Add(resource);
        }

        return found;
    }

    private static (ISymbol, ITypeSymbol)? FindResource(IFieldSymbol field, OwnershipContext context)
    {
        var symbol = field.AssociatedSymbol ?? field;
        if (symbol is not (IFieldSymbol { IsImplicitlyDeclared: false } or IPropertySymbol) || (CanBeSetByOthers(symbol) && context.Annotations?.OfHolder(symbol) != true))
            return null;
        var resource = field.Type is INamedTypeSymbol { Name: "Lazy", Arity: 1 } lazy && lazy.FullName() == "System.Lazy" ? lazy.TypeArguments[0] : field.Type;
        return context.Catalog.TierOf(resource) >= ResourceTier.Normal ? (symbol, resource) : null;
    }

    private static CollectionLifetime? FindCollection(IFieldSymbol field, OwnershipContext context)
    {
        if (field is not { DeclaredAccessibility: Accessibility.Private, IsImplicitlyDeclared: false }
            || field.Type is not INamedTypeSymbol { Arity: 1 or 2 } type || !type.ContainingNamespace.ToDisplayString().StartsWith("System.Collections", System.StringComparison.Ordinal))
            return null;
        var element = type.TypeArguments[type.Arity - 1];
        return context.Catalog.TierOf(element) >= ResourceTier.Normal ? new(field, element, type.Arity == 2) : null;
    }

    /// <summary>Whether code outside of the type can put something into the field: then nobody knows whose it is.</summary>
    private static bool CanBeSetByOthers(ISymbol symbol) => symbol switch
    {
        IFieldSymbol field => !field.IsReadOnly && field.DeclaredAccessibility != Accessibility.Private,
        IPropertySymbol { SetMethod: { } setter } => setter.DeclaredAccessibility != Accessibility.Private,
        _ => false,
    };
}
