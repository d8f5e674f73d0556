using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using LeakLint.Descriptors;
using LeakLint.Lifetimes;
using LeakLint.Symbols;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace LeakLint.Rules.Growth;

/// <summary>A long-lived collection grows; the code that takes entries out was written, and nothing calls it.</summary>
internal static class EvictionNeverCalled
{
    public static readonly DiagnosticDescriptor Rule = RuleDescriptor.Create(
        id: RuleIds.EvictionNeverCalled,
        title: "Nothing calls the clean-up of a growing collection",
        messageFormat: "'{0}' is never cleaned up: {1} it, and '{2}', which removes entries, is never called",
        category: RuleFamily.Growth,
        defaultSeverity: DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: "A collection that lives as long as the process is added to while it runs. There is a member that takes entries out, but no code calls it, so the collection grows as if it were not there.");

    /// <summary>Reports a collection of which all removals are in members that nothing calls.</summary>
    /// <param name="sites">Where the running program adds to it.</param>
    /// <param name="uncalled">The removals in members without a caller.</param>
    /// <param name="entry">The member to call.</param>
    /// <param name="sure">Whether nobody else can call them.</param>
    /// <returns>Whether it was reported.</returns>
    public static bool Check(CollectionFacts facts, IReadOnlyList<GrowthSite> sites, IReadOnlyList<RemovalSite> uncalled, ISymbol entry, bool sure, Callers callers, Action<Diagnostic> report)
    {
        // That somebody wrote a clean-up says that entries come to an end: as much as a name does.
        if (GrowthEvidence.Count(facts, sites, callers) + 1 < GrowthEvidence.Suspicious || IsGivenAway(entry))
            return false;
        Report(facts, sites, uncalled, entry, sure ? DiagnosticSeverity.Warning : DiagnosticSeverity.Info, report);
        return true;
    }

    /// <summary>Reports a collection of which entries are removed by name, and what nobody names any more stays: nothing calls the clean-up for that.</summary>
    /// <param name="running">The removals in members that run.</param>
    /// <returns>Whether it was reported.</returns>
    public static bool CheckSweep(CollectionFacts facts, IReadOnlyList<GrowthSite> sites, IReadOnlyList<RemovalSite> running, Callers callers, Action<Diagnostic> report)
    {
        // What takes out whatever is over, or ends with what added it, may be all the clean-up it needs.
        if (running.Any(removal => !IsAsked(removal) || sites.Any(site => SymbolEqualityComparer.Default.Equals(site.Member, removal.Member))))
            return false;
        var feeders = sites.Select(site => site.Member).ToList();
        var sweeps = facts.Removals.Select(removal => removal.Member).SelectMany(member => callers.Of(member).Append(member))
            .Where(member => Sweeps.IsSweep(member) && SymbolEqualityComparer.Default.Equals(member.ContainingType, facts.Holder.ContainingType))
            .Distinct(SymbolEqualityComparer.Default).OfType<IMethodSymbol>().OrderBy(member => member.Locations[0].SourceSpan.Start).ToList();
        if (sweeps.Count == 0 || sweeps.Exists(sweep => callers.ReachOf(sweep, facts.Holder, feeders) != Reach.Never)
            || GrowthEvidence.Count(facts, sites, callers) + 1 < GrowthEvidence.Plain)
            return false;
        var removals = facts.Removals.Where(removal => SymbolEqualityComparer.Default.Equals(removal.Member, sweeps[0])).ToList();
        Report(facts, sites, removals, sweeps[0], DiagnosticSeverity.Warning, report);
        return true;
    }

    /// <summary>Whether its type names the member without calling it, perhaps to code that cannot be bound: "queue.QueueWorkItem(CompleteLogout)".</summary>
    private static bool IsGivenAway(ISymbol entry) =>
        entry.ContainingType.DeclaringSyntaxReferences.Any(part => part.GetSyntax().DescendantNodes().Any(node =>
            node is IdentifierNameSyntax { Parent: ArgumentSyntax { Parent.Parent: not InvocationExpressionSyntax { Expression: IdentifierNameSyntax { Identifier.ValueText: "nameof" } } } } given && given.Identifier.ValueText == entry.Name));

    /// <summary>Whether the removal takes out the entry that somebody names, or all of them when somebody asks: not what a callback or a loop finds to be over.</summary>
    private static bool IsAsked(RemovalSite removal) =>
        !removal.At.IsInNestedFunction() && !removal.At.IsInLoop()
        && (removal.Key is not null || (removal.At.Parent is IInvocationOperation { TargetMethod.Name: "Clear" } && removal.Member.DeclaredAccessibility != Accessibility.Private));

    private static void Report(
        CollectionFacts facts, IReadOnlyList<GrowthSite> sites, IReadOnlyList<RemovalSite> removals, ISymbol entry, DiagnosticSeverity severity, Action<Diagnostic> report) =>
        report(Diagnostic.Create(
            Rule,
            facts.Holder.Locations[0],
            severity,
            [.. sites.Select(site => site.Location), entry.Locations[0], .. removals.Select(site => site.Location)],
            properties: ImmutableDictionary<string, string?>.Empty.Add(FixHints.Repair, Repairs.CallRegularly).Add(FixHints.Holder, entry.Name),
            facts.Holder.Name,
            GrowthEvidence.Feeders(sites),
            entry.Name));
}
