using System;
using System.Collections.Immutable;
using LeakLint.Descriptors;
using LeakLint.Symbols;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace LeakLint.Rules.Timers;

/// <summary>A timer or loop that stays until the process ends is started by whoever needs it first, and keeps the execution context of that request.</summary>
internal static class TimerCapturesContext
{
    public static readonly DiagnosticDescriptor Rule = RuleDescriptor.Create(
        id: RuleIds.TimerCapturesContext,
        title: "Timer captures the context of a request",
        messageFormat: "{0} that starts on first use captures the context of the request that comes first: its AsyncLocal values stay in memory, and are seen by {1}, until the process ends",
        category: RuleFamily.Timers,
        defaultSeverity: DiagnosticSeverity.Warning,
        isEnabledByDefault: false,
        description: "A timer or a loop that stays until the process ends is started by the request that needs it first. It captures the execution context of that request: the AsyncLocal values of it, such as the current user, activity and logging scope, stay in memory and are seen by each tick.");

    public static void Check(IOperation operation, ISymbol member, KnownTypes types, FirstUse firstUse, Action<Diagnostic> report)
    {
        if (ContextCapture.TryFind(operation, types) is not { } capture || ContextCapture.IsSuppressed(operation, member) || !firstUse.Runs(capture, member))
            return;
        var (subject, runner) = capture.IsLoop ? ("A loop", "all that it does") : ("A timer", "its callback");
        report(Diagnostic.Create(Rule, operation.Syntax.GetLocation(), ImmutableDictionary<string, string?>.Empty.Add(FixHints.Repair, Repairs.SuppressFlow), subject, runner));
    }
}
