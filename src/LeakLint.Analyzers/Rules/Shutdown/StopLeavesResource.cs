using System;
using System.Linq;
using LeakLint.Descriptors;
using LeakLint.Lifetimes;
using LeakLint.Rules.Ownership;
using LeakLint.Symbols;
using Microsoft.CodeAnalysis;

namespace LeakLint.Rules.Shutdown;

/// <summary>A hosted service acquires a resource when it starts, and keeps it when it stops.</summary>
internal static class StopLeavesResource
{
    public static readonly DiagnosticDescriptor Rule = RuleDescriptor.Create(
        id: RuleIds.StopLeavesResource,
        title: "Stop of a hosted service leaves a resource",
        messageFormat: "'{0}' is left open when the host stops: {1}",
        category: RuleFamily.Shutdown,
        defaultSeverity: DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: "A hosted service acquires a resource in StartAsync or ExecuteAsync, and neither its StopAsync nor its Dispose releases it, or its StopAsync does not let its base stop.");

    /// <summary>Whether the field is one of this rule, which then tells of it.</summary>
    public static bool Check(FieldFinding finding, Action<Diagnostic> report)
    {
        if (!finding.IsHostedService || !finding.IsLost || !finding.Owner.Type.GetMembers().OfType<IMethodSymbol>().Any(start => IsStart(start) && Starts(start, finding)))
            return false;
        var targets = finding.Targets;
        report(Diagnostic.Create(
            Rule,
            finding.Location,
            [.. targets.Select(target => target.Locations[0]), .. finding.SiblingReleases],
            FieldRepairPlan.ForField(finding, targets),
            finding.Field.Symbol.Name,
            (targets.FirstOrDefault() is { } target ? "'" + target.SimpleName() + "' does not release" : "nothing releases") + " the " + finding.ResourceName + " that '" + finding.Owner.Type.Name + "' made"));
        return true;
    }

    /// <summary>Reports an override of StopAsync that leaves out its base, which cancels the work and waits for it.</summary>
    public static void Check(BaseRelease release, Action<Diagnostic> report) =>
        report(Diagnostic.Create(
            Rule,
            release.Override.Locations[0],
            FieldRepairPlan.ForBase(release),
            release.Override.ContainingType.Name,
            "'" + release.Override.SimpleName() + "' does not call its base, so the stopping token of '" + release.Overridden.ContainingType.Name + "' is not cancelled"));

    private static bool IsStart(IMethodSymbol method) => method.SimpleName() is "StartAsync" or "ExecuteAsync" or "StartingAsync" or "StartedAsync";

    private static bool Starts(IMethodSymbol start, FieldFinding finding) =>
        finding.Field.Acquisitions.Concat(finding.Field.Uses).Any(use =>
            finding.Owner.ReleaseMembers.Runs(start, use.Member));
}
