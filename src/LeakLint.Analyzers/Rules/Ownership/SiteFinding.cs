using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using LeakLint.Flow;
using LeakLint.Ownership;
using LeakLint.Symbols;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LeakLint.Rules.Ownership;

/// <summary>One acquisition as the rules see it: the questions they ask of it, and the words they tell it in.</summary>
internal sealed class SiteFinding(Site site, OwnershipResult result, OwnershipContext context)
{
    public Site Site { get; } = site;

    public OwnershipResult Result { get; } = result;

    public OwnershipContext Context { get; } = context;

    /// <summary>Whether the resource is still owed at some exit.</summary>
    public bool IsLost => Site.LostAt.Count > 0 && !IsHeldByLost && !IsInUsing;

    /// <summary>Whether some path releases the resource, hands it over or returns it.</summary>
    public bool IsSettledSomewhere => Site.ReleasedAt.Count > 0 || Site.HandedOver || Site.Returned;

    /// <summary>Whether the last reference is overwritten. A resource of a loop that is lost at its exit as well is told of there.</summary>
    public bool IsOverwritten =>
        Site.Holder is not null && Site.OverwrittenAt.Exists(at => at != Site.Syntax || Site.LostAt.Count == 0);

    /// <summary>
    /// Whether all that takes the resource over stands in loops that follow, and only those lose it that run no round: nobody knows whether there are any.
    /// </summary>
    public bool IsLostWithoutRounds
    {
        get
        {
            if (Site.ReleasedAt.Count > 0 || Site.Returned || Site.HandedOverAt.Count == 0)
                return false;
            var last = 0;
            foreach (var at in Site.HandedOverAt)
            {
                if (at.Ancestors().LastOrDefault(outer => outer.IsLoop() && !outer.Span.Contains(Site.Syntax.Span) && outer.SpanStart > Site.Syntax.SpanStart) is not { } loop)
                    return false;
                last = System.Math.Max(last, loop.Span.End);
            }

            return Site.LostAt.TrueForAll(lost => lost.Kind != ExitKind.Throw && ExitSyntax.Find(lost, Site.Syntax).SpanStart >= last);
        }
    }

    /// <summary>How the resource is called in messages: the variable that holds it, or what made it.</summary>
    public string Name => Site.Holder?.Name is { Length: > 0 } name ? name : Maker;

    /// <summary>The type of the resource, short.</summary>
    public string TypeName => Site.Type.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat.RemoveMiscellaneousOptions(
        SymbolDisplayMiscellaneousOptions.IncludeNullableReferenceTypeModifier));

    /// <summary>What gave the resource: "File.OpenText", "new StreamReader".</summary>
    public string Maker => Site.Source is { MethodKind: not MethodKind.Constructor } method
        ? method.ContainingType is { Name: { Length: > 0 } type } && method.MethodKind != MethodKind.LocalFunction ? type + "." + method.Name : method.Name
        : "new " + TypeName;

    /// <summary>What stays behind, for the person who reads the message.</summary>
    public string Harm => KnownTypes.IsProcess(Site.Type)
        ? "the handle of the process that '" + Maker + "' started stays open"
        : "the " + TypeName + " that '" + Maker + "' gave stays open";

    /// <summary>Whether the acquisition is itself the resource of a using: whatever the analysis says, it is released.</summary>
    private bool IsInUsing => RepairPlan.ValueOf(Site.Syntax).Parent switch
    {
        EqualsValueClauseSyntax { Parent.Parent.Parent: LocalDeclarationStatementSyntax declaration } => !declaration.UsingKeyword.IsKind(SyntaxKind.None),
        EqualsValueClauseSyntax { Parent.Parent.Parent: UsingStatementSyntax } or UsingStatementSyntax => Site.Kind != SiteKind.OutArgument,
        _ => false,
    };

    private bool IsHeldByLost
    {
        get
        {
            // A wrapper that is lost itself tells of both.
            foreach (var other in Result.Sites)
            {
                if ((Site.HeldBy & other.Bit) != 0 && other.LostAt.Count > 0)
                    return true;
            }

            return false;
        }
    }

    public Diagnostic CreateDiagnostic(DiagnosticDescriptor rule, Location location, IReadOnlyList<Location> others, object[] arguments, DiagnosticSeverity? severity = null)
    {
        // Whoever silenced the warning of .NET here knows of the leak, and has a reason or thinks so.
        var isMeant = Pragmas.Silence(Site.Syntax, "CA2000", "IDISP001", "IDISP004");
        var known = Site.Tier == ResourceTier.Weak || Site.IsDoubtful || isMeant ? DiagnosticSeverity.Info : severity ?? rule.DefaultSeverity;
        return Diagnostic.Create(rule, location, known, others, RepairPlan.For(this, rule.Id), arguments);
    }

    /// <summary>Whether the report of another arm of the same choice tells of this one as well: <c>var client = handler is null ? new HttpClient() : new HttpClient(handler)</c>.</summary>
    public bool IsToldOf
    {
        get
        {
            if (Site.Holder is null || Site.LostAt.Count == 0)
                return false;
            foreach (var other in Result.Sites)
            {
                if (other == Site)
                    return false;
                if (SymbolEqualityComparer.Default.Equals(other.Holder, Site.Holder) && other.LostAt.Count > 0 && ChoiceOf(other.Syntax) is { } choice && choice == ChoiceOf(Site.Syntax))
                    return true;
            }

            return false;
        }
    }

    /// <summary>The outermost choice that may give what is acquired here as its value.</summary>
    private static SyntaxNode? ChoiceOf(SyntaxNode acquisition)
    {
        SyntaxNode? choice = null;
        for (var (inner, outer) = (acquisition, acquisition.Parent); outer is ExpressionSyntax or SwitchExpressionArmSyntax; (inner, outer) = (outer, outer.Parent))
        {
            switch (outer)
            {
                case ConditionalExpressionSyntax conditional when conditional.Condition != inner:
                case SwitchExpressionSyntax chosen when chosen.GoverningExpression != inner:
                    choice = outer;
                    break;
                case ConditionalExpressionSyntax or SwitchExpressionSyntax:
                    return choice;
            }
        }

        return choice;
    }

    /// <summary>The first exit that is reached unreleased, then the releases on other paths.</summary>
    public List<Location> ExitAndReleases()
    {
        var locations = Exits().Select(exit => exit.GetLocation()!).ToList();
        locations.AddRange(Site.ReleasedAt.Select(release => release.GetLocation()));
        return locations;
    }

    /// <summary>The operations whose failure loses the resource, then the releases on other paths.</summary>
    public List<Location> RisksAndReleases() =>
        [.. Site.AtRiskAt.Select(risk => risk.GetLocation()), .. Site.ReleasedAt.Select(release => release.GetLocation())];

    /// <summary>The statements, or the end of the body, where the resource is lost, in the order of the text.</summary>
    public IReadOnlyList<SyntaxNodeOrToken> Exits() =>
        [.. Site.LostAt.Select(ExitOf).Distinct().OrderBy(exit => exit.SpanStart)];

    private SyntaxNodeOrToken ExitOf(LostExit lost)
    {
        var exit = ExitSyntax.Find(lost, Site.Syntax);
        return exit.IsToken && IsSettledSomewhere && ExitSyntax.FindJump(Site.Syntax) is { } jump ? jump : exit;
    }

    /// <summary>Whether other paths to an exit where the resource is lost have released it, or handed it over.</summary>
    public bool IsSettledAtLostExit
    {
        get
        {
            var exits = Exits();
            return Site.SettledAt.Exists(settled => exits.Contains(ExitSyntax.Find(settled, Site.Syntax)));
        }
    }

    public string DescribeFirstExit()
    {
        var (lost, exit) = Site.LostAt.Select(lost => (Lost: lost, Exit: ExitOf(lost))).OrderBy(found => found.Exit.SpanStart).First();
        var line = exit.GetLocation()!.GetLineSpan().StartLinePosition.Line + 1;
        return lost.Kind switch
        {
            ExitKind.Throw => "that throws in line " + line,
            ExitKind.Abandoned => "on which the consumer stops at the yield in line " + line,
            _ when exit.IsKind(SyntaxKind.ContinueStatement) || exit.IsKind(SyntaxKind.BreakStatement) => "that ends the turn in line " + line,
            _ => "that returns in line " + line,
        };
    }
}
