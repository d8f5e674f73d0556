using System;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using LeakLint.Descriptors;
using LeakLint.Flow;
using LeakLint.Lifetimes;
using LeakLint.Ownership;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace LeakLint.Rules.Growth;

/// <summary>An entry is added and taken out again in one go, but not when what stands between fails.</summary>
internal static class EntryLeftBehindOnFailure
{
    public static readonly DiagnosticDescriptor Rule = RuleDescriptor.Create(
        id: RuleIds.EntryLeftBehindOnFailure,
        title: "Entry stays behind when something fails",
        messageFormat: "The entry that is added to '{0}' stays there when {1}: {2}",
        category: RuleFamily.Growth,
        defaultSeverity: DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: "A function adds an entry to a collection and takes it out again when it is done, but a failure or an early return skips the removal, so that each one leaves an entry behind.");

    public static void Check(CollectionFacts facts, Callers callers, bool isLong, Action<Diagnostic> report, CancellationToken cancel)
    {
        foreach (var entry in TemporaryEntry.Find(facts, callers))
        {
            if (FindGraph(entry.Addition.At, cancel) is not { } graph || EntryFlow.Follow(entry, graph, cancel) is not { } exits)
                continue;
            var normal = exits.Where(exit => exit.Kind == ExitKind.Normal).OrderBy(exit => exit.At?.SpanStart ?? int.MaxValue).LastOrDefault();
            // Where the end of the function keeps the entry it is there to stay, and the removals only take it back.
            if (normal is not { States: var last } || (last & EntryStates.Removed) == 0 || (last & EntryStates.Present) != 0)
                continue;
            var skips = exits.Where(exit => exit.Kind != ExitKind.Abandoned && (exit.States & EntryStates.Present) != 0 && exit.At is not null)
                .OrderBy(exit => exit.Kind == ExitKind.Exception).ThenBy(exit => exit.At!.SpanStart).FirstOrDefault();
            if (skips is not null)
                Report(facts, entry, skips, isLong, report);
        }
    }

    /// <summary>Reports an entry that waits for an answer, where somebody stops waiting and leaves it there.</summary>
    public static void CheckGivenUp(CollectionFacts facts, Callers callers, Action<Diagnostic> report)
    {
        if (facts.Escapes || facts.IsLimited || facts.Kind != CollectionKind.Keyed)
            return;
        var answers = facts.Removals.Where(removal => removal.Key is not null).ToList();
        if (answers.Count == 0 || answers.Exists(TemporaryEntry.IsOnFailure))
            return;
        foreach (var addition in facts.Additions)
        {
            if (PendingEntries.Is(addition, facts) && OpenKeys.IsPlainlyOpen(addition.Key) && GivenUpWaits.Find(addition, facts, callers) is { } end)
            {
                report(Diagnostic.Create(
                    Rule,
                    addition.Effect.Syntax.GetLocation(),
                    DiagnosticSeverity.Info,
                    [end.GetLocation(), .. answers.Select(removal => removal.Location)],
                    ImmutableDictionary<string, string?>.Empty,
                    facts.Holder.Name,
                    $"line {end.GetLocation().GetLineSpan().StartLinePosition.Line + 1} gives up waiting",
                    "only an answer removes it"));
                return;
            }
        }
    }

    /// <summary>Whether what stays behind does harm however long the collection lives: there is no end of keys, or somebody waits.</summary>
    public static bool IsPlain(AdditionSite addition) => OpenKeys.IsPlainlyOpen(addition.Key) || addition.Value?.Type?.Name is "TaskCompletionSource";

    private static void Report(CollectionFacts facts, TemporaryEntry entry, EntryExit exit, bool isLong, Action<Diagnostic> report)
    {
        var line = exit.At!.GetLocation().GetLineSpan().StartLinePosition.Line + 1;
        report(Diagnostic.Create(
            Rule,
            entry.AddedAt.GetLocation(),
            isLong || IsPlain(entry.Addition) ? DiagnosticSeverity.Warning : DiagnosticSeverity.Info,
            [exit.At.GetLocation(), .. entry.Removals.Select(removal => TemporaryEntry.EffectOf(removal.At).Syntax.GetLocation())],
            IsShared(entry) ? ImmutableDictionary<string, string?>.Empty : ImmutableDictionary<string, string?>.Empty.Add(FixHints.Repair, Repairs.RemoveFinally),
            facts.Holder.Name,
            exit.Kind switch
            {
                ExitKind.Exception => $"what line {line} does fails",
                ExitKind.Throw => $"line {line} throws",
                _ => $"line {line} returns",
            },
            entry.Removals.Count > 0 ? $"the removal in line {entry.Removals[0].Location.GetLineSpan().StartLinePosition.Line + 1} is skipped" : "only an answer removes it"));
    }

    // One that fails to wait for the lock of a key must not take it from those who hold it.
    private static bool IsShared(TemporaryEntry entry) =>
        entry.AddedAt is IInvocationOperation { TargetMethod.Name: "GetOrAdd", Type.Name: "SemaphoreSlim" };

    private static ControlFlowGraph? FindGraph(IOperation at, CancellationToken cancel)
    {
        var root = at;
        while (root.Parent is { } parent)
            root = parent;
        var graph = root switch
        {
            IMethodBodyOperation method => ControlFlowGraph.Create(method, cancel),
            IConstructorBodyOperation constructor => ControlFlowGraph.Create(constructor, cancel),
            IBlockOperation block => ControlFlowGraph.Create(block, cancel),
            _ => null,
        };
        return graph is null ? null : FindGraph(graph, at, TemporaryEntry.FunctionOf(at), cancel);
    }

    private static ControlFlowGraph? FindGraph(ControlFlowGraph graph, IOperation at, IOperation function, CancellationToken cancel)
    {
        if (function is not (IAnonymousFunctionOperation or ILocalFunctionOperation))
            return graph;
        foreach (var (nested, _) in NestedFunctions.Of(graph, [at], cancel))
            return nested.OriginalOperation.Syntax == function.Syntax ? nested : FindGraph(nested, at, function, cancel);
        return null;
    }
}
