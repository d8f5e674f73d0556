using System.Collections.Immutable;
using System.Composition;
using LeakLint.Descriptors;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;

namespace LeakLint.CodeFixes.Timers;

/// <summary>Keeps the context of a request out of what runs on after it.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(TimersFix)), Shared]
public sealed class TimersFix : LeakLintFixProvider
{
    private readonly Repair _suppress = new SuppressFlowFix();

    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = [RuleIds.TimerCapturesContext];

    internal override string FixAllTitle => "Start without the context of the request";

    private protected override Repair? FindRepair(string? hint) => hint == Repairs.SuppressFlow ? _suppress : null;
}
