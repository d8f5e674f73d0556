using System;
using LeakLint.Descriptors;
using Microsoft.CodeAnalysis;

namespace LeakLint.Rules.Ownership;

/// <summary>A child process that the program owns is neither waited for nor killed, so it runs on when its owner is gone.</summary>
internal static class ProcessOutlivesOwner
{
    public static readonly DiagnosticDescriptor Rule = RuleDescriptor.Create(
        id: RuleIds.ProcessOutlivesOwner,
        title: "Process outlives its owner",
        messageFormat: "'{0}' is released but neither waited for nor killed: {1}",
        category: RuleFamily.Ownership,
        defaultSeverity: DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: "A child process that the program owns is neither waited for nor killed: disposing a Process closes the handle and leaves the process running.");

    public static void Check(SiteFinding finding, Action<Diagnostic> report)
    {
        if (ProcessFacts.Outlives(finding) is not { } evidence)
            return;
        report(finding.CreateDiagnostic(Rule, finding.Site.Syntax.GetLocation(), finding.ExitAndReleases(), [finding.Name, evidence]));
    }
}
