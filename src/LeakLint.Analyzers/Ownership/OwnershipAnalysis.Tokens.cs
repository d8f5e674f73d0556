using LeakLint.Symbols;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace LeakLint.Ownership;

/// <content>
/// Parts that are given out without their whole, which nobody can release then. A linked source stays registered with the tokens it is linked to, and who gets the
/// token alone cannot release it; a source that only has a time-out is gone when that is over. A scope keeps what it made, and who gets a service alone cannot end it.
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
            site.GivesOnlyPart = true;
            site.IsDoubtful = true;
        }

        return linked;
    }

    /// <summary>The scopes of which the value is no more than a service.</summary>
    private ulong OnlyServices(IOperation value, World world)
    {
        if (!(value.Unwrapped() switch
            {
                IInvocationOperation { TargetMethod.Name: var called } => IsResolution(called),
                ILocalReferenceOperation { Local.DeclaringSyntaxReferences: { Length: 1 } declared } => declared[0].GetSyntax(_cancel) is VariableDeclaratorSyntax { Initializer.Value: InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax resolved } } && IsResolution(resolved.Name.Identifier.ValueText),
                _ => false,
            }))
            return 0;
        ulong scopes = 0;
        foreach (var site in SitesIn(PartOf(value, world)))
        {
            if (site.Type.Name is not ("IServiceScope" or "AsyncServiceScope"))
                continue;
            scopes |= site.Bit;
            site.GivesOnlyPart = true;
            site.IsDoubtful = true;
        }

        return scopes;
    }

    private static bool IsResolution(string method) => method is "GetRequiredService" or "GetService" or "GetRequiredKeyedService" or "GetKeyedService";
}
