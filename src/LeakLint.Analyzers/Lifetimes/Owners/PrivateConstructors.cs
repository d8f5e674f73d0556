using System.Collections.Generic;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace LeakLint.Lifetimes;

/// <summary>What the factories of a type give to its private constructor: nobody else can call it, so all that ever comes in is seen.</summary>
internal static class PrivateConstructors
{
    /// <summary>Whether the parameter is one of a constructor that only the type itself can call.</summary>
    public static bool IsOf(IParameterSymbol parameter) =>
        parameter is { RefKind: RefKind.None, ContainingSymbol: IMethodSymbol { MethodKind: MethodKind.Constructor, DeclaredAccessibility: Accessibility.Private } };

    /// <summary>The values that are given for the parameter; none when the constructor is not called, or not all calls tell.</summary>
    public static IReadOnlyList<IOperation> ValuesOf(IParameterSymbol parameter, BodyIndex index)
    {
        var values = new List<IOperation>();
        foreach (var call in index.ReferencesTo(parameter.ContainingSymbol))
        {
            if (FindArgument(ArgumentsOf(call.Operation), parameter.Ordinal) is not { } given)
                return [];
            values.Add(given);
        }

        return values;
    }

    private static ImmutableArray<IArgumentOperation> ArgumentsOf(IOperation call) => call switch
    {
        IObjectCreationOperation creation => creation.Arguments,
        IInvocationOperation chained => chained.Arguments,
        _ => [],
    };

    private static IOperation? FindArgument(ImmutableArray<IArgumentOperation> arguments, int ordinal)
    {
        foreach (var argument in arguments)
        {
            if (argument.Parameter?.Ordinal == ordinal)
                return argument.Value;
        }

        return null;
    }
}
