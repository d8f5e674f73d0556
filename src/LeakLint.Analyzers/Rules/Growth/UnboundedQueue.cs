using System;
using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Linq;
using LeakLint.Descriptors;
using LeakLint.Lifetimes;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace LeakLint.Rules.Growth;

/// <summary>A queue that lives as long as the process has no limit: when more comes in than is worked off, all of it waits in memory.</summary>
internal sealed class UnboundedQueue(ProcessLong lifetimes)
{
    public static readonly DiagnosticDescriptor Rule = RuleDescriptor.Create(
        id: RuleIds.UnboundedQueue,
        title: "Long-lived queue has no limit",
        messageFormat: "'{0}' has no limit: what {1} adds waits in memory, however much it is, while its consumer is slower",
        category: RuleFamily.Growth,
        defaultSeverity: DiagnosticSeverity.Info,
        isEnabledByDefault: true,
        description: "A channel or queue that lives as long as the process is made without a capacity, so a producer that is faster than the consumer fills the memory instead of being held back.");

    private readonly ConcurrentBag<UnboundedQueueSite> _undecided = [];

    public void Check(OperationAnalysisContext context)
    {
        if (UnboundedQueueSite.TryFind(context.Operation, context.ContainingSymbol) is not { } site)
            return;
        if (site.Holder is null || site.Holder.IsStatic || ProcessLong.IsDeclared(site.Holder.ContainingType))
            Report(site, context.Reporter());
        else
            _undecided.Add(site);
    }

    /// <summary>The queues of types of which only registrations tell how long they live.</summary>
    public void ReportRest(CompilationAnalysisContext context)
    {
        foreach (var site in _undecided)
        {
            if (lifetimes.IsRegistered(site.Holder!.ContainingType))
                Report(site, context.Reporter(site.Holder));
        }
    }

    private static void Report(UnboundedQueueSite site, Action<Diagnostic> report)
    {
        var traffic = site.Holder is null ? null : QueueTraffic.Of(site.Holder);
        if (traffic is { IsBounded: true } || (traffic is not null && !IsFed(site, traffic)))
            return;
        var feeds = traffic?.Feeds ?? [];
        report(Diagnostic.Create(
            Rule,
            site.Creation.Syntax.GetLocation(),
            feeds.Select(feed => feed.Node.GetLocation()),
            properties: ImmutableDictionary<string, string?>.Empty.Add(FixHints.Repair, Repairs.BoundQueue),
            site.Name,
            feeds.Count == 0 ? "other code" : $"'{feeds[0].Member}'"));
    }

    private static bool IsFed(UnboundedQueueSite site, QueueTraffic traffic)
    {
        // A concurrent queue may be a pool, a log or a work list; only a loop that empties it makes it a buffer.
        if (site.Creation is IObjectCreationOperation { Type.Name: "ConcurrentQueue" })
            return traffic is { HasConsumer: true, IsSchedule: false } && traffic.Feeds.Count > 0;
        return traffic.Feeds.Count > 0 || traffic.IsOpenToOthers || site.Holder!.DeclaredAccessibility != Accessibility.Private;
    }
}
