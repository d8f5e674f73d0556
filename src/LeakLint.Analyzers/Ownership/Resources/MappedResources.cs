using System.Linq;
using LeakLint.Symbols;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace LeakLint.Ownership;

/// <summary>
/// Lists that a query fills with resources which it makes itself: <c>paths.Select(File.OpenRead).ToList()</c>, also where each comes in a tuple with
/// something else, and tables of them: <c>paths.ToDictionary(path =&gt; path, File.OpenRead)</c>.
/// </summary>
internal static class MappedResources
{
    /// <summary>Whether the method collects a sequence of releasable objects, going by its name and types alone.</summary>
    public static bool MayGive(IMethodSymbol method, KnownTypes types) =>
        ElementOf(method) is { } element && (element.IsTupleType ? ((INamedTypeSymbol)element).TupleElements.Any(part => types.IsReleasable(part.Type)) : types.IsReleasable(element));

    /// <summary>The type of the resources that the call collects from what makes one for each element; null for all other calls.</summary>
    public static ITypeSymbol? TypeOf(IInvocationOperation call, OwnershipContext context)
    {
        if (!MayGive(call.TargetMethod, context.Types) || MakerOf(call) is null)
            return null;
        var element = ElementOf(call.TargetMethod)!;
        if (!element.IsTupleType)
            return context.Catalog.IsResource(element) ? element : null;
        return ((INamedTypeSymbol)element).TupleElements.Select(part => part.Type).FirstOrDefault(context.Catalog.IsResource);
    }

    /// <summary>The function that makes the elements: a lambda or a method.</summary>
    public static IOperation? MakerOf(IInvocationOperation call)
    {
        if (call is { TargetMethod.Name: "ToDictionary", Arguments: { Length: >= 3 } given })
            return DelegatedResults.MadeBy(given[2].Value);
        return call.Arguments.Length == 1
            && call.Arguments[0].Value.Unwrapped() is IInvocationOperation { TargetMethod: { Name: "Select", ContainingType.Name: "Enumerable" }, Arguments: { Length: 2 } mapped }
                ? DelegatedResults.MadeBy(mapped[1].Value)
                : null;
    }

    /// <summary>Whether the function makes what is collected: all that it returns, or the resource in the tuple that it returns.</summary>
    public static bool IsMade(Contract made, IMethodSymbol collecting, ITypeSymbol type)
    {
        if (ElementOf(collecting) is not INamedTypeSymbol { IsTupleType: true } tuple)
            return made.Result == ResultOwner.Caller;
        return tuple.TupleElements.Any(part => SymbolEqualityComparer.Default.Equals(part.Type, type) && (made.FreshElements & (1ul << TupleResults.PlaceOf(part))) != 0);
    }

    private static ITypeSymbol? ElementOf(IMethodSymbol method) => method switch
    {
        { Name: "ToList" or "ToArray", ContainingType.Name: "Enumerable", Arity: 1 } => method.TypeArguments[0],
        { Name: "ToDictionary", ContainingType.Name: "Enumerable", Arity: 3 } => method.TypeArguments[2],
        _ => null,
    };
}
