using System.Collections.Immutable;
using System.Globalization;
using LeakLint.Descriptors;
using LeakLint.Ownership;
using LeakLint.Symbols;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LeakLint.Rules.Ownership;

/// <summary>How a lease is given back: always in a finally, when the statement that took it can be told.</summary>
internal static class LeaseRepairPlan
{
    public static ImmutableDictionary<string, string?> For(SiteFinding finding)
    {
        var site = finding.Site;
        if (site.HandedOver || site.Returned || site.OverwrittenAt.Count > 0 || site.Holder is not ILocalSymbol holder
            || site.Syntax is not InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax access })
            return ImmutableDictionary<string, string?>.Empty;
        var exits = site.LostAt.Count > 0 ? finding.Exits().Count : site.AtRiskAt.Count;
        // The way in which it is returned elsewhere is kept: it may be cleared before.
        var written = site.ReleasedAt.Count > 0 && site.ReleasedAt[0] is InvocationExpressionSyntax { ArgumentList.Arguments: { Count: > 0 } arguments } release && arguments[0].ToString() == holder.Name
            ? release.ToString()
            : $"{access.Expression}.Return({holder.Name})";
        return Create(holder.Name, written, exits);
    }

    public static ImmutableDictionary<string, string?> For(SemaphoreLease lease, int exits) =>
        IsTakenForTheRest(lease) && lease.ReleasedAt.Count > 0 && !IsTakenAgain(lease)
            ? Create(lease.Name, lease.Name + ".Release()", exits)
            : ImmutableDictionary<string, string?>.Empty;

    /// <summary>Whether all that follows the statement holds the lease: it is not taken in a condition whose branch holds it alone.</summary>
    private static bool IsTakenForTheRest(SemaphoreLease lease)
    {
        var value = lease.Syntax.Parent;
        while (value is AwaitExpressionSyntax or ParenthesizedExpressionSyntax or MemberAccessExpressionSyntax { Name.Identifier.ValueText: "ConfigureAwait" } or InvocationExpressionSyntax
            or PrefixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.LogicalNotExpression })
            value = value.Parent;
        return value is ExpressionStatementSyntax || value is IfStatementSyntax { Else: null } test && test.Condition is PrefixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.LogicalNotExpression } && test.Statement.Leaves();
    }

    // In a finally the lease that was given up for a while is taken again, for what comes after.
    private static bool IsTakenAgain(SemaphoreLease lease) => lease.Syntax.FirstAncestorOrSelf<StatementSyntax>()?.Parent is BlockSyntax { Parent: FinallyClauseSyntax };

    private static ImmutableDictionary<string, string?> Create(string holder, string release, int exits) => ImmutableDictionary<string, string?>.Empty
        .Add(FixHints.Repair, Repairs.TryFinally)
        .Add(FixHints.Holder, holder)
        .Add(FixHints.Release, Releases.Call)
        .Add(FixHints.ReleaseCall, release)
        .Add(FixHints.Exits, exits.ToString(CultureInfo.InvariantCulture));
}
