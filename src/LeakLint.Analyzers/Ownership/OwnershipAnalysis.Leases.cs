using System.Linq;
using LeakLint.Symbols;
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
        if (transfer == Transfer.TakesOver && _givenThis is { } self && (mask & self.Bit) != 0)
            _givesItselfAway |= contract.FromBody || KeepsInCollection(invocation.TargetMethod);
        if (transfer == Transfer.TakesOver && !contract.FromBody && ReleasedAfter.Tells(invocation, invocation.Arguments[index]))
            transfer = Transfer.Borrows;
        if (transfer == Transfer.Borrows && WrapperFacts.IsToldToClose(invocation, parameter))
            transfer = Transfer.TakesOver;
        if (transfer == Transfer.TakesOver && RegistrationHandles.EndsHere(invocation))
            transfer = Transfer.Borrows;
        if (transfer == Transfer.TakesOver && !contract.FromBody && Conventions.OnlyUses(invocation.TargetMethod, parameter, _context))
            mask &= ~Lend(mask);
        Apply(transfer, mask, invocation.Syntax, world);
    }

    /// <summary>Leaves what this body made with it, though nobody can look into the method that is given it.</summary>
    private ulong Lend(ulong mask)
    {
        ulong lent = 0;
        foreach (var site in SitesIn(mask))
        {
            if (site.Kind is SiteKind.Given or SiteKind.Field || site.Type.HasSource() || site.Tier == ResourceTier.None)
                continue;
            site.IsDoubtful = true;
            lent |= site.Bit;
        }

        return lent;
    }

    private static bool KeepsInCollection(IMethodSymbol method) =>
        method is { Name: "Add" or "TryAdd" or "Enqueue" or "Push", IsExtensionMethod: false, ContainingType: { } collection } && !collection.HasSource()
        && collection.AllInterfaces.Any(implemented => implemented.SpecialType == SpecialType.System_Collections_IEnumerable);

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
