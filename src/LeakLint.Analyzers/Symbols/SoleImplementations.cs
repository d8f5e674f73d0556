using System;
using System.Collections.Generic;
using System.Threading;
using Microsoft.CodeAnalysis;

namespace LeakLint.Symbols;

/// <summary>
/// Which interfaces and abstract classes of a compilation have one implementation in it: a call by way of them runs its code, as far as
/// anybody can tell.
/// </summary>
internal sealed class SoleImplementations(Compilation compilation)
{
    // Most compilations never ask.
    private readonly Lazy<Dictionary<INamedTypeSymbol, INamedTypeSymbol?>> _implementations = new(() => Collect(compilation), LazyThreadSafetyMode.PublicationOnly);

    /// <summary>The method that a call of this abstract one runs; null when there are none, or several.</summary>
    public IMethodSymbol? Find(IMethodSymbol method)
    {
        if (!method.IsAbstract || !SymbolEqualityComparer.Default.Equals(method.ContainingAssembly, compilation.Assembly)
            || method.ContainingType is not { } declaring || !_implementations.Value.TryGetValue(declaring.OriginalDefinition, out var type) || type is null)
            return null;
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

    private static Dictionary<INamedTypeSymbol, INamedTypeSymbol?> Collect(Compilation compilation)
    {
        var found = new Dictionary<INamedTypeSymbol, INamedTypeSymbol?>(SymbolEqualityComparer.Default);
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
            if (SymbolEqualityComparer.Default.Equals(declared.ContainingAssembly, compilation.Assembly))
                found[declared] = found.ContainsKey(declared) ? null : type;
        }
    }
}
