using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;

namespace LeakLint.Ownership;

/// <summary>
/// What a body loses if its callees do nothing with what they are given. Only where something is lost even so are callees looked into, which may
/// wait until the compiler has bound them for itself.
/// </summary>
internal sealed class FirstLook
{
    private readonly OwnershipContext _context;
    private readonly ControlFlowGraph _graph;
    private readonly ISymbol _function;
    private readonly GraphFacts _facts;
    private readonly bool _fieldsMayHoldResources;
    private readonly bool _followsRisks;
    private readonly OwnershipAnalysis? _seen;

    private FirstLook(OwnershipContext context, ControlFlowGraph graph, ISymbol function, GraphFacts facts, bool fieldsMayHoldResources, bool followsRisks, CancellationToken cancel)
    {
        (_context, _graph, _function, _facts) = (context, graph, function, facts);
        (_fieldsMayHoldResources, _followsRisks) = (fieldsMayHoldResources, followsRisks);
        _seen = Analyze(CalleeSummaries.Unseen, cancel);
        if (_seen is { IsSettled: true })
            Settled = new(graph, function, _seen.Sites, facts);
    }

    /// <summary>The result, when callees cannot change it.</summary>
    public OwnershipResult? Settled { get; }

    /// <inheritdoc cref="OwnershipAnalysis.Analyze"/>
    public static FirstLook? TryTake(OwnershipContext context, ControlFlowGraph graph, ISymbol function, bool fieldsMayHoldResources, bool followsRisks, CancellationToken cancel)
    {
        var facts = GraphFacts.Collect(graph, context);
        return facts.HasInvalidCode ? null : new(context, graph, function, facts, fieldsMayHoldResources, followsRisks, cancel);
    }

    /// <summary>The result with callees looked into, but only where they can do something to what was lost at first. Null when the body cannot be understood.</summary>
    public OwnershipResult? LookAgain(CancellationToken cancel) =>
        Analyze(CalleeSummaries.MaxDepth, cancel) is { } analysis ? new(_graph, _function, analysis.Sites, _facts) : null;

    private OwnershipAnalysis? Analyze(int depth, CancellationToken cancel) =>
        OwnershipAnalysis.TryRun(_context, _graph, _function, _facts, depth, _fieldsMayHoldResources, _followsRisks, _seen, cancel);
}
