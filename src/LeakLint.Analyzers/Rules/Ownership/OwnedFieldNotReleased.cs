using System;
using System.Linq;
using LeakLint.Descriptors;
using Microsoft.CodeAnalysis;

namespace LeakLint.Rules.Ownership;

/// <summary>A type can be disposed or stopped, and forgets one of the resources that it keeps in fields.</summary>
internal static class OwnedFieldNotReleased
{
    public static readonly DiagnosticDescriptor Rule = RuleDescriptor.Create(
        id: RuleIds.OwnedFieldNotReleased,
        title: "Owned field is not released",
        messageFormat: "'{0}' is not released by '{1}': the {2} that '{3}' made stays open",
        category: RuleFamily.Ownership,
        defaultSeverity: DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: "A type has a member that releases what it holds, such as Dispose or StopAsync, and this member forgets a resource that the type made itself.");

    public static void Check(FieldFinding finding, Action<Diagnostic> report)
    {
        if (!finding.IsLost || !finding.HasReleaseMember)
            return;
        var (targets, siblings) = (finding.Targets, finding.SiblingReleases);
        report(Diagnostic.Create(
            Rule,
            finding.Location,
            [.. targets.Select(target => target.Locations[0]), .. siblings],
            FieldRepairPlan.ForField(finding, targets),
            finding.Field.Symbol.Name,
            finding.ReleaseMemberName,
            finding.ResourceName,
            finding.Owner.Type.Name));
    }
}
