using System.Collections.Generic;
using System.Collections.Immutable;
using System.Composition;
using LeakLint.Descriptors;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;

namespace LeakLint.CodeFixes.Growth;

/// <summary>Bounds what only grows: the rules of the growth family share their repairs, chosen by the diagnostic.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(GrowthFix)), Shared]
public sealed class GrowthFix : LeakLintFixProvider
{
    private readonly ImmutableDictionary<string, Repair> _repairs = ImmutableDictionary.CreateRange(
    [
        Entry(Repairs.BoundDictionary, new BoundDictionaryFix()),
        Entry(Repairs.RemoveFinally, new RemoveFinallyFix()),
        Entry(Repairs.CallRegularly, new CallRegularlyFix()),
        Entry(Repairs.ExpireEntry, new ExpireEntryFix()),
        Entry(Repairs.BoundQueue, new BoundQueueFix()),
    ]);

    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } =
    [
        RuleIds.CollectionOnlyGrows,
        RuleIds.EvictionNeverCalled,
        RuleIds.EntryLeftBehindOnFailure,
        RuleIds.CacheWithoutBound,
        RuleIds.UnboundedQueue,
    ];

    internal override string FixAllTitle => "Bound all that only grows";

    private protected override Repair? FindRepair(string? hint) => hint is not null && _repairs.TryGetValue(hint, out var repair) ? repair : null;

    private static KeyValuePair<string, Repair> Entry(string hint, Repair repair) => new(hint, repair);
}
