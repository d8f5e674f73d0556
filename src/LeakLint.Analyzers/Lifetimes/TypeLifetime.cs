using System.Collections.Generic;
using System.Linq;
using LeakLint.Ownership;
using LeakLint.Symbols;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace LeakLint.Lifetimes;

/// <summary>What a type holds in its fields, and which of its members release what.</summary>
internal sealed class TypeLifetime
{
    private TypeLifetime(INamedTypeSymbol type, BodyIndex index, IReadOnlyList<Body> bodies, IReadOnlyList<FieldLifetime> fields)
    {
        (Type, Bodies, Fields) = (type, bodies, fields);
        ReleaseMembers = new(type, index);
    }

    public INamedTypeSymbol Type { get; }

    public IReadOnlyList<Body> Bodies { get; }

    /// <summary>The fields and auto-properties of each object that can hold a resource, in the order of the text.</summary>
    public IReadOnlyList<FieldLifetime> Fields { get; }

    public ReleaseMembers ReleaseMembers { get; }

    /// <summary>Whether there is one object of this type for the whole process, or none at all.</summary>
    public bool IsProcessLong =>
        Type.IsStatic || Type.GetMembers().Any(member => member.IsStatic && member switch
        {
            IFieldSymbol shared => IsOrHolds(shared.Type),
            IPropertySymbol shared => IsOrHolds(shared.Type),
            IMethodSymbol { Name: "Main" or "<Main>$" } => true,
            _ => false,
        }) || Type.GetMembers().Any(IsBenchmark);

    /// <summary>The fields and auto-properties that may own a resource, going by their types alone; most types have none.</summary>
    public static List<(ISymbol Symbol, ITypeSymbol Resource)>? FindHolders(INamedTypeSymbol type, OwnershipContext context)
    {
        if (type.TypeKind is not (TypeKind.Class or TypeKind.Struct) || type.IsImplicitlyDeclared)
            return null;
        List<(ISymbol, ITypeSymbol)>? found = null;
        foreach (var member in type.GetMembers())
        {
            if (member is not IFieldSymbol { IsStatic: false, IsConst: false } field)
                continue;
            var symbol = field.AssociatedSymbol ?? field;
            if (symbol is not (IFieldSymbol { IsImplicitlyDeclared: false } or IPropertySymbol) || CanBeSetByOthers(symbol))
                continue;
            var resource = field.Type is INamedTypeSymbol { Name: "Lazy", Arity: 1 } lazy && lazy.FullName() == "System.Lazy" ? lazy.TypeArguments[0] : field.Type;
            if (context.Catalog.TierOf(resource) >= ResourceTier.Normal)
                (found ??= []).Add((symbol, resource));
        }

        return found;
    }

    /// <summary>The facts of the type; null when a part of its code that matters cannot be seen.</summary>
    public static TypeLifetime? TryCreate(
        INamedTypeSymbol type, List<(ISymbol Symbol, ITypeSymbol Resource)> holders, TypeBodies collected, OwnershipContext context)
    {
        for (var ancestor = type.BaseType; ancestor is not null; ancestor = ancestor.BaseType)
        {
            if (ancestor.TypeKind == TypeKind.Error)
                return null;
        }

        var bodies = collected.InOrder();
        var index = new BodyIndex(bodies);
        foreach (var member in type.GetMembers())
        {
            // A part of the type that is generated may release what this part holds.
            if (member is IMethodSymbol { IsImplicitlyDeclared: false, IsAbstract: false, PartialImplementationPart: null } method && ReleaseMembers.IsFormal(method) && method.HasSource()
                && !method.IsExtern && !index.Knows(method))
                return null;
        }

        return new(type, index, bodies, [.. holders.Select(holder => FieldUses.Follow(holder.Symbol, holder.Resource, index, context))]);
    }

    /// <summary>Whether some member of the type releases the field when the object, or what it does, comes to its end.</summary>
    public bool IsReleased(FieldLifetime field) =>
        field.Releases.Any(release => ReleaseMembers.Reach(release.Member) || !IsBeforeStore(release, field));

    /// <summary>Whether the release only makes room for a new value, or takes back one that failed.</summary>
    private static bool IsBeforeStore(Reference release, FieldLifetime field)
    {
        for (var outer = release.Operation.Parent; outer is not null; outer = outer.Parent)
        {
            if (outer is ICatchClauseOperation)
                return true;
        }

        var at = release.Operation.Syntax;
        return field.Acquisitions.Any(stored => SymbolEqualityComparer.Default.Equals(stored.Member, release.Member)
            && stored.Operation.Syntax.SyntaxTree == at.SyntaxTree && stored.Operation.Syntax.SpanStart > at.SpanStart);
    }

    private bool IsOrHolds(ITypeSymbol type) =>
        SymbolEqualityComparer.Default.Equals(type, Type)
        || (type is INamedTypeSymbol { Name: "Lazy", Arity: 1 } lazy && SymbolEqualityComparer.Default.Equals(lazy.TypeArguments[0], Type));

    /// <summary>Each benchmark has a process of its own.</summary>
    private static bool IsBenchmark(ISymbol member) => member is IMethodSymbol && (member.HasAttribute("BenchmarkAttribute") || member.HasAttribute("GlobalSetupAttribute"));

    /// <summary>Whether code outside of the type can put something into the field: then nobody knows whose it is.</summary>
    private static bool CanBeSetByOthers(ISymbol symbol) => symbol switch
    {
        IFieldSymbol field => !field.IsReadOnly && field.DeclaredAccessibility != Accessibility.Private,
        IPropertySymbol { SetMethod: { } setter } => setter.DeclaredAccessibility != Accessibility.Private,
        _ => false,
    };
}
