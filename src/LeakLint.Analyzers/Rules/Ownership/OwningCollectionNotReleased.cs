using System;
using System.Linq;
using LeakLint.Descriptors;
using LeakLint.Symbols;
using Microsoft.CodeAnalysis;

namespace LeakLint.Rules.Ownership;

/// <summary>A type fills a collection with resources of its own, and its release member does not go through it.</summary>
internal static class OwningCollectionNotReleased
{
    public static readonly DiagnosticDescriptor Rule = RuleDescriptor.Create(
        id: RuleIds.OwningCollectionNotReleased,
        title: "Owning collection is not released",
        messageFormat: "'{1}' does not release what is still in '{0}': each {2} in it stays open",
        category: RuleFamily.Ownership,
        defaultSeverity: DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: "A type makes resources, keeps them in a collection, and has a release member that does not release those that are still in it.");

    public static void Check(CollectionFinding finding, Action<Diagnostic> report)
    {
        var collection = finding.Collection;
        if (!finding.IsOwned || collection.Walks.Count > 0 || !finding.HasReleaseMember)
            return;
        // Where single elements are released by the release member itself, it goes through them in a way of its own.
        if (collection.Releases.Any(release => finding.Owner.ReleaseMembers.Reach(release.Member)) || collection.GivenAwayIn.Concat(collection.PassedOnIn).Any(finding.Owner.ReleaseMembers.Reach))
            return;
        // The call of Clear is told of where it is.
        if (finding.LostRemovals.Any(removal => finding.Owner.ReleaseMembers.Reach(removal.Member)))
            return;
        if (collection.IsVisible && !(finding.HasSiblings && finding.IsLeftAlone))
            return;
        var targets = finding.Targets;
        report(Diagnostic.Create(
            Rule,
            finding.Location,
            finding.Severity,
            [.. targets.Select(target => target.Locations[0]), .. finding.SiblingReleases],
            FieldRepairPlan.ForCollection(finding, targets),
            collection.Symbol.Name,
            finding.ReleaseMemberName,
            finding.ElementName));
    }
}
