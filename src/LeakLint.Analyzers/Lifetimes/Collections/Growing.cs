using System;
using System.Linq;
using LeakLint.Symbols;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace LeakLint.Lifetimes;

/// <summary>Growth by way of a longer copy, which takes the place of the collection.</summary>
internal static class Growing
{
    /// <summary>What is new in the copy: <c>[.. items, item]</c>, <c>new List&lt;T&gt;(items) { item }</c>, <c>items.Append(item).ToList()</c>. Null for any other value.</summary>
    public static IOperation? ByCopy(IOperation value, Func<IOperation, bool> isSame)
    {
        switch (value)
        {
            case ICollectionExpressionOperation list when list.Elements.Any(element => element is ISpreadOperation spread && isSame(spread.Operand.Unwrapped())):
                return list.Elements.FirstOrDefault(element => element is not ISpreadOperation spread || !isSame(spread.Operand.Unwrapped()));
            case IObjectCreationOperation { Initializer: { } initializer, Arguments.Length: > 0 } copy when isSame(copy.Arguments[0].Value.Unwrapped()):
                return initializer.Initializers.OfType<IInvocationOperation>().FirstOrDefault(add => CollectionVerbs.Grows(add.TargetMethod.Name))?.Arguments[0].Value;
            case IInvocationOperation { TargetMethod.Name: "ToList" or "ToArray" or "ToDictionary" or "ToHashSet", Arguments.Length: > 0 } materialized
                when materialized.Arguments[0].Value.Unwrapped() is IInvocationOperation { TargetMethod: { Name: "Append" or "Prepend" or "Concat" or "Union", ContainingType.Name: "Enumerable" } } longer
                    && isSame(longer.Arguments[0].Value.Unwrapped()):
                return longer.Arguments[1].Value;
            default:
                return null;
        }
    }

    /// <summary>What <c>ImmutableInterlocked.Update(ref items, items => items.Add(item))</c> does; null when it may do anything else.</summary>
    public static CollectionUse? ByUpdate(IInvocationOperation update)
    {
        foreach (var argument in update.Arguments)
        {
            if (argument.Value.Unwrapped() is not IDelegateCreationOperation { Target: IAnonymousFunctionOperation { Symbol.Parameters: { IsEmpty: false } parameters } function })
                continue;
            CollectionUse? use = null;
            foreach (var operation in function.Body.Descendants())
            {
                if (operation is IInvocationOperation { TargetMethod.Name: var name } && CollectionVerbs.Removes(name))
                    return null;
                if (operation is not IParameterReferenceOperation reference || !SymbolEqualityComparer.Default.Equals(reference.Parameter, parameters[0]))
                    continue;
                if (reference.Parent is not IInvocationOperation { Instance: { } instance } call || instance != reference || !CollectionVerbs.Grows(call.TargetMethod.Name) || call.Arguments.IsEmpty)
                    return null;
                use = new(SizeEffect.Grows, call.Arguments[0].Value, call.Arguments[call.Arguments.Length - 1].Value);
            }

            return use;
        }

        return null;
    }
}
