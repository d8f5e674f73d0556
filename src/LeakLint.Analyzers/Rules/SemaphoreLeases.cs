using System.Collections.Generic;
using System.Linq;
using System.Threading;
using LeakLint.Ownership;
using LeakLint.Rules.Ownership;
using LeakLint.Symbols;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace LeakLint.Rules;

/// <summary>The analysis of the waits for semaphores that one body holds, where they are not plainly released.</summary>
internal static class SemaphoreLeases
{
    /// <param name="calls">The calls of the body that wait for a semaphore.</param>
    /// <param name="context">The body.</param>
    /// <param name="ownership">What is known of the compilation.</param>
    public static void Analyze(IReadOnlyList<IInvocationOperation> calls, OperationBlockAnalysisContext context, OwnershipContext ownership)
    {
        List<IOperation> waits = [.. calls.Where(call => SemaphoreLease.TryCreate(call) is not null)];
        foreach (var block in BodyRules.BlocksOf(waits, context.OperationBlocks))
            Analyze(context.GetControlFlowGraph(block), block.Syntax, waits, context, ownership);
    }

    private static void Analyze(ControlFlowGraph graph, SyntaxNode body, List<IOperation> waits, OperationBlockAnalysisContext context, OwnershipContext ownership)
    {
        var leases = new List<SemaphoreLease>();
        foreach (var block in graph.Blocks)
        {
            foreach (var operation in block.Operations)
                Add(operation, leases);
            if (block.BranchValue is { } value)
                Add(value, leases);
        }

        if (leases.Count > 0 && SemaphoreFlow.Run(graph, leases, context.CancellationToken))
        {
            foreach (var lease in leases)
            {
                if ((lease.LostAt.Count > 0 || lease.AtRiskAt.Count > 0) && SemaphoreDesign.IsGuard(lease, body))
                    LeaseNotReturned.Check(lease, ownership, context.Reporter());
            }
        }

        foreach (var nested in NestedFunctions.Of(graph, waits, context.CancellationToken))
            Analyze(nested.Graph, nested.Graph.OriginalOperation.Syntax, waits, context, ownership);
    }

    private static void Add(IOperation root, List<SemaphoreLease> leases)
    {
        foreach (var operation in root.DescendantsAndSelf())
        {
            if (operation is IInvocationOperation call && SemaphoreLease.TryCreate(call) is { } lease && !leases.Exists(known => known.Syntax == lease.Syntax))
                leases.Add(lease);
        }
    }
}
