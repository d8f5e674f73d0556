using System.Collections.Generic;
using System.Linq;
using System.Threading;
using LeakLint.Flow;
using LeakLint.Symbols;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace LeakLint.Ownership;

/// <summary>Which leases of semaphores are held, one bit for each.</summary>
internal sealed class HeldLeases
{
    public ulong Held { get; set; }
}

/// <summary>Follows the places of semaphores that a body takes until it releases them, on every path and through every failure.</summary>
/// <remarks>
/// A lease has no aliases: a semaphore is named the same wherever it is used. What a wait says by its result, or a local that is set
/// once it succeeded, is followed to the conditions that ask for it.
/// </remarks>
internal sealed class SemaphoreFlow : ForwardAnalysis<HeldLeases>
{
    private readonly Dictionary<SyntaxNode, int> _waits = [];
    private readonly IReadOnlyList<SemaphoreLease> _leases;
    private readonly Dictionary<object, ulong> _results = [];
    private readonly Dictionary<BasicBlock, SyntaxNode> _risks = [];

    private SemaphoreFlow(ControlFlowGraph graph, IReadOnlyList<SemaphoreLease> leases, CancellationToken cancel)
        : base(graph, cancel)
    {
        _leases = leases;
        for (var i = 0; i < leases.Count; i++)
            _waits[leases[i].Syntax] = i;
    }

    /// <summary>Notes in each lease where it is lost.</summary>
    /// <returns>False when the body cannot be understood.</returns>
    public static bool Run(ControlFlowGraph graph, IReadOnlyList<SemaphoreLease> leases, CancellationToken cancel) =>
        leases.Count <= 64 && new SemaphoreFlow(graph, leases, cancel).Run(new HeldLeases());

    protected override HeldLeases Clone(HeldLeases state) => new() { Held = state.Held };

    protected override bool Merge(HeldLeases target, HeldLeases source)
    {
        var before = target.Held;
        target.Held |= source.Held;
        return target.Held != before;
    }

    protected override void Visit(IOperation operation, HeldLeases state)
    {
        var before = state.Held;
        // What fails in a finally on its way to the release is a failure of another kind.
        var failing = before == 0 || Block.IsInFinally() ? null : FindFailing(operation);
        Apply(operation, state);
        // What the operation itself releases or hands over is out of our hands, even when it fails.
        if (failing is not null && (before & state.Held) is not 0 and var held)
        {
            if (!_risks.ContainsKey(Block))
                _risks.Add(Block, failing.Syntax);
            MayThrow(new() { Held = held });
        }
    }

    protected override void VisitReturn(IOperation value, HeldLeases state) => Visit(value, state);

    protected override void LeaveRegion(ControlFlowRegion region, HeldLeases state)
    {
    }

    protected override HeldLeases? Assume(HeldLeases state, IOperation condition, bool value)
    {
        while (condition is IUnaryOperation { OperatorKind: UnaryOperatorKind.Not } not)
        {
            condition = not.Operand;
            value = !value;
        }

        if (KeyOf(condition) is { } key && _results.TryGetValue(key, out var known) && !value)
            state.Held &= ~known;
        else if (!value && WaitIn(condition) is >= 0 and var wait)
            state.Held &= ~(1ul << wait);
        else if (condition.DescendantsAndSelf().OfType<IPropertyReferenceOperation>().FirstOrDefault(property => property.Property.Name == "CurrentCount") is { Instance: { } asked })
            state.Held &= ~LeasesOf(asked);
        return state;
    }

    protected override void Exit(HeldLeases state, ExitKind kind, SyntaxNode? at, BasicBlock from)
    {
        for (var i = 0; i < _leases.Count; i++)
        {
            if ((state.Held >> i & 1) == 0)
                continue;
            var lease = _leases[i];
            if (kind != ExitKind.Exception)
            {
                if (!lease.LostAt.Exists(lost => lost.Kind == kind && lost.At == at && lost.From == from))
                    lease.LostAt.Add(new(kind, at, from));
            }
            else if (_risks.TryGetValue(from, out var risk) && !lease.AtRiskAt.Contains(risk))
            {
                lease.AtRiskAt.Add(risk);
            }
        }
    }

    private void Apply(IOperation operation, HeldLeases state)
    {
        foreach (var inner in operation.DescendantsAndSelf())
        {
            switch (inner)
            {
                case IInvocationOperation call when _waits.TryGetValue(call.Syntax, out var wait):
                    state.Held |= 1ul << wait;
                    break;
                case IInvocationOperation call:
                    ApplyCall(call, state);
                    break;
                case IObjectCreationOperation creation:
                    // A releaser takes the semaphore, or the object that has it.
                    foreach (var argument in creation.Arguments)
                        state.Held &= ~(argument.Value.Unwrapped().IsThis() ? ~0ul : LeasesOf(argument.Value));
                    break;
            }
        }

        NoteResult(operation, state);
    }

    private void ApplyCall(IInvocationOperation call, HeldLeases state)
    {
        if (call.TargetMethod.Name == "Release" && call.Instance is { } released)
        {
            var mask = LeasesOf(released);
            for (var i = 0; i < _leases.Count; i++)
            {
                if ((mask >> i & 1) != 0 && !_leases[i].ReleasedAt.Contains(call.Syntax))
                    _leases[i].ReleasedAt.Add(call.Syntax);
            }

            state.Held &= ~mask;
            return;
        }

        foreach (var argument in call.Arguments)
            state.Held &= ~LeasesOf(argument.Value);
        if (state.Held == 0 || !call.TargetMethod.HasSource())
            return;
        for (var i = 0; i < _leases.Count; i++)
        {
            if ((state.Held >> i & 1) != 0 && SemaphoreDesign.Releases(call.TargetMethod, _leases[i].Semaphore.Name))
                state.Held &= ~(1ul << i);
        }
    }

    /// <summary>Remembers the local, or the temporary value, that tells whether a lease was taken.</summary>
    private void NoteResult(IOperation operation, HeldLeases state)
    {
        if (operation is IExpressionStatementOperation statement)
            operation = statement.Operation;
        var (target, value) = operation switch
        {
            ISimpleAssignmentOperation assignment => (KeyOf(assignment.Target), assignment.Value),
            IFlowCaptureOperation capture => (capture.Id, capture.Value),
            _ => (null, null),
        };
        if (target is null || value is null)
            return;
        ulong mask = 0;
        if (WaitIn(value) is >= 0 and var wait)
            mask = 1ul << wait;
        else if (value.ConstantBool() == true)
            mask = state.Held;
        else if (KeyOf(value) is { } copied && _results.TryGetValue(copied, out var known))
            mask = known;
        if (mask != 0)
            _results[target] = _results.TryGetValue(target, out var earlier) ? earlier | mask : mask;
    }

    /// <summary>The wait whose result this is; -1 when it is another value.</summary>
    private int WaitIn(IOperation value)
    {
        while (true)
        {
            value = value.Unwrapped();
            switch (value)
            {
                case IAwaitOperation wait:
                    value = wait.Operation;
                    continue;
                case IInvocationOperation { TargetMethod.Name: "ConfigureAwait" or "GetResult" or "GetAwaiter", Instance: { } task }:
                    value = task;
                    continue;
                case IInvocationOperation call when _waits.TryGetValue(call.Syntax, out var found) && _leases[found].IsConditional:
                    return found;
                default:
                    return -1;
            }
        }
    }

    private static object? KeyOf(IOperation operation) => operation.Unwrapped() switch
    {
        ILocalReferenceOperation { Type.SpecialType: SpecialType.System_Boolean } local => local.Local,
        IParameterReferenceOperation { Type.SpecialType: SpecialType.System_Boolean } parameter => parameter.Parameter,
        IFlowCaptureReferenceOperation capture => capture.Id,
        _ => null,
    };

    private ulong LeasesOf(IOperation semaphore)
    {
        if (SemaphoreLease.SymbolOf(semaphore) is not { } symbol)
            return 0;
        ulong mask = 0;
        for (var i = 0; i < _leases.Count; i++)
        {
            if (SymbolEqualityComparer.Default.Equals(_leases[i].Semaphore, symbol))
                mask |= 1ul << i;
        }

        return mask;
    }

    /// <summary>What may fail: a wait, a delegate, a call that fails in ordinary life, or one of ours that throws.</summary>
    private static IOperation? FindFailing(IOperation operation)
    {
        foreach (var inner in operation.DescendantsAndSelf())
        {
            switch (inner)
            {
                case IAwaitOperation { Operation: var awaited }:
                    return awaited;
                case IInvocationOperation { TargetMethod: var called } call when called.MethodKind == MethodKind.DelegateInvoke || Throws(called):
                    return call;
            }
        }

        return OrdinaryFailures.Find(operation);
    }

    private static bool Throws(IMethodSymbol method)
    {
        foreach (var reference in method.DeclaringSyntaxReferences)
        {
            foreach (var node in reference.GetSyntax().DescendantNodes())
            {
                if (node is ThrowStatementSyntax or ThrowExpressionSyntax)
                    return true;
            }
        }

        return false;
    }
}
