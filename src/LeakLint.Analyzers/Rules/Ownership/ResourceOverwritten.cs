using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using LeakLint.Descriptors;
using LeakLint.Lifetimes;
using LeakLint.Ownership;
using LeakLint.Symbols;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LeakLint.Rules.Ownership;

/// <summary>A local or an owned field that still owes its release is assigned again.</summary>
internal static class ResourceOverwritten
{
    public static readonly DiagnosticDescriptor Rule = RuleDescriptor.Create(
        id: RuleIds.ResourceOverwritten,
        title: "Resource is overwritten before it is released",
        messageFormat: "The {1} in '{0}' is lost when '{0}' is assigned again before it is released",
        category: RuleFamily.Ownership,
        defaultSeverity: DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: "A local or an owned field that still owes its release is assigned again: the previous resource can no longer be released.");

    public static void Check(SiteFinding finding, Action<Diagnostic> report)
    {
        // A wrapper that is lost itself tells of both.
        if (!finding.IsOverwritten || finding.Result.Sites.Any(other => (finding.Site.HeldBy & other.Bit) != 0 && other.OverwrittenAt.Exists(finding.Site.OverwrittenAt.Contains)))
            return;
        foreach (var at in finding.Site.OverwrittenAt.Where(at => !IsWithinOther(at, finding.Site)))
            report(finding.CreateDiagnostic(Rule, at.GetLocation(), [finding.Site.Syntax.GetLocation()], [finding.Name, finding.TypeName], IsThin(finding.Site) || DeliberateStores.Disarm(at, finding.Site) ? DiagnosticSeverity.Info : null));
    }

    /// <summary>Reports what replaces the value of an owned field, where the whole type tells that there is one.</summary>
    public static void Check(FieldFinding finding, Action<Diagnostic> report)
    {
        if (finding.IsOwned)
        {
            var plain = Renewals.Of(finding.Field, finding.Owner).ToList();
            foreach (var renewal in plain)
                Report(renewal, finding, report, DiagnosticSeverity.Warning);
            foreach (var renewal in Renewals.OfStale(finding.Field, finding.Owner).Where(stale => !plain.Contains(stale)))
                Report(renewal, finding, report, DiagnosticSeverity.Info);
            ReportRepeated(finding, [.. plain.Concat(Renewals.OfStale(finding.Field, finding.Owner))], report);
        }
        else if (finding.IsOwnedInSight)
        {
            ReportRepeated(finding, [], report);
        }
        else if (finding.IsMinorOwned)
        {
            // A type that takes the trouble to release the last one forgets the others; one that merely cancels it forgets them all.
            foreach (var renewal in finding.Field.Releases.Count > 0 ? Renewals.Of(finding.Field, finding.Owner) : CancelledSources.LostBetweenRounds(finding.Field, finding.Owner))
                Report(renewal, finding, report, DiagnosticSeverity.Info);
        }
    }

    /// <summary>Whether signs are thin that something is there to be lost: other members empty the field, so that it hangs on the order of calls.</summary>
    private static bool IsThin(Site site) => site is { Kind: SiteKind.Field, Holder: IFieldSymbol field } && IsEmptiedByOthers(field, site.OverwrittenAt[0]);

    private static bool IsEmptiedByOthers(IFieldSymbol field, SyntaxNode at) =>
        at.FirstAncestorOrSelf<BaseMethodDeclarationSyntax>() is { } member
        && field.ContainingType.DeclaringSyntaxReferences.Any(part => part.GetSyntax().DescendantNodes().Any(node =>
            node is AssignmentExpressionSyntax { Left: var left, Right.RawKind: (int)SyntaxKind.NullLiteralExpression }
            && left switch
            {
                IdentifierNameSyntax name => name,
                MemberAccessExpressionSyntax { Expression: ThisExpressionSyntax, Name: var name } => name,
                _ => null,
            } is { Identifier.ValueText: var emptied } && emptied == field.Name
            && node.FirstAncestorOrSelf<MethodDeclarationSyntax>() is { } other && other != member && !other.Identifier.ValueText.StartsWith("Dispose", StringComparison.Ordinal)));

    private static void ReportRepeated(FieldFinding finding, List<Reference> told, Action<Diagnostic> report)
    {
        foreach (var store in RepeatedStores.Of(finding.Field, finding.Owner).Where(store => !told.Exists(other => other.Operation == store.Operation)))
            Report(store, finding, report, DiagnosticSeverity.Info);
    }

    private static void Report(Reference renewal, FieldFinding finding, Action<Diagnostic> report, DiagnosticSeverity severity) =>
        report(Diagnostic.Create(
            Rule,
            renewal.Operation.Syntax.GetLocation(),
            severity,
            finding.Field.Releases.Select(release => release.Operation.Syntax.GetLocation()),
            FieldRepairPlan.ForRenewal(finding, renewal.Operation.Syntax),
            finding.Field.Symbol.Name,
            finding.Field.Resource.Name));

    public static void CheckField(Site site, OwnershipResult result, Action<Diagnostic> report, OwnershipContext context, CancellationToken cancel)
    {
        if (site.OverwrittenAt.Count == 0 || !OwnedFields.IsOwned(site.Holder!, context))
            return;
        // What is overwritten in a method that makes an object ready was not there yet, if the method puts something there but once.
        if (site.OverwrittenAt.Count == 1 && !IsInLoop(site.OverwrittenAt[0]) && result.Function is IMethodSymbol method && SetUpCalls.AreAll(method, context.Compilation, cancel))
            return;
        // What every call releases itself is not there when the next one comes.
        if (!site.StaysHeld && !IsInLoop(site.OverwrittenAt[0]) && !IsSetElsewhere(site.Holder!, site.OverwrittenAt[0]))
            return;
        if (site.OverwrittenAt.TrueForAll(at => DeliberateStores.StartPair(at, site.Holder!)))
            return;
        Check(new SiteFinding(site, result, context), report);
    }

    // Some paths come round with the variable still set, others without: the declaration tells of both.
    private static bool IsWithinOther(SyntaxNode at, Site site) =>
        site.OverwrittenAt.Exists(other => other != at && other.SyntaxTree == at.SyntaxTree && other.Span.Contains(at.Span));

    private static bool IsSetElsewhere(ISymbol field, SyntaxNode at) =>
        at.FirstAncestorOrSelf<BaseMethodDeclarationSyntax>() is not { } method
        || field.ContainingType.DeclaringSyntaxReferences.Any(part => part.GetSyntax().DescendantNodes().Any(node => !method.Span.Contains(node.Span) && node switch
        {
            AssignmentExpressionSyntax { Left: IdentifierNameSyntax { Identifier.ValueText: var name } } => name == field.Name,
            AssignmentExpressionSyntax { Left: MemberAccessExpressionSyntax { Name.Identifier.ValueText: var name } } => name == field.Name,
            AssignmentExpressionSyntax { Left: TupleExpressionSyntax } => true,
            ArgumentSyntax { RefKindKeyword.RawKind: not 0, Expression: IdentifierNameSyntax { Identifier.ValueText: var given } } => given == field.Name,
            VariableDeclaratorSyntax { Initializer.Value: not LiteralExpressionSyntax, Identifier.ValueText: var declared } => declared == field.Name,
            _ => false,
        }));

    private static bool IsInLoop(SyntaxNode at) =>
        at.Ancestors().Any(outer => outer.IsLoop());
}
