using System;
using LeakLint.Descriptors;
using LeakLint.Flow;
using LeakLint.Ownership;
using Microsoft.CodeAnalysis;

namespace LeakLint.Rules.Ownership;

/// <summary>A resource is released or handed over on one path and lost on another.</summary>
internal static class ResourceReleasedOnSomePaths
{
    public static readonly DiagnosticDescriptor Rule = RuleDescriptor.Create(
        id: RuleIds.ResourceReleasedOnSomePaths,
        title: "Resource is released on some paths only",
        messageFormat: "'{0}' is not released on the path {1}: {2}",
        category: RuleFamily.Ownership,
        defaultSeverity: DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: "A resource is released or handed over on one path and lost on another: an early return, a throw, a catch that goes on, an iterator that is abandoned.");

    public static void Check(SiteFinding finding, Action<Diagnostic> report)
    {
        if (finding is { IsLost: false, IsOverwritten: false, Context.Options.ReportsSomePaths: true } && LostRaces.Find(finding.Site) is { } race)
            ReportRace(finding, race, report);
        if (!finding.IsLost || !finding.IsSettledSomewhere || finding.IsOverwritten || !finding.Context.Options.ReportsSomePaths)
            return;
        if (!finding.Context.Options.ReportsExceptions && finding.Site.LostAt.TrueForAll(lost => lost.Kind == ExitKind.Throw))
            return;
        report(finding.CreateDiagnostic(
            Rule, finding.Site.Syntax.GetLocation(), finding.ExitAndReleases(), [finding.Name, finding.DescribeFirstExit(), finding.Harm],
            finding.IsLostWithoutRounds ? DiagnosticSeverity.Info : null));
    }

    /// <summary>Reports what is thrown away where the collection has one already.</summary>
    private static void ReportRace(SiteFinding finding, SyntaxNode race, Action<Diagnostic> report) => report(Diagnostic.Create(
        Rule, finding.Site.Syntax.GetLocation(), DiagnosticSeverity.Info, [race.GetLocation()], null, finding.Name, "on which 'GetOrAdd' keeps the one that is there already", finding.Harm));
}
