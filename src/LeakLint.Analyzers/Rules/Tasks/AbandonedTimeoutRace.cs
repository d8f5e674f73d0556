using System;
using System.Collections.Immutable;
using LeakLint.Descriptors;
using LeakLint.Symbols;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace LeakLint.Rules.Tasks;

/// <summary>Work races with a delay, and whichever loses goes on unseen.</summary>
internal static class AbandonedTimeoutRace
{
    public static readonly DiagnosticDescriptor Rule = RuleDescriptor.Create(
        id: RuleIds.AbandonedTimeoutRace,
        title: "Loser of a race with a delay goes on",
        messageFormat: "When the delay wins, '{0}' goes on and nobody sees it fail; when it loses, its timer stays until it is over",
        category: RuleFamily.Tasks,
        defaultSeverity: DiagnosticSeverity.Info,
        isEnabledByDefault: true,
        description: "Task.WhenAny waits for work or a delay, and nothing cancels the one that comes second: late work goes on unseen, and the delay keeps its timer until it is over.");

    private static readonly ImmutableDictionary<string, string?> _wait = ImmutableDictionary<string, string?>.Empty.Add(FixHints.Repair, Repairs.WaitWithTimeout);

    public static void Check(IInvocationOperation invocation, KnownTypes types, Action<Diagnostic> report)
    {
        if (invocation.TargetMethod.Name != "WhenAny" || !SymbolEqualityComparer.Default.Equals(invocation.TargetMethod.ContainingType, types.Task))
            return;
        if (TimeoutRace.TryFind(invocation) is { } race && race.AbandonsWork())
            report(Diagnostic.Create(Rule, invocation.Syntax.GetLocation(), [race.Delay.GetLocation()], race.IsUnnamed ? null : _wait, race.Work));
    }
}
