using System.Linq;
using LeakLint.Symbols;
using Microsoft.CodeAnalysis;

namespace LeakLint.Lifetimes;

/// <summary>Tells which objects stand for child processes: the system closes what else a program leaves open, but not these.</summary>
internal static class ChildOwners
{
    /// <summary>Whether releasing a value of this type ends a child process.</summary>
    public static bool Owns(ITypeSymbol type, KnownTypes types, int depth = 2)
    {
        if (type.IsSimple() || type is not INamedTypeSymbol { TypeKind: TypeKind.Class or TypeKind.Interface } named)
            return false;
        if (KnownTypes.IsProcess(named) || (named.Name is "McpClient" or "IMcpClient" && named.RootNamespace() == "ModelContextProtocol"))
            return true;
        return depth > 0 && named.HasSource() && (types.IsDisposable(named) || types.IsAsyncDisposable(named))
            && named.GetMembers().Any(member => member is IFieldSymbol { IsStatic: false, Type: var held } && Owns(held, types, depth - 1));
    }
}
