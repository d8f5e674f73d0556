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
    private readonly RepairTable _repairs = new()
    {
        { Repairs.Using, new UsingFix() },
        { Repairs.UsingOwn, new UsingOwnFix() },
        { Repairs.UsingBlock, new UsingBlockFix() },
        { Repairs.Keep, new KeepFix() },
        { Repairs.KeepInField, new KeepInFieldFix() },
        { Repairs.Hoist, new HoistFix() },
        { Repairs.ReleaseBeforeExit, new ReleaseBeforeExitFix() },
        { Repairs.ReleaseOtherwise, new ReleaseOtherwiseFix() },
        { Repairs.TryFinally, new TryFinallyFix() },
        { Repairs.TryCatch, new TryCatchFix() },
        { Repairs.ReleasePrevious, new ReleasePreviousFix() },
        { Repairs.Await, new AwaitFix() },
        { Repairs.ReleaseAsync, new ReleaseAsyncFix() },
        { Repairs.KillAndWait, new KillAndWaitFix() },
        { Repairs.ReleaseField, new ReleaseFieldFix() },
        { Repairs.ReleaseRemoved, new ReleaseRemovedFix() },
        { Repairs.CallBase, new CallBaseFix() },
        { Repairs.TurnGuard, new TurnGuardFix() },
        { Repairs.Share, new ShareFix() },
        { Repairs.ImplementDispose, new ImplementDisposeFix() },
    };

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
        RuleIds.TimerNeverStopped,
        RuleIds.TimerDropped,
        RuleIds.TimerSurvivesStop,
        RuleIds.StopLeavesResource,
    ];

    internal override string FixAllTitle => "Release all resources";

    private protected override Repair? FindRepair(string? hint) => _repairs.Find(hint);
}
