using LeakLint.Symbols;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace LeakLint.Ownership;

/// <summary>Lists that a query fills with resources which it makes itself: "paths.Select(File.OpenRead).ToList()".</summary>
internal static class MappedResources
{
    /// <summary>Whether the method collects a sequence of releasable objects, going by its name and types alone.</summary>
    public static bool MayGive(IMethodSymbol method, KnownTypes types) =>
        method is { Name: "ToList" or "ToArray", ContainingType.Name: "Enumerable", Arity: 1 } && types.IsReleasable(method.TypeArguments[0]);

    /// <summary>The type of the resources that the call collects from what makes one for each element; null for all other calls.</summary>
    public static ITypeSymbol? TypeOf(IInvocationOperation call, OwnershipContext context) =>
        MayGive(call.TargetMethod, context.Types) && MakerOf(call) is not null && call.TargetMethod.TypeArguments[0] is var element && context.Catalog.IsResource(element) ? element : null;

    /// <summary>The function that makes the elements: a lambda or a method.</summary>
    public static IOperation? MakerOf(IInvocationOperation call) =>
        call.Arguments.Length == 1
        && call.Arguments[0].Value.Unwrapped() is IInvocationOperation { TargetMethod: { Name: "Select", ContainingType.Name: "Enumerable" }, Arguments: { Length: 2 } given }
            ? DelegatedResults.MadeBy(given[1].Value)
            : null;
}
