using LeakLint.Symbols;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace LeakLint.Ownership;

/// <summary>Sequences that hold something open between two elements, such as iterators with a using: their enumerators have to be disposed.</summary>
internal static class Iterators
{
    /// <summary>Whether the code takes the enumerator of such a sequence itself; a foreach disposes its own.</summary>
    public static bool IsEntered(IInvocationOperation call) =>
        !call.IsImplicit && call is { TargetMethod: { Name: "GetEnumerator" or "GetAsyncEnumerator" }, Instance: { } sequence }
        && (IsAsynchronous(call) || sequence.Unwrapped() is IInvocationOperation { TargetMethod: { OriginalDefinition.DeclaringSyntaxReferences: { Length: 1 } declared } } && HoldsSomethingOpen(declared[0].GetSyntax()));

    /// <summary>What is worth awaiting holds a connection, or another sequence.</summary>
    private static bool IsAsynchronous(IInvocationOperation call) => call.TargetMethod is { Name: "GetAsyncEnumerator", ContainingType: { Name: "IAsyncEnumerable", TypeKind: TypeKind.Interface } };

    private static bool HoldsSomethingOpen(SyntaxNode iterator)
    {
        bool yields = false, holds = false;
        foreach (var node in iterator.DescendantNodes(inner => inner == iterator || inner is not (LocalFunctionStatementSyntax or AnonymousFunctionExpressionSyntax)))
        {
            yields |= node is YieldStatementSyntax;
            holds |= node is UsingStatementSyntax or LocalDeclarationStatementSyntax { UsingKeyword.RawKind: not 0 } or TryStatementSyntax { Finally: not null };
        }

        return yields && holds;
    }
}
