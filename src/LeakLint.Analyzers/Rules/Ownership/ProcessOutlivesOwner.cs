using System;
using System.Linq;
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
        // What is cancelled may be the whole program, and its console ends the process too: that is worth a word, no more.
        var severity = ProcessFacts.IsLeftByCancellation(finding) ? DiagnosticSeverity.Info : DiagnosticSeverity.Warning;
        report(finding.CreateDiagnostic(Rule, finding.Site.Syntax.GetLocation(), finding.ExitAndReleases(), [finding.Name, evidence], severity));
    }

    /// <summary>Reports a process in a field that is released and not ended; one that is not even released is told by other rules.</summary>
    public static void Check(FieldFinding finding, Action<Diagnostic> report)
    {
        if (finding.IsLost || !finding.IsOwned || !ProcessFacts.IsUnended(finding))
            return;
        var releases = finding.Field.Releases.Select(release => release.Operation.Syntax.GetLocation());
        report(Diagnostic.Create(
            Rule,
            finding.Field.Acquisitions[0].Operation.Syntax.GetLocation(),
            releases,
            FieldRepairPlan.ForProcess(finding),
            finding.Field.Symbol.Name,
            "it runs on when its '" + finding.Owner.Type.Name + "' is gone"));
    }
}
