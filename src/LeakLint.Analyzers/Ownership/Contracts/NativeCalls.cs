using System;
using LeakLint.Symbols;
using Microsoft.CodeAnalysis;

namespace LeakLint.Ownership;

/// <summary>Functions of native libraries: they get the bare handle for the time of the call, and the safe handle around it stays with the caller.</summary>
internal static class NativeCalls
{
    // Some free what they are given, and nobody can look into them.
    private static readonly string[] EndVerbs = ["close", "free", "release", "destroy", "delete", "dispose", "unref", "cleanup", "finalize", "shutdown", "end", "detach", "set", "take", "adopt"];

    /// <summary>Whether the method is one of these, and works on the handle that it is given.</summary>
    public static bool OnlyUse(IMethodSymbol method, IParameterSymbol parameter) =>
        parameter.RefKind == RefKind.None && IsSafeHandle(parameter.Type) && IsNative(method) && !Array.Exists(EndVerbs, verb => method.Name.IndexOf(verb, StringComparison.OrdinalIgnoreCase) >= 0);

    private static bool IsNative(IMethodSymbol method) => (method.IsExtern && method.IsStatic) || method.HasAttribute("LibraryImportAttribute");

    private static bool IsSafeHandle(ITypeSymbol type)
    {
        for (var ancestor = type; ancestor is not null; ancestor = ancestor.BaseType)
        {
            if (ancestor is { Name: "SafeHandle", ContainingNamespace.Name: "InteropServices" })
                return true;
        }

        return false;
    }
}
