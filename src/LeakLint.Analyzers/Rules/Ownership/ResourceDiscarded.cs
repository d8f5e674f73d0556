using System;
using LeakLint.Descriptors;
using LeakLint.Ownership;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LeakLint.Rules.Ownership;

/// <summary>A resource is created and dropped on the spot.</summary>
internal static class ResourceDiscarded
{
    public static readonly DiagnosticDescriptor Rule = RuleDescriptor.Create(
        id: RuleIds.ResourceDiscarded,
        title: "Resource is discarded",
        messageFormat: "The {0} that '{1}' gives is dropped at once, so nobody can release it",
        category: RuleFamily.Ownership,
        defaultSeverity: DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: "A resource is created and dropped on the spot, so nobody can release it.");

    public static void Check(SiteFinding finding, Action<Diagnostic> report)
    {
        if (!finding.IsLost || finding.IsSettledSomewhere || finding.Site.Holder is not null || IsHarmless(finding))
            return;
        report(finding.CreateDiagnostic(Rule, finding.Site.Syntax.GetLocation(), finding.ExitAndReleases(), [finding.TypeName, finding.Maker]));
    }

    /// <summary>What the shell opens is the user's; a bare handle, or that of a registration, is an offer to undo; a part of a weak resource, such as the root of a document, often lives on.</summary>
    private static bool IsHarmless(SiteFinding finding) =>
        ProcessFacts.IsOpenedByShell(finding)
        || finding.Site.Type is { TypeKind: TypeKind.Interface, Name: "IDisposable" or "IAsyncDisposable" }
        || (finding.Site.Tier == ResourceTier.Normal && finding.Site.Members.Count == 0 && RegistrationHandles.Gives(finding.Site.Source))
        || OptionalResults.IsToldToGiveNothing(finding.Site.Syntax, finding.Site.Source, finding.Context.Compilation)
        || (finding.Site.Tier == ResourceTier.Weak && finding.Site.Syntax.Parent is MemberAccessExpressionSyntax { Parent: not InvocationExpressionSyntax });
}
