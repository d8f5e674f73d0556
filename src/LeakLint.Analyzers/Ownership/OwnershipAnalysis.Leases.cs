using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace LeakLint.Ownership;

/// <content>Leases: arrays and objects of a pool, which other code uses without being asked whether it keeps them.</content>
internal sealed partial class OwnershipAnalysis
{
    private ulong _leases;

    private void ApplyToArgument(Contract contract, IInvocationOperation invocation, int index, ulong mask, World world)
    {
        var parameter = invocation.Arguments[index].Parameter;
        var transfer = contract.ArgumentAt(parameter?.Ordinal ?? -1);
        if ((mask & _leases) != 0 && transfer == Transfer.TakesOver && LeaseFacts.Borrows(invocation.TargetMethod, parameter))
            mask &= ~_leases;
        Apply(transfer, mask, invocation.Syntax, world);
    }

    /// <summary>A lambda or local function that uses a lease may give it back.</summary>
    private void HandOverLeases(SyntaxNode function, World world)
    {
        if ((world.Owed & _leases) == 0)
            return;
        foreach (var site in SitesIn(world.Owed & _leases))
        {
            if (site.Holder is { Name: var name } && function.DescendantNodes().OfType<IdentifierNameSyntax>().Any(use => use.Identifier.ValueText == name))
                HandOver(site.Bit, world);
        }
    }
}
