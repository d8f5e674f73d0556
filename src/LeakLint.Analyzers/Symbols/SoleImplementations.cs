using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;

namespace LeakLint.Symbols;

/// <summary>
/// Which members of interfaces and abstract classes have one implementation in a compilation, or a few: a call by way of them runs their code, as far
/// as anybody can tell.
/// </summary>
internal sealed class SoleImplementations(Compilation compilation)
{
    private const int MaxTypes = 4;

    // Most compilations never ask.
    private readonly Lazy<Dictionary<INamedTypeSymbol, List<INamedTypeSymbol>>> _implementations = new(() => Collect(compilation), LazyThreadSafetyMode.PublicationOnly);

    /// <summary>The method that a call of this abstract one runs; null when there are none, or several.</summary>
    public IMethodSymbol? Find(IMethodSymbol method)
    {
        if (!method.IsAbstract || !SymbolEqualityComparer.Default.Equals(method.ContainingAssembly, compilation.Assembly)
            || method.ContainingType is not { } declaring || !_implementations.Value.TryGetValue(declaring.OriginalDefinition, out var types) || types.Count > MaxTypes)
            return null;
        var sole = Find(method, declaring, types[0]);
        // Of several types all must inherit it, and none may override it.
        for (var i = 1; i < types.Count && sole is not null; i++)
        {
            if (sole.IsVirtual || sole.IsOverride || !SymbolEqualityComparer.Default.Equals(sole, Find(method, declaring, types[i])))
                return null;
        }

        return sole;
    }

    /// <summary>The methods that a call of this abstract one may run; empty when there are none, too many, or one that cannot be found.</summary>
    public IReadOnlyList<IMethodSymbol> FindAll(IMethodSymbol method)
    {
        if (!method.IsAbstract || !SymbolEqualityComparer.Default.Equals(method.ContainingAssembly, compilation.Assembly)
            || method.ContainingType is not { } declaring || !_implementations.Value.TryGetValue(declaring.OriginalDefinition, out var types) || types.Count > MaxTypes)
            return [];
        var found = new List<IMethodSymbol>();
        foreach (var type in types)
        {
            if (Find(method, declaring, type) is not { IsAbstract: false } implementation)
                return [];
            if (!found.Contains(implementation, SymbolEqualityComparer.Default))
                found.Add(implementation);
        }

        return found;
    }

    private static IMethodSymbol? Find(IMethodSymbol method, INamedTypeSymbol declaring, INamedTypeSymbol type)
    {
        if (declaring.TypeKind != TypeKind.Interface)
            return FindOverride(method.OriginalDefinition, type);
        foreach (var implemented in type.AllInterfaces)
        {
            if (!SymbolEqualityComparer.Default.Equals(implemented.OriginalDefinition, declaring.OriginalDefinition))
                continue;
            foreach (var member in implemented.GetMembers(method.Name))
            {
                if (SymbolEqualityComparer.Default.Equals(member.OriginalDefinition, method.OriginalDefinition))
                    return type.FindImplementationForInterfaceMember(member)?.OriginalDefinition as IMethodSymbol;
            }
        }

        return null;
    }

    private static IMethodSymbol? FindOverride(IMethodSymbol method, INamedTypeSymbol type)
    {
        for (var ancestor = type; ancestor is not null; ancestor = ancestor.BaseType)
        {
            foreach (var member in ancestor.GetMembers(method.Name))
            {
                for (var overridden = (member as IMethodSymbol)?.OverriddenMethod; overridden is not null; overridden = overridden.OverriddenMethod)
                {
                    if (SymbolEqualityComparer.Default.Equals(overridden.OriginalDefinition, method))
                        return ((IMethodSymbol)member).OriginalDefinition;
                }
            }
        }

        return null;
    }

    private static Dictionary<INamedTypeSymbol, List<INamedTypeSymbol>> Collect(Compilation compilation)
    {
        var found = new Dictionary<INamedTypeSymbol, List<INamedTypeSymbol>>(SymbolEqualityComparer.Default);
        var pending = new Stack<INamespaceOrTypeSymbol>();
        pending.Push(compilation.Assembly.GlobalNamespace);
        while (pending.Count > 0)
        {
            var current = pending.Pop();
            if (current is INamespaceSymbol space)
            {
                foreach (var member in space.GetMembers())
                    pending.Push(member);
                continue;
            }

            var type = (INamedTypeSymbol)current;
            foreach (var nested in type.GetTypeMembers())
                pending.Push(nested);
            if (type is not { TypeKind: TypeKind.Class or TypeKind.Struct, IsAbstract: false, IsStatic: false })
                continue;
            foreach (var implemented in type.AllInterfaces)
                Add(implemented, type);
            for (var ancestor = type.BaseType; ancestor is { IsAbstract: true }; ancestor = ancestor.BaseType)
                Add(ancestor, type);
        }

        return found;

        void Add(INamedTypeSymbol declared, INamedTypeSymbol type)
        {
            declared = declared.OriginalDefinition;
            if (!SymbolEqualityComparer.Default.Equals(declared.ContainingAssembly, compilation.Assembly))
                return;
            if (!found.TryGetValue(declared, out var types))
                found.Add(declared, types = []);
            if (types.Count <= MaxTypes)
                types.Add(type);
        }
    }
}
