using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using LeakLint.Descriptors;
using LeakLint.Lifetimes;
using LeakLint.Ownership;
using LeakLint.Symbols;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace LeakLint.Rules.Ownership;

/// <summary>Tells the fix how a field is to be released.</summary>
internal static class FieldRepairPlan
{
    private static readonly ImmutableDictionary<string, string?> None = ImmutableDictionary<string, string?>.Empty;

    /// <summary>The hints for a type that has no release member yet.</summary>
    /// <param name="finding">The field.</param>
    /// <param name="others">The other fields that the type has no release for: one member releases them all.</param>
    public static ImmutableDictionary<string, string?> ForOwner(FieldFinding finding, IEnumerable<FieldFinding> others)
    {
        if (SharedClient.IsMeant(finding))
            return None.Add(FixHints.Repair, Repairs.Share).Add(FixHints.Holder, finding.Field.Symbol.Name);
        if (finding.Owner.Type.TypeKind != TypeKind.Class)
            return None;
        var plan = For(finding, Repairs.ImplementDispose, exits: 0);
        List<FieldFinding> all = [.. others.Where(other => !SharedClient.IsMeant(other)).Append(finding).OrderBy(field => field.Location.SourceSpan.Start)];
        return all.Count > 1 && all.TrueForAll(field => field.Location.SourceTree == finding.Location.SourceTree && IsPlain(For(field, Repairs.ImplementDispose, exits: 0)))
            ? plan.Add(FixHints.Siblings, string.Join(",", all.Select(field => field.Field.Symbol.Name + (field.Field.IsNullable ? "?" : ""))))
            : plan;
    }

    /// <summary>Whether a call of Dispose is all that there is to write.</summary>
    private static bool IsPlain(ImmutableDictionary<string, string?> plan) =>
        !plan.IsEmpty && plan[FixHints.Release] is Releases.Dispose or Releases.Either && !plan.ContainsKey(FixHints.OnlyIf) && !plan.ContainsKey(FixHints.MakeAsync);

    /// <summary>The hints for a field that the release members forget.</summary>
    public static ImmutableDictionary<string, string?> ForField(FieldFinding finding, IReadOnlyList<IMethodSymbol> targets)
    {
        // Another release behind the same guard would not be reached either; and where it is stopped, the release belongs after that.
        if (finding.Owner.FindUnreached(finding.Field) is not null || finding.Owner.IsOnlyStopped(finding.Field, finding.Context))
            return None;
        if (targets.Count == 0)
            return finding.InheritsRelease ? For(finding, Repairs.ImplementDispose, exits: 0) : None;
        // What can only be awaited has no place in a member that cannot wait.
        return IsAsyncOnly(finding) && !targets.Any(target => finding.Context.Types.IsTask(target.ReturnType)) ? None : For(finding, Repairs.ReleaseField, targets.Count);
    }

    /// <summary>The hints for what a constructor loses when it fails; it cannot wait.</summary>
    public static ImmutableDictionary<string, string?> ForConstructor(SiteFinding made, Site field) =>
        made.Context.Types.IsDisposable(made.Site.Type) && field.Holder is { } holder
            ? None.Add(FixHints.Repair, Repairs.TryCatch)
                .Add(FixHints.Holder, holder.Name)
                .Add(FixHints.Release, HasOnlyClose(made.Site.Type) ? Releases.Close : Releases.Dispose)
                .Add(FixHints.Exits, field.AtRiskAt.Count.ToString(System.Globalization.CultureInfo.InvariantCulture))
            : None;

    /// <summary>The hints for a value that is replaced; what can only be awaited is released where that is possible.</summary>
    public static ImmutableDictionary<string, string?> ForRenewal(FieldFinding finding, SyntaxNode renewal) =>
        finding.Context.Types.IsDisposable(finding.Field.Resource)
            ? For(finding, Repairs.ReleasePrevious, exits: 0).SetItem(FixHints.Release, HasOnlyClose(finding.Field.Resource) ? Releases.Close : Releases.Dispose)
        : RepairPlan.IsAsync(renewal) ? For(finding, Repairs.ReleasePrevious, exits: 0)
        : None;

    /// <summary>The hints for a release that stands behind a guard which is the wrong way round: another one there would not be reached either.</summary>
    public static ImmutableDictionary<string, string?> ForUnreached(FieldFinding finding) =>
        None.Add(FixHints.Repair, Repairs.TurnGuard).Add(FixHints.Holder, finding.Field.Symbol.Name);

    /// <summary>The hints for a collection that the release members do not go through.</summary>
    public static ImmutableDictionary<string, string?> ForCollection(CollectionFinding finding, IReadOnlyList<IMethodSymbol> targets)
    {
        if (targets.Count == 0 || finding.Collection.IsIndirect)
            return None;
        var isAsyncOnly = !finding.Context.Types.IsDisposable(finding.Collection.Element);
        return isAsyncOnly && !targets.Any(target => finding.Context.Types.IsTask(target.ReturnType))
            ? None
            : ForElements(finding, Repairs.ReleaseField).SetItem(FixHints.Exits, targets.Count.ToString(System.Globalization.CultureInfo.InvariantCulture));
    }

    /// <summary>The hints for a collection whose type has no release member yet.</summary>
    public static ImmutableDictionary<string, string?> ForOwnerOf(CollectionFinding finding)
    {
        if (finding.Owner.Type.TypeKind != TypeKind.Class || finding.Collection.IsIndirect)
            return None;
        var plan = ForElements(finding, Repairs.ImplementDispose);
        return finding.Context.Types.IsDisposable(finding.Collection.Element) ? plan : plan.Add(FixHints.MakeAsync, "true");
    }

    /// <summary>The hints for an entry that is removed.</summary>
    public static ImmutableDictionary<string, string?> ForRemoval(CollectionFinding finding, Reference removal)
    {
        if (finding.Collection.IsIndirect || finding.Collection.Drops.Contains(removal) || !IsOfOne(removal.Operation))
            return None;
        var plan = ForElements(finding, Repairs.ReleaseRemoved);
        var release = RepairPlan.ReleaseFor(finding.Collection.Element, removal.Operation.Syntax, finding.Context);
        if (release is null)
            return None;
        return plan[FixHints.Release] == Releases.KillAndDispose ? plan : plan.SetItem(FixHints.Release, release);
    }

    /// <summary>Whether it can be told at the place what goes: the value of a key, or all that there is.</summary>
    private static bool IsOfOne(IOperation removal) =>
        removal is IInvocationOperation { TargetMethod.Name: "Remove" or "TryRemove" or "Clear" } or ISimpleAssignmentOperation { Target: IPropertyReferenceOperation { Property.IsIndexer: true } or IArrayElementReferenceOperation };

    private static ImmutableDictionary<string, string?> ForElements(CollectionFinding finding, string repair)
    {
        var collection = finding.Collection;
        var (types, element) = (finding.Context.Types, collection.Element);
        var release = ProcessFacts.IsUnended(finding) ? Releases.KillAndDispose
            : !types.IsAsyncDisposable(element) || KnownTypes.IsProcess(element) ? Releases.Dispose
            : types.IsDisposable(element) ? Releases.Either : Releases.DisposeAsync;
        return None.Add(FixHints.Repair, repair)
            .Add(FixHints.Holder, RepairPlan.NameFor(element))
            .Add(FixHints.Each, collection.Symbol.Name + (collection.IsMap ? ".Values" : ""))
            .Add(FixHints.Release, release)
            .Add(FixHints.Exits, "0");
    }

    /// <summary>The hints for an override that forgets its base.</summary>
    public static ImmutableDictionary<string, string?> ForBase(BaseRelease release) =>
        None.Add(FixHints.Repair, Repairs.CallBase).Add(FixHints.Holder, release.Overridden.ContainingType.Name);

    /// <summary>The hints for a process that is released where it should also be ended.</summary>
    public static ImmutableDictionary<string, string?> ForProcess(FieldFinding finding) => For(finding, Repairs.KillAndWait, exits: 0);

    private static ImmutableDictionary<string, string?> For(FieldFinding finding, string repair, int exits)
    {
        // Whether to wait for what is not there yet, and what to do if it failed, only its author knows.
        if (finding.Field.IsAwaited)
            return None;
        var hints = ImmutableDictionary.CreateBuilder<string, string?>();
        hints[FixHints.Repair] = repair;
        hints[FixHints.Holder] = finding.Field.Symbol.Name;
        hints[FixHints.Release] = ReleaseOf(finding);
        if (finding.Field.IsLazy)
        {
            hints[FixHints.Holder] = finding.Field.Symbol.Name + ".Value";
            hints[FixHints.OnlyIf] = finding.Field.Symbol.Name + ".IsValueCreated";
        }

        hints[FixHints.Exits] = exits.ToString(System.Globalization.CultureInfo.InvariantCulture);
        if (finding.Field is { IsNullable: true, IsLazy: false })
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
        if (KnownTypes.IsProcess(finding.Field.Resource) || !finding.Context.Types.IsAsyncDisposable(finding.Field.Resource))
            return HasOnlyClose(finding.Field.Resource) ? Releases.Close : Releases.Dispose;
        return IsAsyncOnly(finding) ? Releases.DisposeAsync : Releases.Either;
    }

    // HttpListener implements IDisposable explicitly.
    private static bool HasOnlyClose(ITypeSymbol type) =>
        type.TypeKind == TypeKind.Class && !HasMethod(type, "Dispose") && HasMethod(type, "Close");

    private static bool HasMethod(ITypeSymbol? type, string name)
    {
        for (; type is not null; type = type.BaseType)
        {
            if (type.GetMembers(name).Any(member => member is IMethodSymbol { Parameters.IsEmpty: true, DeclaredAccessibility: Accessibility.Public }))
                return true;
        }

        return false;
    }

    private static bool IsAsyncOnly(FieldFinding finding) => !finding.Context.Types.IsDisposable(finding.Field.Resource);
}
