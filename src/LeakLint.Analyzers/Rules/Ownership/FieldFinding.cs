using System.Linq;
using LeakLint.Lifetimes;
using LeakLint.Ownership;
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
        Field.IsVisible && IsAlone && Field.IsMade && Owner.ReleaseMembers.Formal.Exists(member => member is { MethodKind: not MethodKind.Destructor, IsAbstract: false })
        && !Owner.IsReleased(Field) && HasSiblings;

    private bool IsAlone => Field is { IsOwned: true, Escapes: false } && !IsDrained;

    /// <summary>Whether a closer look may tell more: the resource is lost, or released by one of two members only, or it is a process or a timer.</summary>
    public bool IsWorthALook =>
        IsLostInSight || (IsOwned && (!Owner.IsReleased(Field) || Field.Resource.Name == "Process" || Renewals.Of(Field, Owner).Any() || TimerLifetime.TryCreate(Field, Owner) is { Ticks: true } || new TwoReleases(Owner, Context).MayForget(Field)));

    /// <summary>Whether it is a collection that is emptied element by element: then the elements are what is to be released.</summary>
    private bool IsDrained => Field.Members.Overlaps(["Pop", "TryPop", "Dequeue", "TryDequeue", "TryTake"]);

    /// <summary>The type of the resource, short; that of what is really made where there is only one.</summary>
    public string ResourceName =>
        (Field.Acquisitions.Count == 1 && Field.Acquisitions[0].Operation.Type is { } made ? Context.Types.Unwrap(made) : Field.Resource).ToDisplayString(
            SymbolDisplayFormat.MinimallyQualifiedFormat.RemoveMiscellaneousOptions(SymbolDisplayMiscellaneousOptions.IncludeNullableReferenceTypeModifier));
}
