using System;
using System.Collections.Generic;
using System.Threading;
using LeakLint.Flow;
using LeakLint.Lifetimes;
using LeakLint.Symbols;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace LeakLint.Rules.Growth;

/// <summary>What may be true of an entry at a point of a body.</summary>
[Flags]
internal enum EntryStates
{
    None = 0,
    Absent = 1,
    Present = 2,
    Removed = 4,
}

/// <summary>A way out of a body.</summary>
/// <param name="Kind">How control leaves.</param>
/// <param name="At">What returns, throws or fails; null at the end of the body.</param>
/// <param name="States">What may be true of the entry there.</param>
internal sealed record EntryExit(ExitKind Kind, SyntaxNode? At, EntryStates States);

/// <summary>Follows one entry through a body: adding it is an acquisition, removing the same key is its release.</summary>
internal sealed class EntryFlow : ForwardAnalysis<EntryFlow.State>
{
    private readonly TemporaryEntry _entry;
    private readonly HashSet<ISymbol> _addedFlags = new(SymbolEqualityComparer.Default);
    private readonly List<EntryExit> _exits = [];

    private EntryFlow(TemporaryEntry entry, ControlFlowGraph graph, CancellationToken cancel)
        : base(graph, cancel) => _entry = entry;

    /// <summary>The ways out of the body; null when it is too large to follow.</summary>
    public static IReadOnlyList<EntryExit>? Follow(TemporaryEntry entry, ControlFlowGraph graph, CancellationToken cancel)
    {
        var flow = new EntryFlow(entry, graph, cancel);
        return flow.Run(new State { Entry = EntryStates.Absent }) ? flow._exits : null;
    }

    protected override State Clone(State state) => new() { Entry = state.Entry, Failed = state.Failed };

    protected override bool Merge(State target, State source)
    {
        var merged = target.Entry | source.Entry;
        var changed = merged != target.Entry;
        target.Entry = merged;
        if (source.Failed is { } failed && (target.Failed is null || failed.SpanStart < target.Failed.SpanStart))
        {
            target.Failed = failed;
            changed = true;
        }

        return changed;
    }

    protected override void Visit(IOperation operation, State state)
    {
        if (operation is IFlowAnonymousFunctionOperation)
            return;
        foreach (var child in operation.ChildOperations)
            Visit(child, state);
        if (_entry.Adds(operation))
        {
            state.Entry = EntryStates.Present;
            state.Failed = null;
        }
        else if (_entry.Removes(operation))
        {
            Remove(state);
        }
        else
        {
            if (FailingOperations.Contains(operation) && !_entry.IsEndedByAnswer(operation))
                Fail(operation, state);
            if (_entry.IsAnswered(operation))
                Remove(state);
        }

        if (operation is ISimpleAssignmentOperation { Target: ILocalReferenceOperation { Local: var local }, Value: var value } && _entry.Adds(value))
            _addedFlags.Add(local);
    }

    protected override State? Assume(State state, IOperation condition, bool value)
    {
        while (condition is IUnaryOperation { OperatorKind: UnaryOperatorKind.Not } not)
            (condition, value) = (not.Operand, !value);
        if (condition.ConstantBool() is { } constant && constant != value)
            return null;
        if (!value && (_entry.Adds(condition) || (condition is ILocalReferenceOperation { Local: var local } && _addedFlags.Contains(local))))
            state.Entry = EntryStates.Absent;
        if (IsOfOther(condition, value))
            state.Entry = EntryStates.Absent;
        return state;
    }

    /// <summary>"existing != own": what is there is not what was to be added, so somebody else has added it, and takes it out.</summary>
    private bool IsOfOther(IOperation condition, bool value) => condition switch
    {
        IBinaryOperation { OperatorKind: BinaryOperatorKind.NotEquals or BinaryOperatorKind.Equals } test =>
            value == (test.OperatorKind == BinaryOperatorKind.NotEquals) && (IsAnswer(test.LeftOperand) ? IsAdded(test.RightOperand) : IsAnswer(test.RightOperand) && IsAdded(test.LeftOperand)),
        IInvocationOperation { TargetMethod: { Name: "ReferenceEquals", IsStatic: true }, Arguments: { Length: 2 } compared } =>
            !value && (IsAnswer(compared[0].Value) ? IsAdded(compared[1].Value) : IsAnswer(compared[1].Value) && IsAdded(compared[0].Value)),
        _ => false,
    };

    private bool IsAnswer(IOperation operand) => operand.Unwrapped() is var answer && (_entry.Adds(answer) || (answer is ILocalReferenceOperation { Local: var local } && _addedFlags.Contains(local)));

    private bool IsAdded(IOperation operand) => _entry.Addition.Value is { } added && operand.Unwrapped().Syntax.IsEquivalentTo(added.Unwrapped().Syntax);

    protected override void VisitReturn(IOperation value, State state) => Visit(value, state);

    protected override void LeaveRegion(ControlFlowRegion region, State state)
    {
    }

    protected override void Exit(State state, ExitKind kind, SyntaxNode? at, BasicBlock from) =>
        _exits.Add(new(kind, kind == ExitKind.Exception ? state.Failed : at, state.Entry));

    private void Fail(IOperation operation, State state)
    {
        var before = state.Failed;
        if ((state.Entry & EntryStates.Present) != 0)
            state.Failed = operation.Syntax;
        MayThrow(state);
        state.Failed = before;
    }

    private static void Remove(State state)
    {
        if ((state.Entry & EntryStates.Present) != 0)
            state.Entry = (state.Entry & ~EntryStates.Present) | EntryStates.Removed;
        state.Failed = null;
    }

    internal sealed class State
    {
        public EntryStates Entry { get; set; }

        /// <summary>What failed while the entry was there.</summary>
        public SyntaxNode? Failed { get; set; }
    }
}
