using System;
using System.Collections.Generic;
using System.Linq;
using LeakLint.Descriptors;
using LeakLint.Lifetimes;
using LeakLint.Symbols;
using Microsoft.CodeAnalysis;

namespace LeakLint.Rules.Ownership;

/// <summary>A type can be disposed or stopped, and forgets one of the resources that it keeps in fields.</summary>
internal static class OwnedFieldNotReleased
{
    public static readonly DiagnosticDescriptor Rule = RuleDescriptor.Create(
        id: RuleIds.OwnedFieldNotReleased,
        title: "Owned field is not released",
        messageFormat: "'{0}' is not released by '{1}': {2}",
        category: RuleFamily.Ownership,
        defaultSeverity: DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: "A type has a member that releases what it holds, such as Dispose or StopAsync, and this member forgets a resource that the type made itself.");

    public static void Check(FieldFinding finding, Action<Diagnostic> report)
    {
        if (!finding.HasReleaseMember)
            return;
        if (finding.IsLost || finding.IsLostInSight)
            Report(finding, finding.Targets, report);
        else if (finding.IsOwned && new TwoReleases(finding.Owner, finding.Context).FindForgetting(finding.Field) is { } forgetting)
            Report(finding, [forgetting], report);
        else if (finding.MayBeForgotten || finding.IsLastLost || finding.IsClearedAtEnd)
            Report(finding, finding.Targets, report, DiagnosticSeverity.Info);
    }

    private static void Report(FieldFinding finding, IReadOnlyList<IMethodSymbol> targets, Action<Diagnostic> report, DiagnosticSeverity severity = DiagnosticSeverity.Warning)
    {
        var unreached = finding.Owner.FindUnreached(finding.Field);
        var guard = unreached?.Guard ?? finding.Owner.FindLateGuard(finding.Field);
        report(Diagnostic.Create(
            Rule,
            finding.Location,
            severity,
            guard is null ? [.. targets.Select(target => target.Locations[0]), .. finding.SiblingReleases] : [guard],
            unreached is not null ? FieldRepairPlan.ForUnreached(finding) : guard is not null ? null : FieldRepairPlan.ForField(finding, targets),
            finding.Field.Symbol.Name,
            targets.FirstOrDefault()?.SimpleName() ?? finding.ReleaseMemberName,
            Harm(finding, unreached?.Release)));
    }

    /// <summary>Reports an override that leaves out what its base releases.</summary>
    public static void Check(BaseRelease release, Action<Diagnostic> report) =>
        report(Diagnostic.Create(
            Rule,
            release.Override.Locations[0],
            FieldRepairPlan.ForBase(release),
            release.Overridden.ContainingType.Name,
            release.Override.SimpleName(),
            "the override does not call its base, so what that holds stays open"));

    private static string Harm(FieldFinding finding, Reference? unreached)
    {
        if (finding.Field.IsMinor)
            return "the " + finding.ResourceName + " that '" + finding.Owner.Type.Name + "' made is left to the garbage collector";
        var lost = "the " + finding.ResourceName + " that '" + finding.Owner.Type.Name + "' " + (finding.Field.IsMade ? "made" : "owns") + " stays open";
        return unreached is not null
            ? "the first call does not get as far as line " + (unreached.Operation.Syntax.GetLocation().GetLineSpan().StartLinePosition.Line + 1) + ", so " + lost
            : lost;
    }
}
