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
        Apply(transfer, mask, invocation.Syntax, world);
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
