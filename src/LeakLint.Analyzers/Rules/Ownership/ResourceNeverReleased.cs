using System;
using LeakLint.Descriptors;
using Microsoft.CodeAnalysis;

namespace LeakLint.Rules.Ownership;

/// <summary>A local owns a resource, and no path releases it or hands it over.</summary>
internal static class ResourceNeverReleased
{
    public static readonly DiagnosticDescriptor Rule = RuleDescriptor.Create(
        id: RuleIds.ResourceNeverReleased,
        title: "Resource is never released",
        messageFormat: "'{0}' is never released: {1}",
        category: RuleFamily.Ownership,
        defaultSeverity: DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: "A local owns a resource, and no path through the body releases it or hands it over: it stays open until a finalizer runs, or for ever.");

    public static void Check(SiteFinding finding, Action<Diagnostic> report)
    {
        if (!finding.IsLost || finding.IsSettledSomewhere || finding.Site.Holder is null || finding.IsOverwritten)
            return;
        report(finding.CreateDiagnostic(Rule, finding.Site.Syntax.GetLocation(), finding.ExitAndReleases(), [finding.Name, finding.Harm]));
    }
}
