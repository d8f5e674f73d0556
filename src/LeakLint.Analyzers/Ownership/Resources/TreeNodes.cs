using System;
using Microsoft.CodeAnalysis;

namespace LeakLint.Ownership;

/// <summary>
/// Objects of a tree, such as the controls of a user interface: each knows its parent, and takes in children of its kind. Whoever holds the tree holds them,
/// and who disposes one only takes it out earlier, as with the controls of the framework.
/// </summary>
internal static class TreeNodes
{
    private static readonly string[] _views = ["Control", "Widget", "Drawable", "Node", "Element", "Visual", "View", "Component", "Actor", "GameObject", "Panel"];

    /// <summary>The tier of a type that is a node or derives from one; null when it is none.</summary>
    public static ResourceTier? TierOf(ITypeSymbol type)
    {
        for (var ancestor = type as INamedTypeSymbol; ancestor is { TypeKind: TypeKind.Class, SpecialType: SpecialType.None }; ancestor = ancestor.BaseType)
        {
            if (IsNode(ancestor))
                return IsView(type, ancestor) ? ResourceTier.None : ResourceTier.Weak;
        }

        return null;
    }

    /// <summary>Whether the nodes are what a user sees. Those of other trees, such as scopes in scopes, may have to be released one by one.</summary>
    private static bool IsView(ITypeSymbol type, INamedTypeSymbol node)
    {
        for (var ancestor = type; ancestor is not null; ancestor = ancestor.BaseType)
        {
            if (Array.Exists(_views, view => ancestor.Name.EndsWith(view, StringComparison.Ordinal)))
                return true;
            if (SymbolEqualityComparer.Default.Equals(ancestor, node))
                break;
        }

        return false;
    }

    private static bool IsNode(INamedTypeSymbol type)
    {
        foreach (var member in type.GetMembers("Parent"))
        {
            if (member is IPropertySymbol { IsStatic: false, Type: INamedTypeSymbol { TypeKind: TypeKind.Class } parent } && (DerivesFrom(parent, type) || DerivesFrom(type, parent))
                && (TakesChildren(type, type) || TakesChildren(parent, type)))
                return true;
        }

        return false;
    }

    private static bool TakesChildren(INamedTypeSymbol holder, INamedTypeSymbol node)
    {
        foreach (var member in holder.GetMembers())
        {
            switch (member)
            {
                case IMethodSymbol { IsStatic: false, Name: "Add" or "AddChild" or "AddControl" or "AddInternal", Parameters: { Length: > 0 } added } when IsOfTree(added[0].Type, node):
                case IPropertySymbol { IsStatic: false, Name: "Children" or "Controls" or "InternalChildren", Type: INamedTypeSymbol children } when HoldsNodes(children, node):
                    return true;
            }
        }

        return false;
    }

    private static bool HoldsNodes(INamedTypeSymbol children, INamedTypeSymbol node)
    {
        if (HasNodeArgument(children, node))
            return true;
        foreach (var implemented in children.AllInterfaces)
        {
            if (implemented.Name == "IEnumerable" && HasNodeArgument(implemented, node))
                return true;
        }

        return false;
    }

    private static bool HasNodeArgument(INamedTypeSymbol children, INamedTypeSymbol node) => children.Arity == 1 && IsOfTree(children.TypeArguments[0], node);

    private static bool IsOfTree(ITypeSymbol child, INamedTypeSymbol node) => DerivesFrom(child, node) || DerivesFrom(node, child);

    private static bool DerivesFrom(ITypeSymbol type, ITypeSymbol other)
    {
        for (var ancestor = type; ancestor is { SpecialType: SpecialType.None }; ancestor = ancestor.BaseType)
        {
            if (SymbolEqualityComparer.Default.Equals(ancestor, other))
                return true;
        }

        return false;
    }
}
