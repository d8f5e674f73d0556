using System;
using System.Collections.Generic;
using System.Linq;
using LeakLint.Descriptors;
using LeakLint.Lifetimes;
using LeakLint.Symbols;
using Microsoft.CodeAnalysis;

namespace LeakLint.Rules.Ownership;

/// <summary>A type keeps a resource of its own in a field and has no member that could release it.</summary>
internal static class OwnerNotDisposable
{
    public static readonly DiagnosticDescriptor Rule = RuleDescriptor.Create(
        id: RuleIds.OwnerNotDisposable,
        title: "Owner of a resource cannot be disposed",
        messageFormat: "Nothing can release '{0}': '{1}' {2} and has no Dispose, so each '{1}' leaves one behind",
        category: RuleFamily.Ownership,
        defaultSeverity: DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: "A type makes a resource, keeps it in a field, and has no member that releases it: whoever makes objects of this type has no way to close what they opened.");

    /// <summary>Reports a collection that a type fills with resources which nothing releases, takes out or sees.</summary>
    public static void Check(CollectionFinding finding, Action<Diagnostic> report)
    {
        var collection = finding.Collection;
        // Children that some member ends are gone, whatever becomes of their handles.
        if (KnownTypes.IsProcess(collection.Element) && !ProcessFacts.IsUnended(finding))
            return;
        // A map may be a cache that is there for as long as the process; whether it grows is another question.
        if (collection.IsMap || collection.IsVisible || !finding.IsOwned || finding.HasReleaseMember || finding.Owner.IsProcessLong || finding.IsEmptiedAnywhere)
            return;
        report(Diagnostic.Create(
            Rule, finding.Location, [], FieldRepairPlan.ForOwnerOf(finding), collection.Symbol.Name, finding.Owner.Type.Name, $"makes each {finding.ElementName} itself"));
    }

    public static void Check(FieldFinding finding, Action<Diagnostic> report)
    {
        if (!Concerns(finding))
            return;
        report(Diagnostic.Create(
            Rule, finding.Location, IsReachable(finding) || finding.IsLastLost ? DiagnosticSeverity.Info : DiagnosticSeverity.Warning, [], FieldRepairPlan.ForOwner(finding, Others(finding)), finding.Field.Symbol.Name, finding.Owner.Type.Name,
            finding.Field.IsMade ? $"makes the {finding.ResourceName} itself" : $"owns the {finding.ResourceName}"));
    }

    private static bool Concerns(FieldFinding finding)
    {
        // What lives as long as the process has nobody to release it for.
        if (finding.HasReleaseMember || finding.Owner.IsProcessLong || !(finding.IsLost || finding.IsLostToOthers || finding.IsLastLost))
            return false;
        // A token source may live as long as the tokens that it listens to; a Dispose would tell that it does not.
        if (KnownTypes.IsTokenSource(finding.Field.Resource))
            return false;
        // What others can reach they may release.
        return !IsReachable(finding) || (finding.IsUsedHere && !finding.IsSeenToElsewhere);
    }

    private static bool IsReachable(FieldFinding finding) => finding.Field.IsExposed || finding.Field.IsVisible;

    /// <summary>The other fields of the type that are reported as this one is; timers have rules of their own.</summary>
    private static List<FieldFinding> Others(FieldFinding finding) =>
        [.. finding.Owner.Fields.Where(field => field != finding.Field && TimerLifetime.TryCreate(field, finding.Owner) is null)
            .Select(field => new FieldFinding(field, finding.Owner, finding.Context)).Where(Concerns)];
}
