using LeakLint.Symbols;
using Microsoft.CodeAnalysis;

namespace LeakLint.Ownership;

/// <content>
/// Tokens that are given out without their source. A linked source stays registered with the tokens it is linked to, and who gets the token
/// alone cannot release it. A source that only has a time-out is gone when that is over.
/// </content>
internal sealed partial class OwnershipAnalysis
{
    /// <summary>The linked sources of which the value is no more than the token.</summary>
    private ulong OnlyTokens(IOperation value, World world)
    {
        if (value.Type is not { Name: "CancellationToken" })
            return 0;
        ulong linked = 0;
        foreach (var site in SitesIn(PartOf(value, world)))
        {
            if (!KnownTypes.IsTokenSource(site.Type) || site.Source?.Name != "CreateLinkedTokenSource")
                continue;
            linked |= site.Bit;
            site.GivesToken = true;
            site.IsDoubtful = true;
        }

        return linked;
    }
}
