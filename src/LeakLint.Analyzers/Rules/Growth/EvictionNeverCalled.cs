using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using LeakLint.Descriptors;
using LeakLint.Lifetimes;
using Microsoft.CodeAnalysis;

namespace LeakLint.Rules.Growth;

/// <summary>A long-lived collection grows; the code that takes entries out was written, and nothing calls it.</summary>
internal static class EvictionNeverCalled
{
    public static readonly DiagnosticDescriptor Rule = RuleDescriptor.Create(
        id: RuleIds.EvictionNeverCalled,
        title: "Nothing calls the clean-up of a growing collection",
        messageFormat: "'{0}' {3}: {1} it, and '{2}', which removes entries, is never called",
        category: RuleFamily.Growth,
        defaultSeverity: DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: "A collection that lives as long as the process is added to while it runs. There is a member that takes entries out, but no code calls it, so the collection grows as if it were not there.");

    /// <summary>Reports a collection of which all removals are in members that nothing calls.</summary>
    /// <param name="sites">Where the running program adds to it.</param>
    /// <param name="uncalled">The removals in members without a caller.</param>
    /// <param name="entry">The member to call.</param>
    /// <param name="sure">Whether nobody else can call them.</param>
    /// <param name="othersRemove">Whether other members, which are called, take out what they are told to.</param>
    /// <returns>Whether it was reported.</returns>
    public static bool Check(CollectionFacts facts, IReadOnlyList<GrowthSite> sites, IReadOnlyList<RemovalSite> uncalled, ISymbol entry, bool sure, Callers callers, Action<Diagnostic> report, bool othersRemove = false)
    {
        // That somebody wrote a clean-up says that entries come to an end: as much as a name does.
        if (GrowthEvidence.Count(facts, sites, callers) + 1 < GrowthEvidence.Suspicious)
            return false;
        report(Diagnostic.Create(
            Rule,
            facts.Holder.Locations[0],
            sure ? DiagnosticSeverity.Warning : DiagnosticSeverity.Info,
            [.. sites.Select(site => site.Location), entry.Locations[0], .. uncalled.Select(site => site.Location)],
            properties: ImmutableDictionary<string, string?>.Empty.Add(FixHints.Repair, Repairs.CallRegularly).Add(FixHints.Holder, entry.Name),
            facts.Holder.Name,
            GrowthEvidence.Feeders(sites),
            entry.Name,
            othersRemove ? "keeps what nobody asks to remove" : "only grows"));
        return true;
    }
}
