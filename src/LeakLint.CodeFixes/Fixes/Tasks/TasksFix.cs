using System.Collections.Immutable;
using System.Composition;
using LeakLint.Descriptors;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;

namespace LeakLint.CodeFixes.Tasks;

/// <summary>Has somebody wait for the work: the rules of the task family share their repairs, chosen by the diagnostic.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(TasksFix)), Shared]
public sealed class TasksFix : LeakLintFixProvider
{
    private readonly RepairTable _repairs = new()
    {
        { Repairs.AwaitTask, new AwaitTaskFix() },
        { Repairs.ObserveTask, new ObserveTaskFix(mayAwait: true) },
        { Repairs.TrackTask, new ObserveTaskFix(mayAwait: false) },
        { Repairs.AwaitAll, new AwaitAllFix() },
        { Repairs.ReturnTask, new ReturnTaskFix() },
        { Repairs.EndLoop, new EndLoopFix() },
        { Repairs.CompleteChannel, new CompleteChannelFix() },
        { Repairs.WaitWithTimeout, new WaitWithTimeoutFix() },
        { Repairs.Unwrap, new UnwrapFix() },
    };

    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } =
    [
        RuleIds.UnobservedTask,
        RuleIds.EndlessTaskWithoutToken,
        RuleIds.AsyncVoid,
        RuleIds.TaskOutlivesResource,
        RuleIds.AbandonedTimeoutRace,
        RuleIds.NestedTaskDropped,
    ];

    internal override string FixAllTitle => "Wait for all work";

    private protected override Repair? FindRepair(string? hint) => _repairs.Find(hint);
}
