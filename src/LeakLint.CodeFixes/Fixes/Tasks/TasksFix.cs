using System.Collections.Generic;
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
    private readonly ImmutableDictionary<string, Repair> _repairs = ImmutableDictionary.CreateRange(
    [
        Entry(Repairs.AwaitTask, new AwaitTaskFix()),
        Entry(Repairs.ObserveTask, new ObserveTaskFix(mayAwait: true)),
        Entry(Repairs.TrackTask, new ObserveTaskFix(mayAwait: false)),
        Entry(Repairs.ReturnTask, new ReturnTaskFix()),
        Entry(Repairs.EndLoop, new EndLoopFix()),
        Entry(Repairs.WaitWithTimeout, new WaitWithTimeoutFix()),
        Entry(Repairs.Unwrap, new UnwrapFix()),
    ]);

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

    private protected override Repair? FindRepair(string? hint) => hint is not null && _repairs.TryGetValue(hint, out var repair) ? repair : null;

    private static KeyValuePair<string, Repair> Entry(string hint, Repair repair) => new(hint, repair);
}
