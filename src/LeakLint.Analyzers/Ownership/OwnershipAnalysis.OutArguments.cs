using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace LeakLint.Ownership;

/// <content>Out arguments: what they give to the caller.</content>
internal sealed partial class OwnershipAnalysis
{
    private bool HasOutResource(IMethodSymbol method)
    {
        foreach (var parameter in method.Parameters)
        {
            if (parameter.RefKind == RefKind.Out && IsResource(parameter.Type))
                return true;
        }

        return false;
    }

    private void AssignOutArguments(ImmutableArray<IArgumentOperation> arguments, ulong mask, World world)
    {
        foreach (var argument in arguments)
        {
            if (argument.Parameter?.RefKind == RefKind.Out)
                Assign(argument.Value, null, MayHold(argument.Parameter.Type) ? mask : 0, argument.Syntax, world);
            else if (argument.Parameter?.RefKind == RefKind.Ref)
                HandOver(Evaluate(argument.Value, world), world);
        }
    }

    /// <summary>Out arguments: a resource that the method made, an element of a collection, or something unknown.</summary>
    private void AssignOut(IInvocationOperation invocation, Contract contract, ulong receiver, World world)
    {
        var fromHolder = HoldsOnly(receiver, invocation.Instance?.Type) ? receiver : 0;
        foreach (var argument in invocation.Arguments)
        {
            if (argument.Parameter is not { RefKind: RefKind.Out } parameter)
            {
                if (argument.Parameter?.RefKind == RefKind.Ref)
                    HandOver(Evaluate(argument.Value, world), world);
                continue;
            }

            var mask = MayHold(parameter.Type) ? fromHolder : 0;
            if (IsResource(parameter.Type) && GivesOut(invocation.TargetMethod, parameter, contract)
                && SiteOf(SiteKind.OutArgument, invocation.Syntax, parameter.Type, parameter) is { } site)
            {
                site.Source = invocation.TargetMethod;
                mask |= Acquire(site, world);
            }

            Assign(argument.Value, null, mask, argument.Syntax, world);
        }
    }

    private static bool GivesOut(IMethodSymbol method, IParameterSymbol parameter, Contract contract) =>
        contract.FreshOut != 0
            ? (contract.FreshOut & (1ul << parameter.Ordinal)) != 0
            : !contract.FromBody && AcquisitionFacts.GivesOutByName(method);
}
