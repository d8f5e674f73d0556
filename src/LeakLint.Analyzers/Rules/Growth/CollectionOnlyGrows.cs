using System;
using System.Linq;
using LeakLint.Descriptors;
using LeakLint.Lifetimes;
using LeakLint.Options;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace LeakLint.Rules.Growth;

/// <summary>A collection that lives as long as the process is added to while it runs, and nothing takes entries out.</summary>
internal static class CollectionOnlyGrows
{
    private const int Suspicious = 2;
    private const int Plain = 3;
    private const int Most = 5;

    public static readonly DiagnosticDescriptor Rule = RuleDescriptor.Create(
        id: RuleIds.CollectionOnlyGrows,
        title: "Long-lived collection only grows",
        messageFormat: "'{0}' only grows: {1} it, and nothing removes, resets or bounds it{2}",
        category: RuleFamily.Growth,
        defaultSeverity: DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: "A static collection, or one in a singleton or hosted service, is added to by requests, events or loops, and nothing removes entries, resets it or limits its size.");

    public static void Check(CollectionFacts facts, AnalyzerOptions options, Action<Diagnostic> report)
    {
        if (facts.MayShrink || facts.Growth is not { Count: > 0 } sites)
            return;
        var evidence = GrowthEvidence.Count(facts, sites);
        if (evidence < Suspicious || evidence < LeastEvidence(facts, options))
            return;
        var end = GrowthEvidence.FindEnd(facts.Holder.ContainingType);
        var members = sites.Select(site => site.Member.Name).Distinct().ToList();
        report(Diagnostic.Create(
            Rule,
            facts.Holder.Locations[0],
            evidence >= Plain ? DiagnosticSeverity.Warning : DiagnosticSeverity.Info,
            [.. sites.Select(site => site.Location), .. end is null ? [] : end.Locations],
            properties: null,
            facts.Holder.Name,
            members.Count == 1 && members[0] == "<Main>$" ? "requests add to" : members.Count == 1 ? $"'{members[0]}' adds to" : $"'{members[0]}' and others add to",
            end is null ? "" : $", also not '{end.Name}'"));
    }

    private static int LeastEvidence(CollectionFacts facts, AnalyzerOptions options) =>
        facts.Holder.Locations[0].SourceTree is { } tree
            ? new OptionReader(options.AnalyzerConfigOptionsProvider.GetOptions(tree)).Number(OptionKeys.MinimumEvidence, Suspicious, Most) ?? Suspicious
            : Suspicious;
}
