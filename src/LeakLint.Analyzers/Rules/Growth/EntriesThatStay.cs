using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using LeakLint.Descriptors;
using LeakLint.Lifetimes;
using LeakLint.Symbols;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace LeakLint.Rules.Growth;

/// <summary>What a type itself tells of entries that stay, whatever is known of how long its objects live.</summary>
internal static class EntriesThatStay
{
    private static readonly string[] _deletions = ["Delete", "Remove", "Unsubscribe", "Unregister", "Forget", "Disconnect", "Logout"];

    /// <summary>Reports a collection of which single entries are never taken out, although the type says that they come to an end.</summary>
    /// <param name="sites">Where the running program adds to it.</param>
    /// <returns>Whether it was reported.</returns>
    public static bool Check(CollectionFacts facts, IReadOnlyList<GrowthSite> sites, Action<Diagnostic> report)
    {
        if (facts.Kind != CollectionKind.Keyed || sites.Count == 0 || facts.Removals.Any(removal => removal.Key is not null))
            return false;
        if (PendingEntries.AreOnlyLookedUp(facts) && sites.Any(site => site.HasOpenKey || EndlessKeys.Contain(site.Key)))
            return Report(facts, sites, ": who answers leaves the entry there", sites.Any(site => EndlessKeys.Contain(site.Key)) ? DiagnosticSeverity.Warning : DiagnosticSeverity.Info, report);
        if (FindTombstone(facts) is { } grave && sites.Any(site => site.IsGiven && !SymbolEqualityComparer.Default.Equals(site.Member, grave.Member)))
            return Report(facts, sites, $": '{grave.Member.Name}' leaves '{grave.Value!.Syntax}' under the key", DiagnosticSeverity.Info, report);
        return FindFresh(facts, sites) is { } fresh
            && Report(facts, sites, $", and each call of '{fresh.Member.Name}' makes another key", DiagnosticSeverity.Info, report);
    }

    /// <summary>Where each call adds an entry under a key that it makes, to a collection that many threads share, of which nobody ever takes out any.</summary>
    private static GrowthSite? FindFresh(CollectionFacts facts, IReadOnlyList<GrowthSite> sites) => facts.Removals.Count > 0 || facts.Type.Name != "ConcurrentDictionary" || !facts.IsRead
        ? null
        : sites.FirstOrDefault(site => EndlessKeys.AreMade(site.Key) && site.Member is IMethodSymbol { MethodKind: MethodKind.Ordinary, DeclaredAccessibility: not Accessibility.Private });

    /// <summary>Where a member that is named for taking out puts a constant under the key instead.</summary>
    private static AdditionSite? FindTombstone(CollectionFacts facts) => facts.Additions.FirstOrDefault(addition =>
        Array.Exists(_deletions, start => addition.Member.Name.StartsWith(start, StringComparison.Ordinal)) && addition.Key.Unwrapped().ConstantValue is { HasValue: false }
        && addition.Value?.Unwrapped() is IDefaultValueOperation or ILiteralOperation or IFieldReferenceOperation { Field: { IsReadOnly: true } or { IsConst: true } });

    private static bool Report(CollectionFacts facts, IReadOnlyList<GrowthSite> sites, string remark, DiagnosticSeverity severity, Action<Diagnostic> report)
    {
        report(Diagnostic.Create(
            CollectionOnlyGrows.Rule,
            facts.Holder.Locations[0],
            severity,
            sites.Select(site => site.Location),
            properties: ImmutableDictionary<string, string?>.Empty,
            facts.Holder.Name,
            GrowthEvidence.Feeders(sites),
            remark));
        return true;
    }
}
