using System.Collections.Generic;
using System.Linq;
using LeakLint.Symbols;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace LeakLint.Lifetimes;

/// <summary>What the code does to the size of one collection in a field or auto-property, gathered from many threads.</summary>
internal sealed class CollectionFacts
{
    private readonly List<GrowthSite> _growth = [];
    private readonly object _gate = new();
    private volatile bool _mayShrink;

    private CollectionFacts(ISymbol holder, INamedTypeSymbol type) => (Holder, Type) = (holder, type);

    /// <summary>The field or auto-property.</summary>
    public ISymbol Holder { get; }

    public INamedTypeSymbol Type { get; }

    public CollectionKind Kind => CollectionKinds.Of(Type);

    /// <summary>Whether anything removes, resets, replaces or bounds it, or is given it and might.</summary>
    public bool MayShrink => _mayShrink;

    /// <summary>Where the running program adds entries of which there may be any number, in the order of the text.</summary>
    public IReadOnlyList<GrowthSite> Growth
    {
        get
        {
            lock (_gate)
                return [.. _growth.OrderBy(site => site.Location.SourceTree?.FilePath, System.StringComparer.Ordinal).ThenBy(site => site.Location.SourceSpan.Start)];
        }
    }

    /// <summary>The facts to gather for a field or property; null when it holds no collection, or one that others may hold as well.</summary>
    public static CollectionFacts? TryCreate(ISymbol holder)
    {
        var type = holder is IFieldSymbol field ? field.Type : (holder as IPropertySymbol)?.Type;
        if (type is not INamedTypeSymbol collection || CollectionKinds.Of(type) == CollectionKind.None || holder.IsImplicitlyDeclared || !holder.HasSource()
            || holder.ContainingType is not { TypeKind: TypeKind.Class } owner || IsVisibleOutside(holder) || holder.HasAttribute("ThreadStaticAttribute"))
            return null;
        if (CollectionKinds.ValueOf(type) is { } value && (OpenKeys.IsFinite(value) || value.Name is "WeakReference" || IsMetadata(value)))
            return null;
        if (holder is IPropertySymbol property && !owner.GetMembers().Any(member => member is IFieldSymbol backing && SymbolEqualityComparer.Default.Equals(backing.AssociatedSymbol, property)))
            return null;
        return IsMadeHere(holder) ? new(holder, collection) : null;
    }

    public void Note(IMemberReferenceOperation reference, ISymbol member)
    {
        if (_mayShrink)
            return;
        var use = CollectionUse.Of(reference);
        if (use.Effect == SizeEffect.MayShrink)
            _mayShrink = true;
        else if (use.Effect == SizeEffect.Grows && GrowthSite.TryCreate(reference, use, member, Kind) is { } site)
        {
            lock (_gate)
                _growth.Add(site);
        }
    }

    private static bool IsMetadata(ITypeSymbol value) =>
        value is IArrayTypeSymbol array ? OpenKeys.IsFinite(array.ElementType) : value is INamedTypeSymbol { Arity: > 0 } named && named.TypeArguments.Any(argument => OpenKeys.IsFinite(argument) && argument.TypeKind != TypeKind.Enum && argument.SpecialType == SpecialType.None);

    private static bool IsVisibleOutside(ISymbol holder)
    {
        for (var symbol = holder; symbol is not null; symbol = symbol.ContainingType)
        {
            if (symbol.DeclaredAccessibility is not (Accessibility.Public or Accessibility.Protected or Accessibility.ProtectedOrInternal))
                return false;
        }

        return true;
    }

    /// <summary>Whether the declaration makes the collection, or leaves that to the code.</summary>
    private static bool IsMadeHere(ISymbol holder)
    {
        foreach (var reference in holder.DeclaringSyntaxReferences)
        {
            var initializer = reference.GetSyntax() switch
            {
                VariableDeclaratorSyntax declarator => declarator.Initializer?.Value,
                PropertyDeclarationSyntax property => property.Initializer?.Value,
                _ => null,
            };
            if (initializer is not (null or BaseObjectCreationExpressionSyntax or CollectionExpressionSyntax)
                && !(initializer is MemberAccessExpressionSyntax { Name.Identifier.Text: "Empty" }) && !initializer.ToString().StartsWith("Immutable", System.StringComparison.Ordinal))
                return false;
        }

        return true;
    }
}
