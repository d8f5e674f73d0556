using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace LeakLint.Flow;

/// <summary>How control leaves a body.</summary>
internal enum ExitKind
{
    /// <summary>By <c>return</c>, or by reaching the end.</summary>
    Normal,

    /// <summary>By a <c>throw</c> that stands in this body.</summary>
    Throw,

    /// <summary>By an exception of an operation that may throw.</summary>
    Exception,

    /// <summary>At a <c>yield return</c>, when the consumer stops and disposes the iterator: only finally blocks still run.</summary>
    Abandoned,
}

/// <summary>
/// A forward data-flow analysis over Roslyn's control-flow graph: a worklist over the blocks until no state changes.
/// </summary>
/// <remarks>
/// Roslyn's graph says less than control flow does, so this class adds what is missing. A finally region has no predecessors:
/// it is run as a graph of its own, once for each branch that leaves its try, with the state of that branch. There are no edges
/// for exceptions: the derived class says where an operation may throw, with the state at that operation, and the state is routed
/// to the handlers that may catch it, through the finally regions between. The state only grows under <see cref="Merge"/>, so
/// the analysis ends; past its limits it gives up, and the caller must then stay silent.
/// </remarks>
internal abstract class ForwardAnalysis<TState>
    where TState : class
{
    private const int MaxBlocks = 2_000;
    private const int MaxVisitsPerBlock = 40;
    private const int MaxFinallyDepth = 8;

    private readonly CancellationToken _cancel;
    private int _visitsLeft;
    private int _finallyDepth;
    private TState? _throwing;
    private Frame _frame = null!;

    protected ForwardAnalysis(ControlFlowGraph graph, CancellationToken cancel)
    {
        Graph = graph;
        _cancel = cancel;
    }

    protected ControlFlowGraph Graph { get; }

    /// <summary>True when a limit was passed: what was found so far says nothing.</summary>
    protected bool GaveUp { get; private set; }

    /// <summary>The block whose operations are being visited.</summary>
    protected BasicBlock Block { get; private set; } = null!;

    /// <summary>Runs to the fixpoint.</summary>
    /// <returns>False when the analysis gave up.</returns>
    protected bool Run(TState entry)
    {
        var blocks = Graph.Blocks;
        if (blocks.Length > MaxBlocks)
            return false;
        _visitsLeft = (blocks.Length * MaxVisitsPerBlock) + 100;
        Solve(new Frame(0, blocks.Length - 1, null), entry);
        return !GaveUp;
    }

    protected void GiveUp() => GaveUp = true;

    protected abstract TState Clone(TState state);

    /// <summary>Adds <paramref name="source"/> to <paramref name="target"/>.</summary>
    /// <returns>Whether the target changed.</returns>
    protected abstract bool Merge(TState target, TState source);

    protected abstract void Visit(IOperation operation, TState state);

    /// <summary>The state on the edge where the condition has this value; null when the edge cannot be taken.</summary>
    protected abstract TState? Assume(TState state, IOperation condition, bool value);

    /// <summary>The value of a return statement, before the finally regions that it leaves.</summary>
    protected abstract void VisitReturn(IOperation value, TState state);

    protected abstract void LeaveRegion(ControlFlowRegion region, TState state);

    /// <summary>Control leaves the body with this state.</summary>
    /// <param name="at">The value that is returned, thrown or yielded, where there is one.</param>
    /// <param name="from">The block that control left last in the body itself, not in a finally.</param>
    protected abstract void Exit(TState state, ExitKind kind, SyntaxNode? at, BasicBlock from);

    /// <summary>The operation being visited may throw, with this state.</summary>
    protected void MayThrow(TState state)
    {
        if (_throwing is null)
            _throwing = Clone(state);
        else
            Merge(_throwing, state);
    }

    /// <summary>The iterator may be abandoned at the operation being visited.</summary>
    protected void MayBeAbandoned(TState state, SyntaxNode at)
    {
        TState? end = Clone(state);
        for (var region = Block.EnclosingRegion; region.Kind != ControlFlowRegionKind.Root && end is not null; region = region.EnclosingRegion!)
        {
            if (region.Kind == ControlFlowRegionKind.Try && region.EnclosingRegion is { Kind: ControlFlowRegionKind.TryAndFinally } guarded)
                end = RunFinally(guarded.NestedRegions[1], end, _frame);
        }

        if (end is not null)
            Exit(end, ExitKind.Abandoned, at, Block);
    }

    private TState? Solve(Frame frame, TState entry)
    {
        frame.Push(frame.First, entry, this);
        while (!GaveUp && frame.Pop() is var ordinal and >= 0)
        {
            _cancel.ThrowIfCancellationRequested();
            if (--_visitsLeft < 0)
            {
                GiveUp();
                break;
            }

            var block = Graph.Blocks[ordinal];
            if (block.IsReachable || frame.Parent is not null)
                Process(block, Clone(frame.Input(ordinal)), frame);
        }

        return frame.Output;
    }

    private void Process(BasicBlock block, TState state, Frame frame)
    {
        Block = block;
        _frame = frame;
        _throwing = null;
        foreach (var operation in block.Operations)
            Visit(operation, state);

        var next = block.FallThroughSuccessor;
        if (block.BranchValue is { } value)
        {
            if (next is { Semantics: ControlFlowBranchSemantics.Return })
                VisitReturn(value, state);
            else
                Visit(value, state);
        }

        if (_throwing is { } throwing)
        {
            _throwing = null;
            RaiseImplicit(throwing, block, frame);
        }

        if (block.ConditionKind != ControlFlowConditionKind.None && block.BranchValue is { } condition)
        {
            var jumps = block.ConditionKind == ControlFlowConditionKind.WhenTrue;
            var always = condition.AlwaysMatches();
            if (!(always && !jumps) && Assume(Clone(state), condition, jumps) is { } taken)
                Follow(block.ConditionalSuccessor!, taken, block, frame);
            if ((always && jumps) || Assume(state, condition, !jumps) is not { } fallen)
                return;
            state = fallen;
        }

        if (next is not null)
            Follow(next, state, block, frame);
    }

    private void Follow(ControlFlowBranch branch, TState state, BasicBlock from, Frame frame)
    {
        switch (branch.Semantics)
        {
            case ControlFlowBranchSemantics.Regular:
            case ControlFlowBranchSemantics.Return:
                foreach (var region in branch.FinallyRegions)
                {
                    if (RunFinally(region, state, frame) is not { } after)
                        return;
                    state = after;
                }

                if (branch.Destination is not { } destination)
                    return;
                if (destination.Kind == BasicBlockKind.Exit)
                {
                    Exit(state, ExitKind.Normal, from.BranchValue is { } value && branch.Semantics == ControlFlowBranchSemantics.Return ? value.Syntax : null, from);
                    return;
                }

                foreach (var region in branch.LeavingRegions)
                    LeaveRegion(region, state);
                frame.Owner(destination.Ordinal).Push(destination.Ordinal, state, this);
                break;

            // What a switch expression throws that has no arm for its value: a mistake in it, not a path that anybody wrote.
            case ControlFlowBranchSemantics.Throw when from.BranchValue is { IsImplicit: true, Syntax: SwitchExpressionSyntax }:
                break;

            case ControlFlowBranchSemantics.Throw:
            case ControlFlowBranchSemantics.Rethrow:
                var thrown = branch.Semantics == ControlFlowBranchSemantics.Throw ? from.BranchValue : null;
                while (thrown is IConversionOperation conversion)
                    thrown = conversion.Operand;
                Raise(state, from, thrown?.Type, from.BranchValue?.Syntax, ExitKind.Throw, frame);
                break;

            case ControlFlowBranchSemantics.StructuredExceptionHandling when frame.Parent is not null:
                frame.AddOutput(state, this);
                break;
        }
    }

    private void RaiseImplicit(TState state, BasicBlock block, Frame frame)
    {
        // Only states that say something new travel: many operations of one try raise the same.
        var region = InnermostTry(block.EnclosingRegion);
        if (frame.Raised.TryGetValue(region, out var known))
        {
            if (!Merge(known, state))
                return;
        }
        else
        {
            frame.Raised[region] = Clone(state);
        }

        Raise(state, block, null, null, ExitKind.Exception, frame);
    }

    private static ControlFlowRegion InnermostTry(ControlFlowRegion region)
    {
        while (region.Kind is not (ControlFlowRegionKind.Try or ControlFlowRegionKind.Root))
            region = region.EnclosingRegion!;
        return region;
    }

    /// <summary>Routes an exception outwards: into every handler that may catch it, through every finally on its way.</summary>
    private void Raise(TState? state, BasicBlock from, ITypeSymbol? thrown, SyntaxNode? at, ExitKind kind, Frame frame)
    {
        // The root of a lambda's graph stands in a region of the graph around it: the way outwards ends at the root.
        for (var region = from.EnclosingRegion; region.Kind != ControlFlowRegionKind.Root && state is not null; region = region.EnclosingRegion!)
        {
            if (region.Kind != ControlFlowRegionKind.Try || region.EnclosingRegion is not { } guarded)
                continue;
            if (guarded.Kind == ControlFlowRegionKind.TryAndFinally)
            {
                state = RunFinally(guarded.NestedRegions[1], state, frame);
                continue;
            }

            for (var i = 1; i < guarded.NestedRegions.Length; i++)
            {
                var handler = guarded.NestedRegions[i];
                var match = Catches(handler, thrown);
                if (match == Match.Never)
                    continue;
                frame.Owner(handler.FirstBlockOrdinal).Push(handler.FirstBlockOrdinal, state, this);
                if (match == Match.Always)
                    return;
            }
        }

        if (state is not null)
            Exit(state, kind, at, from);
    }

    private enum Match
    {
        Never,
        Maybe,
        Always,
    }

    private static Match Catches(ControlFlowRegion handler, ITypeSymbol? thrown)
    {
        if (handler.Kind == ControlFlowRegionKind.FilterAndHandler)
            return Match.Maybe;
        if (handler.ExceptionType is not { } caught || caught.SpecialType == SpecialType.System_Object || IsException(caught))
            return Match.Always;
        if (thrown is null)
            return Match.Maybe;
        for (var type = thrown; type is not null; type = type.BaseType)
        {
            if (SymbolEqualityComparer.Default.Equals(type, caught))
                return Match.Always;
        }

        for (var type = caught.BaseType; type is not null; type = type.BaseType)
        {
            if (SymbolEqualityComparer.Default.Equals(type, thrown))
                return Match.Maybe;
        }

        return Match.Never;
    }

    private static bool IsException(ITypeSymbol type) =>
        type is { Name: nameof(Exception), ContainingNamespace: { Name: nameof(System), ContainingNamespace.IsGlobalNamespace: true } };

    /// <summary>The state after a finally region that was entered with this state; null when it never ends.</summary>
    private TState? RunFinally(ControlFlowRegion region, TState state, Frame frame)
    {
        if (_finallyDepth >= MaxFinallyDepth)
        {
            GiveUp();
            return null;
        }

        var (block, throwing, current) = (Block, _throwing, _frame);
        _finallyDepth++;
        var nested = new Frame(region.FirstBlockOrdinal, region.LastBlockOrdinal, frame);
        var output = Solve(nested, Clone(state));
        _finallyDepth--;
        (Block, _throwing, _frame) = (block, throwing, current);
        return output;
    }

    /// <summary>A range of blocks that is solved on its own: the whole graph, or one finally region.</summary>
    private sealed class Frame(int first, int last, Frame? parent)
    {
        private readonly TState?[] _inputs = new TState?[last - first + 1];
        private readonly bool[] _pending = new bool[last - first + 1];
        private int _lowest = int.MaxValue;

        public int First => first;

        public Frame? Parent => parent;

        public TState? Output { get; private set; }

        /// <summary>What operations that may throw have raised so far, by their innermost try.</summary>
        public Dictionary<ControlFlowRegion, TState> Raised { get; } = [];

        public TState Input(int ordinal) => _inputs[ordinal - first]!;

        /// <summary>The frame, this one or one around it, that holds the block.</summary>
        public Frame Owner(int ordinal) => parent is null || (ordinal >= first && ordinal <= last) ? this : parent.Owner(ordinal);

        public void Push(int ordinal, TState state, ForwardAnalysis<TState> analysis)
        {
            var slot = ordinal - first;
            if (_inputs[slot] is not { } input)
                _inputs[slot] = analysis.Clone(state);
            else if (!analysis.Merge(input, state))
                return;
            _pending[slot] = true;
            _lowest = Math.Min(_lowest, slot);
        }

        /// <summary>The pending block with the lowest ordinal, or -1.</summary>
        public int Pop()
        {
            for (var slot = _lowest; slot < _pending.Length; slot++)
            {
                if (!_pending[slot])
                    continue;
                _pending[slot] = false;
                _lowest = slot + 1;
                return slot + first;
            }

            _lowest = int.MaxValue;
            return -1;
        }

        public void AddOutput(TState state, ForwardAnalysis<TState> analysis)
        {
            if (Output is null)
                Output = analysis.Clone(state);
            else
                analysis.Merge(Output, state);
        }
    }
}
