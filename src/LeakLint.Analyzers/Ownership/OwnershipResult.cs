using System.Collections.Generic;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;

namespace LeakLint.Ownership;

/// <summary>What the engine found out about one body: its acquisition sites, and where each is released, handed over or lost.</summary>
internal sealed class OwnershipResult(ControlFlowGraph graph, ISymbol function, IReadOnlyList<Site> sites, GraphFacts facts)
{
    public ControlFlowGraph Graph { get; } = graph;

    /// <summary>The method, accessor, local function or lambda that the body belongs to.</summary>
    public ISymbol Function { get; } = function;

    public IReadOnlyList<Site> Sites { get; } = sites;

    public GraphFacts Facts { get; } = facts;
}
