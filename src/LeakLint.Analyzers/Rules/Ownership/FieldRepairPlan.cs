using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using LeakLint.Descriptors;
using LeakLint.Symbols;
using Microsoft.CodeAnalysis;

namespace LeakLint.Rules.Ownership;

/// <summary>Tells the fix how a field is to be released.</summary>
internal static class FieldRepairPlan
{
    private static readonly ImmutableDictionary<string, string?> None = ImmutableDictionary<string, string?>.Empty;

    /// <summary>The hints for a type that has no release member yet.</summary>
    public static ImmutableDictionary<string, string?> ForOwner(FieldFinding finding) =>
        finding.Owner.Type.TypeKind == TypeKind.Class ? For(finding, Repairs.ImplementDispose, exits: 0) : None;

    /// <summary>The hints for a field that the release members forget.</summary>
    public static ImmutableDictionary<string, string?> ForField(FieldFinding finding, IReadOnlyList<IMethodSymbol> targets)
    {
        if (targets.Count == 0)
            return finding.InheritsRelease ? For(finding, Repairs.ImplementDispose, exits: 0) : None;
        // What can only be awaited has no place in a member that cannot wait.
        return IsAsyncOnly(finding) && !targets.Any(target => finding.Context.Types.IsTask(target.ReturnType)) ? None : For(finding, Repairs.ReleaseField, targets.Count);
    }

    /// <summary>The hints for a process that is released where it should also be ended.</summary>
    public static ImmutableDictionary<string, string?> ForProcess(FieldFinding finding) => For(finding, Repairs.KillAndWait, exits: 0);

    private static ImmutableDictionary<string, string?> For(FieldFinding finding, string repair, int exits)
    {
        var hints = ImmutableDictionary.CreateBuilder<string, string?>();
        hints[FixHints.Repair] = repair;
        hints[FixHints.Holder] = finding.Field.Symbol.Name;
        hints[FixHints.Release] = ReleaseOf(finding);
        hints[FixHints.Exits] = exits.ToString(System.Globalization.CultureInfo.InvariantCulture);
        if (finding.Field.IsNullable)
            hints[FixHints.Nullable] = "true";
        // One asynchronous release makes the release of the whole type asynchronous.
        if (repair == Repairs.ImplementDispose && finding.Owner.Fields.Any(field => field.IsOwned && !field.Escapes && !finding.Context.Types.IsDisposable(field.Resource)))
            hints[FixHints.MakeAsync] = "true";
        return hints.ToImmutable();
    }

    private static string ReleaseOf(FieldFinding finding)
    {
        if (ProcessFacts.IsUnended(finding))
            return Releases.KillAndDispose;
        if (finding.Field.Resource.IsOrDerivesFrom(finding.Context.Types.Process) || !finding.Context.Types.IsAsyncDisposable(finding.Field.Resource))
            return Releases.Dispose;
        return IsAsyncOnly(finding) ? Releases.DisposeAsync : Releases.Either;
    }

    private static bool IsAsyncOnly(FieldFinding finding) => !finding.Context.Types.IsDisposable(finding.Field.Resource);
}
