using System.Collections.Generic;
using System.Linq;
using LeakLint.Symbols;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace LeakLint.Lifetimes;

/// <summary>Expressions that make a collection together with what is in it.</summary>
internal static class FreshSequences
{
    /// <summary>The values that become elements; null where that cannot be said.</summary>
    public static IReadOnlyList<IOperation>? ElementsOf(IOperation value)
    {
        switch (value.Unwrapped())
        {
            case ICollectionExpressionOperation { Elements: var elements }:
                var all = new List<IOperation>();
                foreach (var element in elements)
                {
                    var given = element is ISpreadOperation spread ? ElementsOf(spread.Operand) : [element];
                    if (given is null)
                        return null;
                    all.AddRange(given);
                }

                return all;
            case IArrayCreationOperation { Initializer.ElementValues: var values }:
                return values;
            case IInvocationOperation { TargetMethod: { Name: "ToArray" or "ToList" or "ToImmutableArray" or "ToImmutableList" or "ToHashSet", IsExtensionMethod: true }, Arguments: { Length: 1 } arguments }:
                return ElementsOf(arguments[0].Value);
            case IInvocationOperation { TargetMethod: { Name: "Select", IsExtensionMethod: true, ContainingType.Name: "Enumerable" }, Arguments: { Length: 2 } arguments }
                when arguments[1].Value.Unwrapped() is IDelegateCreationOperation { Target: IAnonymousFunctionOperation { Body: var body } }:
                return [.. body.Descendants().OfType<IReturnOperation>().Select(returned => returned.ReturnedValue).OfType<IOperation>()];
            default:
                return null;
        }
    }
}
