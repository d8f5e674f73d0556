using System.Collections.Generic;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace LeakLint.Ownership;

/// <summary>The lambdas and local functions of a graph that acquire something themselves, with their graphs.</summary>
internal static class NestedFunctions
{
    public static IEnumerable<(ControlFlowGraph Graph, IMethodSymbol Function)> Of(
        ControlFlowGraph graph, List<IOperation> acquisitions, CancellationToken cancel)
    {
        foreach (var function in graph.LocalFunctions)
        {
            if (function.DeclaringSyntaxReferences.Length == 1 && Contains(function.DeclaringSyntaxReferences[0].GetSyntax(cancel), acquisitions))
                yield return (graph.GetLocalFunctionControlFlowGraph(function, cancel), function);
        }

        foreach (var lambda in Lambdas(graph))
        {
            if (Contains(lambda.Syntax, acquisitions))
                yield return (graph.GetAnonymousFunctionControlFlowGraph(lambda, cancel), lambda.Symbol);
        }
    }

    private static IEnumerable<IFlowAnonymousFunctionOperation> Lambdas(ControlFlowGraph graph)
    {
        // A finally or an initialiser may stand in the graph more than once.
        var seen = new HashSet<SyntaxNode>();
        foreach (var block in graph.Blocks)
        {
            foreach (var operation in block.Operations)
            {
                foreach (var inner in operation.DescendantsAndSelf())
                {
                    if (inner is IFlowAnonymousFunctionOperation lambda && seen.Add(lambda.Syntax))
                        yield return lambda;
                }
            }

            if (block.BranchValue is not { } value)
                continue;
            foreach (var inner in value.DescendantsAndSelf())
            {
                if (inner is IFlowAnonymousFunctionOperation lambda && seen.Add(lambda.Syntax))
                    yield return lambda;
            }
        }
    }

    private static bool Contains(SyntaxNode function, List<IOperation> acquisitions)
    {
        foreach (var acquisition in acquisitions)
        {
            if (acquisition.Syntax.SyntaxTree == function.SyntaxTree && function.Span.Contains(acquisition.Syntax.Span))
                return true;
        }

        return false;
    }
}
