using System;
using System.Linq;
using LeakLint.Descriptors;
using LeakLint.Ownership;
using LeakLint.Symbols;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LeakLint.Rules.Ownership;

/// <summary>Between the acquisition of a resource and its release stands a call that fails in ordinary life, and the failure loses the resource.</summary>
internal static class ResourceLostOnException
{
    public static readonly DiagnosticDescriptor Rule = RuleDescriptor.Create(
        id: RuleIds.ResourceLostOnException,
        title: "Resource is lost on an exception",
        messageFormat: "'{0}' is lost when '{1}' in line {2} fails: {3}",
        category: RuleFamily.Ownership,
        defaultSeverity: DiagnosticSeverity.Info,
        isEnabledByDefault: true,
        description: "Between the acquisition of a resource and its release or hand-over stands a call that fails in ordinary life: a wait that is cancelled, a connection that is refused, text that cannot be parsed. Its exception loses the resource.");

    /// <summary>Asks only of what no other rule reports: a resource that some path without an exception loses is told of there.</summary>
    public static void Check(SiteFinding finding, Action<Diagnostic> report)
    {
        var site = finding.Site;
        // A failure that leaves the entry point ends the process.
        if (finding.Result.Function is IMethodSymbol { IsStatic: true, Name: "Main" or "<Main>$" })
            return;
        site.AtRiskAt.RemoveAll(risk => IsCaught(risk, site));
        if (site.Holder is null || !finding.IsSettledSomewhere || finding.IsLost || finding.IsOverwritten || IsHeldByAnother(finding))
            return;
        if (site.AtRiskAt.Count == 0 || !IsStrong(finding))
        {
            if (UnprotectedRelease.FindRisk(site) is not { } unlikely)
                return;
            site.AtRiskAt.Clear();
            site.AtRiskAt.Add(unlikely);
        }

        var risk = site.AtRiskAt[0];
        var line = risk.GetLocation().GetLineSpan().StartLinePosition.Line + 1;
        report(finding.CreateDiagnostic(Rule, site.Syntax.GetLocation(), finding.RisksAndReleases(), [finding.Name, CallText.Short(risk), line, finding.Harm]));
    }

    /// <summary>Reports what a constructor has put into a field when it fails: nobody gets the object that could release it.</summary>
    public static void CheckField(Site field, OwnershipResult result, Action<Diagnostic> report, OwnershipContext context)
    {
        if (field.AtRiskAt.Count == 0 || field.Holder is not IFieldSymbol { IsStatic: false, ContainingType: { } owner } || !(context.Types.IsDisposable(owner) || context.Types.IsAsyncDisposable(owner)))
            return;
        field.AtRiskAt.RemoveAll(risk => IsCaught(risk, field));
        var made = result.Sites.FirstOrDefault(site => site.Kind is SiteKind.Creation or SiteKind.Call && SymbolEqualityComparer.Default.Equals(site.Holder, field.Holder));
        if (made is null || field.AtRiskAt.Count == 0)
            return;
        var finding = new SiteFinding(made, result, context);
        if (!IsStrong(finding) || IsHeldByAnother(new SiteFinding(field, result, context)))
            return;
        var risk = field.AtRiskAt[0];
        var line = risk.GetLocation().GetLineSpan().StartLinePosition.Line + 1;
        report(Diagnostic.Create(
            Rule, made.Syntax.GetLocation(), field.AtRiskAt.Select(failing => failing.GetLocation()), FieldRepairPlan.ForConstructor(finding, field), field.Holder.Name, CallText.Short(risk), line, finding.Harm));
    }

    private static bool IsStrong(SiteFinding finding) =>
        finding.Site.Tier == ResourceTier.Strong
        || (finding.Site.Tier == ResourceTier.Normal && finding.Context.Types.IsAsyncDisposable(finding.Site.Type) && !finding.Context.Types.IsDisposable(finding.Site.Type))
        || (finding.Site.Tier == ResourceTier.Normal && StrongParts.AreIn(finding.Site.Type, finding.Context.Catalog));

    /// <summary>Whether a handler around the call releases it: its author knows which failures are to be expected, and when it is somebody else's.</summary>
    private static bool IsCaught(SyntaxNode risk, Site site)
    {
        foreach (var ancestor in risk.Ancestors())
        {
            if (ancestor is not TryStatementSyntax attempt || !attempt.Block.Span.Contains(risk.Span))
                continue;
            foreach (var handler in attempt.Catches)
            {
                if (site.ReleasedAt.Exists(release => handler.Block.Span.Contains(release.Span)))
                    return true;
            }
        }

        return false;
    }

    /// <summary>Whether something that releases it is lost in the same way, and tells of both.</summary>
    private static bool IsHeldByAnother(SiteFinding finding)
    {
        foreach (var other in finding.Result.Sites)
        {
            if ((finding.Site.HeldBy & other.Bit) != 0 && (other.AtRiskAt.Count > 0 || (other.Holder is IFieldSymbol field && IsAtRisk(field, finding))))
                return true;
        }

        return false;
    }

    private static bool IsAtRisk(IFieldSymbol field, SiteFinding finding) => finding.Site.Kind == SiteKind.Field
        && finding.Result.Sites.Any(site => site.Kind == SiteKind.Field && site.AtRiskAt.Count > 0 && SymbolEqualityComparer.Default.Equals(site.Holder, field));
}
