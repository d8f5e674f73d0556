using System.Collections.Generic;
using System.Linq;
using LeakLint.Ownership;
using LeakLint.Symbols;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace LeakLint.Lifetimes;

/// <summary>Token sources that their type cancels when it is done with them and never releases, as if to cancel were to release.</summary>
internal static class CancelledSources
{
    private static readonly string[] EndVerbs = ["Stop", "End", "Close", "Disconnect", "Shutdown", "Cancel", "Abort", "Pause"];

    /// <summary>Whether a Dispose, or the like, cancels the source or sets its field to null: whoever does that is done with it.</summary>
    public static bool IsLeftByDispose(FieldLifetime field, TypeLifetime owner) =>
        IsNeverReleased(field) && field.Cleared.Concat(CancelsOf(field)).Any(end => owner.ReleaseMembers.Formal.Exists(member =>
            member.MethodKind != MethodKind.Destructor && owner.ReleaseMembers.Runs(member, end.Member)));

    /// <summary>
    /// Where a type without Dispose that can be started again loses a source that its Stop has cancelled: the Stop that sets its field to null, or else the
    /// assignments that put the next one there.
    /// </summary>
    public static IEnumerable<Reference> LostBetweenRounds(FieldLifetime field, TypeLifetime owner)
    {
        if (!IsNeverReleased(field) || owner.ReleaseMembers.Formal.Count > 0)
            return [];
        var stops = CancelsOf(field).Where(cancel => cancel.Member is IMethodSymbol { DeclaredAccessibility: not Accessibility.Private, IsStatic: false } member && RepeatedStores.IsNamed(member, EndVerbs)).ToList();
        var starts = field.Acquisitions.Select(StoreOf).OfType<Reference>()
            .Where(store => store.Member is IMethodSymbol { MethodKind: MethodKind.Ordinary, IsStatic: false } && !stops.Exists(stop => IsSame(stop, store))).ToList();
        if (stops.Count == 0 || starts.Count == 0)
            return [];
        var cleared = field.Cleared.Where(clear => stops.Exists(stop => IsSame(stop, clear)) && clear.Operation is ISimpleAssignmentOperation).ToList();
        return cleared.Count > 0 ? cleared : starts.Where(store => !RepeatedStores.IsGuarded(store.Operation, field));

        static bool IsSame(Reference one, Reference other) => SymbolEqualityComparer.Default.Equals(one.Member, other.Member);
    }

    private static bool IsNeverReleased(FieldLifetime field) =>
        field.Releases.Count == 0 && KnownTypes.IsTokenSource(field.Resource) && TokensOf(field).ToList() is { Count: > 0 } tokens && !tokens.Exists(IsReadAgain);

    /// <summary>Where its token is given out: a source that is a mere flag holds on to nothing.</summary>
    private static IEnumerable<Reference> TokensOf(FieldLifetime field) => field.Uses.Where(static use => use.Operation is IPropertyReferenceOperation { Property.Name: "Token" });

    // A loop that asks for the token again and again would fail on a source that is released under it, instead of being cancelled.
    private static bool IsReadAgain(Reference token) => token.Operation.Syntax.Ancestors().Any(outer => outer.IsLoop());

    /// <summary>Where the source is cancelled.</summary>
    public static IEnumerable<Reference> CancelsOf(FieldLifetime field) =>
        field.Uses.Where(static use => use.Operation is IInvocationOperation { TargetMethod.Name: "Cancel" or "CancelAsync" });

    private static Reference? StoreOf(Reference made) => RepeatedStores.FindStore(made) is { } store ? new(store, made.Member) : null;
}
