using System.Collections.Generic;
using System.Linq;
using LeakLint.Ownership;
using LeakLint.Symbols;
using Microsoft.CodeAnalysis;

namespace LeakLint.Lifetimes;

/// <summary>Compares Dispose with DisposeAsync in types that have both: whoever calls either expects everything to be released.</summary>
internal sealed class TwoReleases(TypeLifetime type, OwnershipContext context)
{
    private readonly List<IMethodSymbol> _dispose = type.ReleaseMembers.Formal.FindAll(member => member.SimpleName() == "Dispose");
    private readonly List<IMethodSymbol> _disposeAsync = type.ReleaseMembers.Formal.FindAll(member => member.SimpleName() is "DisposeAsync" or "DisposeAsyncCore");

    /// <summary>The one that forgets the field while the other releases it; null where they agree, or go different ways altogether.</summary>
    public IMethodSymbol? FindForgetting(FieldLifetime field)
    {
        if (!MayForget(field))
            return null;
        var released = Releases(_dispose, field);
        // One that releases nothing may be there for the interface only.
        if (!type.Fields.Any(sibling => sibling != field && Releases(_dispose, sibling) && Releases(_disposeAsync, sibling)))
            return null;
        var forgetting = released ? _disposeAsync : _dispose;
        if (!released && !context.Types.IsDisposable(field.Resource))
            return null;
        return forgetting.Any(CallsBase) ? null : forgetting.Find(member => member.Parameters.Length == 1 || member.SimpleName() == "DisposeAsyncCore") ?? forgetting[0];
    }

    /// <summary>Whether one of the two releases the field and the other does not.</summary>
    public bool MayForget(FieldLifetime field) =>
        _dispose.Count > 0 && _disposeAsync.Count > 0 && Releases(_dispose, field) != Releases(_disposeAsync, field);

    private bool Releases(List<IMethodSymbol> members, FieldLifetime field) =>
        field.Releases.Any(release => members.Any(member => SymbolEqualityComparer.Default.Equals(member, release.Member)
            || (type.ReleaseMembers.Calls(member, release.Member) && !DisposingFlag.KeepsFrom(release, member, type.Bodies))));

    /// <summary>What the base calls in its turn may be overridden here.</summary>
    private bool CallsBase(IMethodSymbol member) =>
        type.Type.BaseType is { SpecialType: not SpecialType.System_Object } && type.ReleaseMembers.CallsBase(member);
}
