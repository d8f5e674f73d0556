using System;
using System.Collections.Generic;
using System.Linq;
using LeakLint.Lifetimes;
using LeakLint.Symbols;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace LeakLint.Rules.Shutdown;

/// <summary>Follows the work of one hosted service through the members that it calls, and finds where it does not see the stop.</summary>
internal sealed class HostedWork
{
    private const int MaxDepth = 4;

    private readonly BodyIndex _index;
    private readonly ILookup<ISymbol, IOperation> _roots;
    private readonly HostedWait _waits;
    private readonly TokenThreading _threading;
    private readonly ClosedPlaces _closed;
    private readonly bool _isService;
    private readonly string _harm;

    /// <param name="type">The service.</param>
    /// <param name="bodies">All bodies of the type.</param>
    /// <param name="isCompleted">Whether somebody completes the channel that an expression reads from.</param>
    /// <param name="isService">Whether the work begins in ExecuteAsync, whose token the stop cancels; not in StartAsync, whose token it does not cancel.</param>
    public HostedWork(INamedTypeSymbol type, IReadOnlyList<Body> bodies, Func<IOperation?, bool> isCompleted, bool isService)
    {
        _isService = isService;
        _harm = $"when the host stops, '{type.Name}' goes on until the host gives up waiting for it, and what it holds is not released in order";
        _index = new(type, bodies);
        _roots = bodies.ToLookup(body => body.Member, body => body.Root, SymbolEqualityComparer.Default);
        _closed = new(bodies.Where(body => EndsWork(body, bodies)), bodies);
        _waits = new(_index, receiver => _closed.IsRootOf(receiver) || isCompleted(receiver));
        _threading = new(_index);
    }

    /// <summary>What is wrong with the work that begins in the method.</summary>
    public IReadOnlyList<IgnoredStop> Find(IMethodSymbol entry)
    {
        // Who registers something with the token has another way to end the work.
        if (_roots.SelectMany(bodies => bodies).SelectMany(body => body.Descendants()).Any(IsRegistration))
            return [];
        var dead = _isService ? [] : entry.Parameters.Where(parameter => StopSignals.IsToken(parameter.Type));
        var found = new List<IgnoredStop>();
        Visit(entry, [.. dead], found, new(SymbolEqualityComparer.Default), MaxDepth, isRepeated: false);
        return [.. found.GroupBy(ignored => ignored.At).Select(same => same.First())];
    }

    private void Visit(IMethodSymbol method, IReadOnlyList<ISymbol> dead, List<IgnoredStop> found, HashSet<ISymbol> visited, int depth, bool isRepeated)
    {
        if (depth == 0 || !visited.Add(method))
            return;
        var signals = new StopSignals(_index, _roots, dead);
        foreach (var body in _roots[method])
        {
            var ignoring = new List<ILoopOperation>();
            foreach (var operation in body.Descendants())
            {
                switch (operation)
                {
                    case ILoopOperation loop when (IsStarted(loop) || !IsStart(depth)) && !ignoring.Exists(outer => Contains(outer, loop)) && Ignores(loop, signals):
                        ignoring.Add(loop);
                        found.Add(new(HostedLoop.Places(loop).Keyword, "The loop does not see its stopping token", _harm, _isService ? Repair(loop, method, signals) : null));
                        break;
                    case IInvocationOperation call:
                        var isReported = ignoring.Exists(outer => Contains(outer, call));
                        if (HasToken(method, dead) && !isReported && WaitsInVain(call, signals, isRepeated))
                            found.Add(new(call.Syntax.GetLocation(), $"'{call.TargetMethod.Name}' waits without the stopping token", _harm, _threading.ForCall(call, method)));
                        Follow(call, method, signals, found, visited, depth, isRepeated || IsInMainLoop(call, signals));
                        break;
                }
            }
        }
    }

    private void Follow(IInvocationOperation call, IMethodSymbol caller, StopSignals signals, List<IgnoredStop> found, HashSet<ISymbol> visited, int depth, bool isRepeated)
    {
        var method = call.TargetMethod.OriginalDefinition;
        if (!_roots.Contains(method) || (IsStart(depth) && HostedWait.IsWaitedFor(call) && !IsStarted(call)))
            return;
        var dead = call.Arguments.Where(argument => StopSignals.IsToken(argument.Parameter?.Type) && signals.IsDead(argument.Value)).Select(argument => (ISymbol)argument.Parameter!.OriginalDefinition).ToList();
        if (dead.Count == 0)
        {
            // What is started on the pool is a question of its own.
            if (!IsStarted(call))
                Visit(method, dead, found, visited, depth - 1, isRepeated);
            return;
        }

        var ignored = new List<IgnoredStop>();
        Visit(method, dead, ignored, new(visited, SymbolEqualityComparer.Default), depth - 1, isRepeated);
        if (ignored.Count > 0)
            found.Add(new(call.Syntax.GetLocation(), $"'{method.Name}' is not given the stopping token", _harm, _isService ? _threading.ForCall(call, caller) : null));
    }

    /// <summary>Whether this is StartAsync itself: as long as the host waits for it, its token does see the stop.</summary>
    private bool IsStart(int depth) => !_isService && depth == MaxDepth;

    /// <summary>Whether nothing ends the loop when the host stops.</summary>
    private bool Ignores(ILoopOperation loop, StopSignals signals)
    {
        if (!HostedLoop.IsEndless(loop, signals) || HostedLoop.HasExit(loop) || loop.Descendants().Any(_closed.Contains))
            return false;
        var seen = loop.Body.ChildOperations.SelectMany(child => Leaves(child)).Where(signals.Mentions).ToList();
        if (seen.Exists(place => !HostedLoop.IsSwallowed(place, loop)))
            return false;
        // LEAK5002 reports a loop on the pool that sees no token at all.
        return seen.Count > 0 || !IsStarted(loop) || signals.MentionsDead(loop);
    }

    /// <summary>The calls, references and conditions of the loop, one by one, so that each is judged by the handlers around it.</summary>
    private static IEnumerable<IOperation> Leaves(IOperation operation) =>
        operation.DescendantsAndSelf().Where(inner => inner is IParameterReferenceOperation or ILocalReferenceOperation or IFieldReferenceOperation or IPropertyReferenceOperation
            or IInvocationOperation { TargetMethod: { } });

    /// <summary>Whether the method is given a token that the stop cancels; all that ExecuteAsync calls could be given one.</summary>
    private bool HasToken(IMethodSymbol method, IReadOnlyList<ISymbol> dead) =>
        _isService || method.Parameters.Any(parameter => StopSignals.IsToken(parameter.Type) && !dead.Contains(parameter, SymbolEqualityComparer.Default));

    private bool WaitsInVain(IInvocationOperation call, StopSignals signals, bool isRepeated)
    {
        var length = _waits.Length(call);
        if (length == WaitLength.None || !HostedWait.IsWaitedFor(call) || signals.Mentions(Statement(call)))
            return false;
        return isRepeated || IsInMainLoop(call, signals) || (length == WaitLength.Open && call.TargetMethod.Name is "Delay" or "Sleep");
    }

    private static bool IsInMainLoop(IInvocationOperation call, StopSignals signals)
    {
        for (var outer = call.Parent; outer is not null; outer = outer.Parent)
        {
            if (outer is ILoopOperation loop && HostedLoop.IsMainLoop(loop, signals))
                return true;
        }

        return false;
    }

    /// <summary>The host disposes a service after it has waited for its work, so what only Dispose closes comes too late.</summary>
    private bool EndsWork(Body body, IReadOnlyList<Body> all) =>
        !_isService || body.Member is not IMethodSymbol member || !ReleaseMembers.IsFormal(member) || all.Any(other => other.Member.Name == "StopAsync");

    /// <summary>The statement that the call is in, without the statements in that; for the head of a loop only the head.</summary>
    private static IOperation Statement(IInvocationOperation call)
    {
        IOperation statement = call;
        while (statement.Parent is { } parent and not (IBlockOperation or ILoopOperation or ITryOperation or ISwitchCaseOperation or IConditionalOperation or IAnonymousFunctionOperation))
            statement = parent;
        return statement;
    }

    private IReadOnlyList<TokenPlace>? Repair(ILoopOperation loop, IMethodSymbol method, StopSignals signals)
    {
        if (HostedLoop.Places(loop).Condition is not { } condition)
            return null;
        var calls = loop.Body.Descendants().OfType<IInvocationOperation>()
            .Where(call => _waits.Length(call) != WaitLength.None && HostedWait.IsWaitedFor(call) && !signals.Mentions(Statement(call)));
        return _threading.ForLoop(condition, calls, loop, method);
    }

    private static bool IsRegistration(IOperation operation) =>
        operation is IInvocationOperation { TargetMethod: { Name: "Register" or "UnsafeRegister", ContainingType: var type } } && StopSignals.IsToken(type);

    /// <summary>Whether the code runs in a function that is given to the pool or to a thread.</summary>
    private static bool IsStarted(IOperation operation)
    {
        for (var outer = operation.Parent; outer is not null; outer = outer.Parent)
        {
            if (outer is IAnonymousFunctionOperation)
                return true;
        }

        return false;
    }

    private static bool Contains(IOperation outer, IOperation inner) => outer.Syntax.Span.Contains(inner.Syntax.Span) && outer.Syntax.SyntaxTree == inner.Syntax.SyntaxTree;
}
