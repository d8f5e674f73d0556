using System;
using System.Collections.Immutable;
using LeakLint.Descriptors;
using Microsoft.CodeAnalysis;

namespace LeakLint.Rules.Shutdown;

/// <summary>Code that means to unsubscribe leaves the subscription as it is.</summary>
internal static class UnsubscribeHasNoEffect
{
    public static readonly DiagnosticDescriptor Rule = RuleDescriptor.Create(
        id: RuleIds.UnsubscribeHasNoEffect,
        title: "Unsubscribing has no effect",
        messageFormat: "'{0}' keeps its subscriber: {1}",
        category: RuleFamily.Shutdown,
        defaultSeverity: DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: "A handler is removed that was never added, or added where it should be removed: the subscriber stays in memory and goes on being called.");

    public static void Report(IdleUnsubscription idle, Action<Diagnostic> report) =>
        report(Diagnostic.Create(Rule, idle.At, idle.Added is null ? [] : [idle.Added], Hints(idle), idle.Event, idle.Why));

    private static ImmutableDictionary<string, string?>? Hints(IdleUnsubscription idle)
    {
        if (idle.Repair is null)
            return null;
        var hints = ImmutableDictionary<string, string?>.Empty.Add(FixHints.Repair, idle.Repair);
        return idle.Name is null ? hints : hints.Add(idle.Repair == Repairs.StoreHandler ? FixHints.SuggestedName : FixHints.Holder, idle.Name);
    }
}
