using System.Collections.Generic;
using System.Linq;
using LeakLint.Lifetimes;
using LeakLint.Ownership;
using LeakLint.Symbols;
using Microsoft.CodeAnalysis;

namespace LeakLint.Rules.Ownership;

/// <summary>One field of a type as the rules see it: the questions they ask of it, and the words they tell it in.</summary>
internal sealed class FieldFinding(FieldLifetime field, TypeLifetime owner, OwnershipContext context)
{
    public FieldLifetime Field { get; } = field;

    public TypeLifetime Owner { get; } = owner;

    public OwnershipContext Context { get; } = context;

    public Location Location => Field.Symbol.Locations[0];

    /// <summary>Whether the type made the resource for itself, and neither it nor anybody else releases it.</summary>
    public bool IsLost => IsOwned && !Owner.IsReleased(Field);

    /// <summary>Whether the resource is the type's alone: made by it, and given to nobody.</summary>
    public bool IsOwned => Field is { IsOwned: true, Escapes: false, IsVisible: false };

    /// <summary>Whether the type has, or inherits, a member that releases what it holds.</summary>
    public bool HasReleaseMember =>
        Owner.ReleaseMembers.Formal.Count > 0 || InheritsRelease || IsHostedService || Owner.ReleaseMembers.Soft.Any(ReleasesSibling);

    public bool InheritsRelease => Owner.Type.BaseType is { } type && (Context.Types.IsDisposable(type) || Context.Types.IsAsyncDisposable(type));

    public bool IsHostedService => Context.Types.HostedService is { } service && Owner.Type.IsOrImplements(service);

    /// <summary>The type of the resource, short; that of what is really made where there is only one.</summary>
    public string ResourceName =>
        (Field.Acquisitions.Count == 1 && Field.Acquisitions[0].Operation.Type is { } made ? Context.Types.Unwrap(made) : Field.Resource).ToDisplayString(
            SymbolDisplayFormat.MinimallyQualifiedFormat.RemoveMiscellaneousOptions(SymbolDisplayMiscellaneousOptions.IncludeNullableReferenceTypeModifier));

    public string ReleaseMemberName => Targets.FirstOrDefault()?.SimpleName() ?? "Dispose";

    /// <summary>The members that should release the field: those that release its siblings, or that are left to do so.</summary>
    public IReadOnlyList<IMethodSymbol> Targets
    {
        get
        {
            var formal = Owner.ReleaseMembers.Formal.Where(member => member.MethodKind != MethodKind.Destructor).ToList();
            var candidates = formal.Count > 0 ? formal : Owner.ReleaseMembers.Soft;
            // Dispose() that calls Dispose(bool), or DisposeAsync that calls CloseAsync, leaves the work to that.
            var workers = candidates.Concat(Owner.ReleaseMembers.Soft.Where(ReleasesSibling)).Distinct<IMethodSymbol>(SymbolEqualityComparer.Default).ToList();
            var leaves = workers.Where(member => ReleasesSibling(member) || !workers.Any(other => Owner.ReleaseMembers.Calls(member, other))).ToList();
            var called = leaves.Where(leaf => candidates.Any(member => SymbolEqualityComparer.Default.Equals(member, leaf) || Owner.ReleaseMembers.Calls(member, leaf)));
            return [.. called.OrderByDescending(ReleasesSibling).ThenBy(member => member.SimpleName(), System.StringComparer.Ordinal)];
        }
    }

    /// <summary>Where the release members release other fields.</summary>
    public IReadOnlyList<Location> SiblingReleases =>
        [.. from sibling in Owner.Fields
            where sibling != Field
            from release in sibling.Releases
            where Owner.ReleaseMembers.Reach(release.Member)
            select release.Operation.Syntax.GetLocation()];

    private bool ReleasesSibling(IMethodSymbol member) =>
        Owner.Fields.Any(sibling => sibling != Field && sibling.Releases.Any(release => SymbolEqualityComparer.Default.Equals(release.Member, member)));
}
