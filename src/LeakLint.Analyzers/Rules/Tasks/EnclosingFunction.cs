using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace LeakLint.Rules.Tasks;

/// <summary>The innermost function around an operation.</summary>
internal static class EnclosingFunction
{
    /// <param name="operation">Where to look from.</param>
    /// <param name="member">The member that the operation belongs to.</param>
    public static IMethodSymbol? Find(IOperation operation, ISymbol member)
    {
        for (var outer = operation.Parent; outer is not null; outer = outer.Parent)
        {
            if (outer is IAnonymousFunctionOperation lambda)
                return lambda.Symbol;
            if (outer is ILocalFunctionOperation local)
                return local.Symbol;
        }

        return member as IMethodSymbol;
    }

    public static bool IsAsync(IOperation operation, ISymbol member) => Find(operation, member) is { IsAsync: true };
}
