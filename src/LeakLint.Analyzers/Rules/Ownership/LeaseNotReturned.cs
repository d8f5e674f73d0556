using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using LeakLint.Descriptors;
using LeakLint.Ownership;
using Microsoft.CodeAnalysis;

namespace LeakLint.Rules.Ownership;

/// <summary>What a pool lent, or the place that a semaphore gave, is not given back on every path.</summary>
internal static class LeaseNotReturned
{
    public static readonly DiagnosticDescriptor Rule = RuleDescriptor.Create(
        id: RuleIds.LeaseNotReturned,
        title: "Lease is not returned on every path",
        messageFormat: "'{0}' is not {1}: {2}",
        category: RuleFamily.Ownership,
        defaultSeverity: DiagnosticSeverity.Info,
        isEnabledByDefault: true,
        description: "What a pool lent, or the place that a semaphore gave, is not given back on every path: the pool runs dry and allocates, and whoever waits for the semaphore next may wait for ever.");

    /// <summary>An array or object of a pool.</summary>
    public static void Check(SiteFinding finding, Action<Diagnostic> report)
    {
        var site = finding.Site;
        if (site.Holder is null)
            return;
        if (finding.IsLost || finding.IsOverwritten)
        {
            var where = !finding.IsSettledSomewhere || !finding.IsLost ? "returned to its pool" : "returned to its pool on the path " + finding.DescribeFirstExit();
            Report(finding, finding.IsLost ? finding.ExitAndReleases() : [], where, report);
        }
        else if (site.AtRiskAt.Count > 0 && site.ReleasedAt.Count > 0)
        {
            Report(finding, finding.RisksAndReleases(), $"returned to its pool when '{CallText.Short(site.AtRiskAt[0])}' in line {LineOf(site.AtRiskAt[0])} fails", report);
        }
    }

    /// <summary>The place of a semaphore.</summary>
    public static void Check(SemaphoreLease lease, OwnershipContext context, Action<Diagnostic> report)
    {
        if (lease.LostAt.Count == 0 && lease.AtRiskAt.Count == 0)
            return;
        string where;
        var places = new List<Location>();
        if (lease.LostAt.Count > 0)
        {
            var exits = lease.LostAt.Select(lost => ExitSyntax.Find(lost, lease.Syntax)).Distinct().OrderBy(exit => exit.SpanStart).ToList();
            places.AddRange(exits.Select(exit => exit.GetLocation()!));
            where = lease.ReleasedAt.Count == 0 ? "released" : $"released on the path that ends in line {places[0].GetLineSpan().StartLinePosition.Line + 1}";
        }
        else
        {
            places.AddRange(lease.AtRiskAt.Select(risk => risk.GetLocation()));
            where = $"released when '{CallText.Short(lease.AtRiskAt[0])}' in line {LineOf(lease.AtRiskAt[0])} fails";
        }

        var exitCount = places.Count;
        places.AddRange(lease.ReleasedAt.Select(release => release.GetLocation()));
        report(Diagnostic.Create(
            Rule, lease.Syntax.GetLocation(), places, LeaseRepairPlan.For(lease, exitCount), lease.Name, where, "whoever waits for it next may wait for ever"));
    }

    private static void Report(SiteFinding finding, IReadOnlyList<Location> places, string where, Action<Diagnostic> report) => report(Diagnostic.Create(
        Rule, finding.Site.Syntax.GetLocation(), places, LeaseRepairPlan.For(finding), finding.Name, where, "the pool has to make a new one each time"));

    private static int LineOf(SyntaxNode node) => node.GetLocation().GetLineSpan().StartLinePosition.Line + 1;
}
