using System;
using System.Collections.Generic;
using Microsoft.CodeAnalysis;

namespace LeakLint.Ownership;

/// <summary>Compares questions about methods: the method as a symbol, and what was asked.</summary>
internal sealed class MethodKeyComparer<TAsked> : IEqualityComparer<(IMethodSymbol Method, TAsked Asked)>
    where TAsked : struct, IEquatable<TAsked>
{
    public bool Equals((IMethodSymbol Method, TAsked Asked) x, (IMethodSymbol Method, TAsked Asked) y) =>
        x.Asked.Equals(y.Asked) && SymbolEqualityComparer.Default.Equals(x.Method, y.Method);

    public int GetHashCode((IMethodSymbol Method, TAsked Asked) key) =>
        (SymbolEqualityComparer.Default.GetHashCode(key.Method) * 397) ^ key.Asked.GetHashCode();
}
