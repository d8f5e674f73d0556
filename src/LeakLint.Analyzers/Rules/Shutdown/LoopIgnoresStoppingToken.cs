using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Globalization;
using System.Linq;
using LeakLint.Descriptors;
using Microsoft.CodeAnalysis;

namespace LeakLint.Rules.Shutdown;

/// <summary>The work of a hosted service does not see that the host stops, or that of a request that its client has left.</summary>
internal static class LoopIgnoresStoppingToken
{
    public static readonly DiagnosticDescriptor Rule = RuleDescriptor.Create(
        id: RuleIds.LoopIgnoresStoppingToken,
        title: "Loop ignores that its host stops or its request ends",
        messageFormat: "{0}: {1}",
        category: RuleFamily.Shutdown,
        defaultSeverity: DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: "A hosted service loops without looking at its stopping token, or waits without it: the host waits for it in vain until its time is up, and nothing is released in order. A loop that answers a request and does not look at the request's token goes on for ever when the client has left.");

    public static void Report(IgnoredStop ignored, Action<Diagnostic> report) =>
        report(Diagnostic.Create(Rule, ignored.At, Locations(ignored), Hints(ignored), ignored.What, ignored.Harm));

    // A service that starts its work in StartAsync has a token of its own for it, or gets one.
    private static IEnumerable<Location> Locations(IgnoredStop ignored) => ignored.Repair?.Select(place => place.At) ?? [ignored.At];

    private static ImmutableDictionary<string, string?>? Hints(IgnoredStop ignored) => ignored.Repair is { Count: > 0 } places
        ? ImmutableDictionary<string, string?>.Empty
            .Add(FixHints.Repair, Repairs.PassToken)
            .Add(FixHints.Tokens, string.Join(",", places.Select(place => place.Token)))
            .Add(FixHints.Exits, places.Count.ToString(CultureInfo.InvariantCulture))
        : ImmutableDictionary<string, string?>.Empty.Add(FixHints.Repair, Repairs.StopOwnWork);
}
