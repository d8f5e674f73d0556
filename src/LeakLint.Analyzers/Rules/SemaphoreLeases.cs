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

/// <summary>The waits for semaphores that one body holds, and the analysis of those that are not plainly released.</summary>
internal sealed class SemaphoreLeases
{
    private List<IInvocationOperation>? _waits;

    /// <summary>Called for each call of the body.</summary>
    public void Collect(IInvocationOperation call)
    {
        if (call.TargetMethod.Name is "Wait" or "WaitAsync" && SemaphoreLease.TryCreate(call) is not null)
            (_waits ??= []).Add(call);
    }

    public void Analyze(OperationBlockAnalysisContext context, OwnershipContext ownership)
    {
        if (_waits is null)
            return;
        var roots = new HashSet<IOperation>();
        foreach (var wait in _waits)
        {
            if (BlockOf(wait, context) is { } block && roots.Add(block))
                Analyze(context.GetControlFlowGraph(block), block.Syntax, context, ownership);
        }
    }

    private void Analyze(ControlFlowGraph graph, SyntaxNode body, OperationBlockAnalysisContext context, OwnershipContext ownership)
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

        foreach (var nested in NestedFunctions.Of(graph, [.. _waits!], context.CancellationToken))
            Analyze(nested.Graph, nested.Graph.OriginalOperation.Syntax, context, ownership);
    }

    private static void Add(IOperation root, List<SemaphoreLease> leases)
    {
        foreach (var operation in root.DescendantsAndSelf())
        {
            if (operation is IInvocationOperation call && SemaphoreLease.TryCreate(call) is { } lease && !leases.Exists(known => known.Syntax == lease.Syntax))
                leases.Add(lease);
        }
    }

    private static IOperation? BlockOf(IOperation operation, OperationBlockAnalysisContext context)
    {
        for (IOperation? candidate = operation; candidate is not null; candidate = candidate.Parent)
        {
            if (context.OperationBlocks.Contains(candidate))
                return candidate;
        }

        return null;
    }
}
