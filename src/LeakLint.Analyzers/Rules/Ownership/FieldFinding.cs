using System.Linq;
using LeakLint.Lifetimes;
using LeakLint.Ownership;
using LeakLint.Symbols;
using Microsoft.CodeAnalysis;

namespace LeakLint.Rules.Ownership;

/// <summary>One field of a type as the rules see it: the questions they ask of it, and the words they tell it in.</summary>
internal sealed class FieldFinding(FieldLifetime field, TypeLifetime owner, OwnershipContext context) : OwnerFinding(field.Symbol, owner, context)
{
    public FieldLifetime Field { get; } = field;

    /// <summary>Whether the type made the resource for itself, and neither it nor anybody else releases it.</summary>
    public bool IsLost => IsOwned && !Owner.IsReleased(Field);

    /// <summary>Whether the resource is the type's alone: made by it, and given to nobody.</summary>
    public bool IsOwned => IsAlone && !Field.IsVisible;

    /// <summary>
    /// Whether others see what the type made, but only the type can put it there, and it has a Dispose of its own that forgets it: what a Dispose is
    /// for tells that the others are not meant to release it.
    /// </summary>
    public bool IsLostInSight =>
        Field is { IsVisible: true, IsOpen: false } && IsAlone && Field.IsMade && HasDispose && !Owner.IsReleased(Field) && HasSiblings;

    /// <summary>
    /// Whether there are signs that the type forgets it, and no more than that: others see it, and could release it or put another one there, but do
    /// not; or a Dispose that releases other things leaves out what an ordinary method releases; or its release matters in some programs only.
    /// </summary>
    public bool MayBeForgotten =>
        Field is { IsOwned: true, IsMade: true, Escapes: false } && !IsDrained && HasDispose && !Owner.IsProcessLong
        && (Field.IsMinor ? (HasSiblings && IsMinorOfNote && !Owner.IsReleased(Field)) || CancelledSources.IsLeftByDispose(Field, Owner)
            : Owner.IsReleased(Field) ? (HasSiblings && new EarlierReleases(Owner).AreAllOf(Field)) || Owner.IsOnlyStopped(Field, Context)
            : Field.IsVisible && IsUsedHere)
        && !IsSeenToElsewhere;

    /// <summary>Whether the type releases what it was given each time that it takes the next, and leaves the last one to nobody.</summary>
    public bool IsLastLost =>
        Field is { IsClaimed: true, IsMinor: false, IsVisible: false, Escapes: false, IsExposed: false } && !IsDrained && !Owner.IsProcessLong && !Owner.IsReleased(Field);

    /// <summary>
    /// Whether others see what only the type puts there, and its own Dispose, Close or Disconnect sets it to null, as if that were a release: after that nobody
    /// is meant to end it, nor can.
    /// </summary>
    public bool IsClearedAtEnd =>
        Field is { IsVisible: true, IsMade: true, Releases.Count: 0 } && IsAlone && IsUsedHere && !Owner.IsProcessLong
        && Field.Cleared.Exists(cleared => Owner.ReleaseMembers.Reach(cleared.Member) && !cleared.Operation.IsInNestedFunction()) && !IsSeenToElsewhere;

    /// <summary>Whether others see what a type made that has no release member at all: a Dispose of theirs would be the only one.</summary>
    public bool IsLostToOthers =>
        Field is { IsVisible: true, IsOpen: false, IsMade: true } && IsAlone && IsUsedHere && !HasReleaseMember && !Owner.IsReleased(Field);

    /// <summary>Whether others see what only the type puts there and releases.</summary>
    public bool IsOwnedInSight => Field is { IsVisible: true, IsOpen: false, IsMade: true } && IsAlone && !IsSeenToElsewhere;

    /// <summary>Whether the type works with it: what it does not use itself it has for others, who may be meant to release it.</summary>
    public bool IsUsedHere => Field.Members.Count > 0;

    /// <summary>Whether others can get at it, and code of others that is seen here releases it, or puts something else there.</summary>
    public bool IsSeenToElsewhere =>
        (Field.ExposedBy ?? (Field.IsVisible ? Field.Symbol : null)) is { } visible && ForeignUses.Of(visible, Context.Compilation) is { Set: true } or { Release: true };

    /// <summary>Whether it is the type's alone, and its release matters in some programs only.</summary>
    public bool IsMinorOwned => Field is { IsMinor: true, IsOwned: true, Escapes: false, IsVisible: false };

    /// <summary>Whether it holds a handle all the same, or the release members see to another one of these.</summary>
    private bool IsMinorOfNote =>
        MinorResources.HoldsHandle(Field.Resource) || Owner.Fields.Any(other => other is { IsMinor: true } && other != Field && other.Releases.Exists(release => Owner.ReleaseMembers.Reach(release.Member)));

    /// <summary>Whether the type has a Dispose, or the like, of its own.</summary>
    private bool HasDispose => Owner.ReleaseMembers.Formal.Exists(static member => member is { MethodKind: not MethodKind.Destructor, IsAbstract: false });

    private bool IsAlone => Field is { IsOwned: true, IsMinor: false, Escapes: false } && !IsDrained;

    /// <summary>Whether a closer look may tell more: the resource is lost, or released by one of two members only, or it is a process or a timer.</summary>
    public bool IsWorthALook =>
        IsLostInSight || IsLostToOthers || IsLastLost || IsClearedAtEnd || MayBeForgotten || (IsAlone && RepeatedStores.Of(Field, Owner).Any()) || (IsMinorOwned && (Field.Releases.Count > 0 ? Renewals.Of(Field, Owner) : CancelledSources.LostBetweenRounds(Field, Owner)).Any()) || (IsOwned && (!Owner.IsReleased(Field) || Field.Resource.Name == "Process" || Renewals.Of(Field, Owner).Any() || Renewals.OfStale(Field, Owner).Any() || TimerLifetime.TryCreate(Field, Owner) is { Ticks: true } || new TwoReleases(Owner, Context).MayForget(Field)));

    /// <summary>Whether it is a collection that is emptied element by element: then the elements are what is to be released.</summary>
    private bool IsDrained => Field.Members.Overlaps(["Pop", "TryPop", "Dequeue", "TryDequeue", "TryTake"]);

    /// <summary>The type of the resource, short; that of what is really made where there is only one.</summary>
    public string ResourceName =>
        (Field.Acquisitions.Count == 1 && Field.Acquisitions[0].Operation.Type is { } made ? Context.Types.Unwrap(made) : Field.Resource).ToDisplayString(
            SymbolDisplayFormat.MinimallyQualifiedFormat.RemoveMiscellaneousOptions(SymbolDisplayMiscellaneousOptions.IncludeNullableReferenceTypeModifier));
}
