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
    private readonly RepairTable _repairs = new()
    {
        { Repairs.BoundDictionary, new BoundDictionaryFix() },
        { Repairs.RemoveFinally, new RemoveFinallyFix() },
        { Repairs.CallRegularly, new CallRegularlyFix() },
        { Repairs.ExpireEntry, new ExpireEntryFix() },
        { Repairs.BoundQueue, new BoundQueueFix() },
        { Repairs.BoundHistory, new BoundHistoryFix() },
        { Repairs.RemoveSameKey, new RemoveSameKeyFix() },
    };

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

    private protected override Repair? FindRepair(string? hint) => _repairs.Find(hint);
}
