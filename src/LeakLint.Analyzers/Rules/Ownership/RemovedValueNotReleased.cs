using System;
using System.Linq;
using LeakLint.Descriptors;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace LeakLint.Rules.Ownership;

/// <summary>An entry leaves a collection that owns what is in it, and its resource is not released.</summary>
internal static class RemovedValueNotReleased
{
    public static readonly DiagnosticDescriptor Rule = RuleDescriptor.Create(
        id: RuleIds.RemovedValueNotReleased,
        title: "Removed value is not released",
        messageFormat: "What {1} takes out of '{0}' is not released: the {2} stays open, and nobody can reach it any more",
        category: RuleFamily.Ownership,
        defaultSeverity: DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: "A collection owns the resources in it, and an entry is removed, or all are cleared, without releasing them: nobody can reach them any more.");

    public static void Check(CollectionFinding finding, Action<Diagnostic> report)
    {
        if (!finding.IsOwned)
            return;
        var lost = finding.LostRemovals.Concat(finding.LostOverwrites).ToList();
        if (lost.Count == 0 || !finding.IsLeftAlone)
            return;
        foreach (var removal in lost)
        {
            var taker = removal.Operation is IInvocationOperation call ? "'" + call.TargetMethod.Name + "'" : "a new value";
            report(Diagnostic.Create(
                Rule,
                removal.Operation.Syntax.GetLocation(),
                finding.Severity,
                finding.Collection.Releases.Concat(finding.Collection.Walks).Select(release => release.Operation.Syntax.GetLocation()),
                FieldRepairPlan.ForRemoval(finding, removal),
                finding.Collection.Symbol.Name,
                taker,
                finding.ElementName));
        }
    }
}
