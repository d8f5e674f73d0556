using System;
using System.Collections.Immutable;
using System.Collections.Generic;
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
    private const int Most = 5;

    // Ends that are final: what stopped or was cancelled may be started again.
    private static readonly string[] _finalEnds = ["Unsubscribe", "Unregister", "Remove", "Delete", "Disconnect", "OnDisconnect", "Leave", "Close", "Logout", "Expire"];

    public static readonly DiagnosticDescriptor Rule = RuleDescriptor.Create(
        id: RuleIds.CollectionOnlyGrows,
        title: "Long-lived collection only grows",
        messageFormat: "'{0}' only grows: {1} it, and nothing removes, resets or bounds it{2}",
        category: RuleFamily.Growth,
        defaultSeverity: DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: "A static collection, or one in a singleton or hosted service, is added to by requests, events or loops, and nothing removes entries, resets it or limits its size.");

    /// <summary>Reports a collection whose entries nothing takes out before the process ends.</summary>
    /// <param name="sites">Where the running program adds to it.</param>
    /// <param name="atEnd">The removals that only run when its object comes to its end.</param>
    /// <returns>Whether it was reported.</returns>
    public static bool Check(
        CollectionFacts facts, IReadOnlyList<GrowthSite> sites, IReadOnlyList<RemovalSite> atEnd, Callers callers, AnalyzerOptions options, Action<Diagnostic> report) =>
        Check(facts, sites, atEnd, atEnd.Count > 0 ? $" before '{atEnd[0].Member.Name}'" : null, Bounds(facts), callers, options, report);

    /// <summary>Reports a collection of which the removals ask for another key than the one that is added.</summary>
    /// <returns>Whether it was reported.</returns>
    public static bool CheckOtherKey(
        CollectionFacts facts, IReadOnlyList<GrowthSite> sites, IReadOnlyList<RemovalSite> removals, Callers callers, AnalyzerOptions options, Action<Diagnostic> report) =>
        Check(facts, sites, removals, $": '{removals[0].Member.Name}' looks for an entry under '{removals[0].Key!.Syntax}', but it was added under '{facts.Additions[0].Key.Syntax}'", AsksForAdded(facts, removals), callers, options, report);

    // Who still reads from a channel must not lose it because others came later.
    private static ImmutableDictionary<string, string?> Bounds(CollectionFacts facts) =>
        CollectionKinds.ValueOf(facts.Type)?.Name is "Channel" or "ChannelWriter" ? ImmutableDictionary<string, string?>.Empty
        : ImmutableDictionary<string, string?>.Empty.Add(FixHints.Repair, facts.Kind == CollectionKind.Sequence ? Repairs.BoundHistory : Repairs.BoundDictionary);

    /// <summary>Where the function that removes knows the key.</summary>
    private static ImmutableDictionary<string, string?> AsksForAdded(CollectionFacts facts, IReadOnlyList<RemovalSite> removals)
    {
        var added = facts.Additions[0];
        return facts.Additions.Count == 1 && removals.All(removal => SymbolEqualityComparer.Default.Equals(removal.Member, added.Member))
            ? ImmutableDictionary<string, string?>.Empty.Add(FixHints.Repair, Repairs.RemoveSameKey).Add(FixHints.Holder, added.Key.Syntax.ToString())
            : ImmutableDictionary<string, string?>.Empty;
    }

    private static bool Check(
        CollectionFacts facts, IReadOnlyList<GrowthSite> sites, IReadOnlyList<RemovalSite> removals, string? remark, ImmutableDictionary<string, string?> hints, Callers callers, AnalyzerOptions options, Action<Diagnostic> report)
    {
        var evidence = GrowthEvidence.Count(facts, sites, callers);
        // Keys that nothing calls open are mostly names, of which there are only so many.
        var isOpen = facts.Growth.Count == 0 || sites.Any(site => site.IsLonger || site.HasOpenKey || callers.IsRequested(site.Key));
        if (evidence < (isOpen ? GrowthEvidence.Suspicious : GrowthEvidence.Plain) || evidence < LeastEvidence(facts, options))
            return false;
        var end = GrowthEvidence.FindEnd(facts, sites);
        report(Diagnostic.Create(
            Rule,
            facts.Holder.Locations[0],
            evidence >= GrowthEvidence.Plain && !MayBeMemo(facts, sites, callers) ? DiagnosticSeverity.Warning : DiagnosticSeverity.Info,
            [.. sites.Select(site => site.Location), .. removals.Select(site => site.Location), .. end is null ? [] : end.Locations],
            properties: hints,
            facts.Holder.Name,
            GrowthEvidence.Feeders(sites),
            remark ?? (end is null ? "" : $", also not '{end.Name}'")));
        return true;
    }

    /// <summary>Whether each entry may only be another form of its key, of which there are a few: bytes of a text, say, where nothing tells that requests choose the key.</summary>
    private static bool MayBeMemo(CollectionFacts facts, IReadOnlyList<GrowthSite> sites, Callers callers) =>
        facts.Kind == CollectionKind.Keyed && CollectionKinds.ValueOf(facts.Type) is IArrayTypeSymbol { ElementType.SpecialType: not SpecialType.None }
        && !sites.Any(site => site.HasEndlessKey || site.IsServed || callers.IsServed(site.Member) || callers.IsRequested(site.Key));

    /// <summary>Reports a collection of an object of unknown life whose entries come to their end one by one, by name, and stay.</summary>
    /// <returns>Whether it was reported.</returns>
    public static bool CheckEnded(CollectionFacts facts, IReadOnlyList<GrowthSite> sites, Action<Diagnostic> report)
    {
        if (facts.Kind != CollectionKind.Keyed || !sites.Any(site => site.IsGiven) || GrowthEvidence.FindEnd(facts, sites) is not { } end
            || !Array.Exists(_finalEnds, start => end.Name.StartsWith(start, StringComparison.Ordinal)) || !facts.IsReadIn(end))
            return false;
        report(Diagnostic.Create(
            Rule,
            facts.Holder.Locations[0],
            DiagnosticSeverity.Info,
            [.. sites.Select(site => site.Location), .. end.Locations],
            properties: ImmutableDictionary<string, string?>.Empty.Add(FixHints.Repair, Repairs.BoundDictionary),
            facts.Holder.Name,
            GrowthEvidence.Feeders(sites),
            $", also not '{end.Name}'"));
        return true;
    }

    /// <summary>Reports a collection of collections, in an object of unknown life, in which whoever takes back what was added under a key leaves the key there with nothing under it.</summary>
    /// <returns>Whether it was reported.</returns>
    public static bool CheckEmptied(CollectionFacts facts, IReadOnlyList<GrowthSite> sites, Action<Diagnostic> report)
    {
        if (facts.Kind != CollectionKind.Keyed || facts.EmptiedIn is not { } end || !Array.Exists(_finalEnds, start => end.Name.StartsWith(start, StringComparison.Ordinal))
            || !sites.Any(site => site.IsGiven && (site.HasOpenKey || IsObject(site.Key.Type))))
            return false;
        report(Diagnostic.Create(
            Rule,
            facts.Holder.Locations[0],
            DiagnosticSeverity.Info,
            [.. sites.Select(site => site.Location), .. end.Locations],
            properties: ImmutableDictionary<string, string?>.Empty,
            facts.Holder.Name,
            GrowthEvidence.Feeders(sites),
            $": '{end.Name}' leaves each key with an empty collection"));
        return true;
    }

    /// <summary>Whether keys of the type come and go with what they stand for.</summary>
    private static bool IsObject(ITypeSymbol? key) => key is { TypeKind: TypeKind.Class or TypeKind.Interface, SpecialType: SpecialType.None, Name: not "Type" };

    private static int LeastEvidence(CollectionFacts facts, AnalyzerOptions options) =>
        facts.Holder.Locations[0].SourceTree is { } tree
            ? new OptionReader(options.AnalyzerConfigOptionsProvider.GetOptions(tree)).Number(OptionKeys.MinimumEvidence, GrowthEvidence.Suspicious, Most) ?? GrowthEvidence.Suspicious
            : GrowthEvidence.Suspicious;
}
