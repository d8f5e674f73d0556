using System.Linq;
using LeakLint.Symbols;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LeakLint.Ownership;

/// <summary>
/// Methods of ours that give what is a resource because of how it was made: a response of which only the headers were read, a token source that listens to
/// others or has a time-out. Going by syntax; what the body really gives its summary tells.
/// </summary>
internal static class ForcedResults
{
    public static bool MayGive(IMethodSymbol method, OwnershipContext context)
    {
        if (method is not { MethodKind: MethodKind.Ordinary or MethodKind.LocalFunction, IsAbstract: false } || !method.HasSource() || method.DeclaringSyntaxReferences.Length != 1)
            return false;
        return context.Types.Unwrap(method.ReturnType) is { Name: "HttpResponseMessage" or "CancellationTokenSource" } && context.Summaries.MayReturnFresh(method) == true
            && Names(method.DeclaringSyntaxReferences[0].GetSyntax());
    }

    private static bool Names(SyntaxNode declaration)
    {
        return declaration.NamedOf(["ResponseHeadersRead", "CreateLinkedTokenSource"]).Any()
            || declaration.NamesOf("CancellationTokenSource").Any(name => name.Parent is ObjectCreationExpressionSyntax { ArgumentList.Arguments.Count: > 0 } creation && creation.Type == name);
    }
}
