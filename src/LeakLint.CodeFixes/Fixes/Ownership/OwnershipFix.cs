using System.Collections.Immutable;
using System.Composition;
using LeakLint.Descriptors;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;

namespace LeakLint.CodeFixes.Ownership;

/// <summary>Releases what leaks: the rules of the ownership family share their repairs, chosen by the diagnostic.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(OwnershipFix)), Shared]
public sealed class OwnershipFix : LeakLintFixProvider
{
    private readonly ImmutableDictionary<string, Repair> _repairs = ImmutableDictionary.CreateRange(
    [
        Entry(Repairs.Using, new UsingFix()),
        Entry(Repairs.UsingBlock, new UsingBlockFix()),
        Entry(Repairs.Keep, new KeepFix()),
        Entry(Repairs.Hoist, new HoistFix()),
        Entry(Repairs.ReleaseBeforeExit, new ReleaseBeforeExitFix()),
        Entry(Repairs.TryFinally, new TryFinallyFix()),
        Entry(Repairs.TryCatch, new TryCatchFix()),
        Entry(Repairs.ReleasePrevious, new ReleasePreviousFix()),
        Entry(Repairs.Await, new AwaitFix()),
        Entry(Repairs.ReleaseAsync, new ReleaseAsyncFix()),
        Entry(Repairs.KillAndWait, new KillAndWaitFix()),
        Entry(Repairs.ReleaseField, new ReleaseFieldFix()),
        Entry(Repairs.ReleaseRemoved, new ReleaseRemovedFix()),
        Entry(Repairs.CallBase, new CallBaseFix()),
        Entry(Repairs.ImplementDispose, new ImplementDisposeFix()),
    ]);

    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } =
    [
        RuleIds.ResourceNeverReleased,
        RuleIds.ResourceReleasedOnSomePaths,
        RuleIds.ResourceLostOnException,
        RuleIds.ResourceOverwritten,
        RuleIds.ResourceDiscarded,
        RuleIds.OwnerNotDisposable,
        RuleIds.OwnedFieldNotReleased,
        RuleIds.AsyncDisposableReleasedSynchronously,
        RuleIds.ProcessOutlivesOwner,
        RuleIds.ReleaseNotAwaited,
        RuleIds.RemovedValueNotReleased,
        RuleIds.OwningCollectionNotReleased,
        RuleIds.LeaseNotReturned,
    ];

    internal override string FixAllTitle => "Release all resources";

    private protected override Repair? FindRepair(string? hint) => hint is not null && _repairs.TryGetValue(hint, out var repair) ? repair : null;

    private static System.Collections.Generic.KeyValuePair<string, Repair> Entry(string hint, Repair repair) => new(hint, repair);
}
