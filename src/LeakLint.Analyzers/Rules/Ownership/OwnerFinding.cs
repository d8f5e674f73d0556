using System.Collections.Generic;
using System.Linq;
using LeakLint.Lifetimes;
using LeakLint.Ownership;
using LeakLint.Symbols;
using Microsoft.CodeAnalysis;

namespace LeakLint.Rules.Ownership;

/// <summary>What the rules ask of a type that owns: which of its members should release one of its fields.</summary>
internal abstract class OwnerFinding(ISymbol holder, TypeLifetime owner, OwnershipContext context)
{
    public TypeLifetime Owner { get; } = owner;

    public OwnershipContext Context { get; } = context;

    /// <summary>Where the field is declared.</summary>
    public Location Location => holder.Locations[0];

    /// <summary>Whether the type has, or inherits, a member that releases what it holds.</summary>
    public bool HasReleaseMember =>
        Owner.ReleaseMembers.Formal.Count > 0 || InheritsRelease || IsHostedService || Owner.ReleaseMembers.Soft.Any(ReleasesSibling);

    public bool InheritsRelease => Owner.Type.BaseType is { } type && (Context.Types.IsDisposable(type) || Context.Types.IsAsyncDisposable(type));

    public bool IsHostedService => Context.Types.HostedService is { } service && Owner.Type.IsOrImplements(service);

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
            var called = leaves.Where(leaf => candidates.Any(member => Owner.ReleaseMembers.Runs(member, leaf)));
            return [.. called.OrderByDescending(ReleasesSibling).ThenBy(member => member.SimpleName(), System.StringComparer.Ordinal)];
        }
    }

    /// <summary>Where the release members release other fields.</summary>
    public IReadOnlyList<Location> SiblingReleases =>
        [.. from sibling in Owner.Fields
            where !SymbolEqualityComparer.Default.Equals(sibling.Symbol, holder)
            from release in sibling.Releases
            where Owner.ReleaseMembers.Reach(release.Member)
            select release.Operation.Syntax.GetLocation()];

    /// <summary>Whether a release member releases another field: it is there for what the type made itself, not for the interface only.</summary>
    public bool HasSiblings => Owner.ReleaseMembers.Formal.Exists(member => Owner.ReleaseMembers.Soft.Concat(Owner.ReleaseMembers.Formal).Any(other =>
        ReleasesSibling(other) && Owner.ReleaseMembers.Runs(member, other)));

    private bool ReleasesSibling(IMethodSymbol member) =>
        Owner.ClosesPart(member)
        || Owner.Collections.Any(sibling => sibling.Walks.Any(walk => SymbolEqualityComparer.Default.Equals(walk.Member, member)))
        || Owner.Fields.Any(sibling => !SymbolEqualityComparer.Default.Equals(sibling.Symbol, holder) && sibling.Releases.Any(release => SymbolEqualityComparer.Default.Equals(release.Member, member)));
}
