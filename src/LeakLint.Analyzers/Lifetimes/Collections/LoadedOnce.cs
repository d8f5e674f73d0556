using System.Linq;
using LeakLint.Symbols;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace LeakLint.Lifetimes;

/// <summary>Finds collections that are filled when somebody asks for them first, and not again.</summary>
internal static class LoadedOnce
{
    /// <summary>Whether the condition asks if the collection is filled: by a flag that is set in the same member, or because it is empty.</summary>
    /// <param name="condition">What decides.</param>
    /// <param name="collection">A reference to the collection.</param>
    /// <param name="isLoaded">What it says when it is true: that the collection is filled, or that it is not.</param>
    public static bool Asks(IOperation condition, IOperation collection, bool isLoaded)
    {
        condition = condition.Unwrapped();
        while (condition is IUnaryOperation { OperatorKind: UnaryOperatorKind.Not } not)
            (condition, isLoaded) = (not.Operand.Unwrapped(), !isLoaded);
        switch (condition)
        {
            case IFieldReferenceOperation { Field: { Type.SpecialType: SpecialType.System_Boolean } flag }:
                return isLoaded && IsSet(flag, condition);
            case IInvocationOperation { TargetMethod.Name: "Any", Arguments: { Length: <= 1 } arguments } call:
                return isLoaded && (call.Instance ?? arguments.FirstOrDefault()?.Value) is { } list && IsSame(list, collection);
            case IPropertyReferenceOperation { Property.Name: "IsEmpty", Instance: { } empty }:
                return !isLoaded && IsSame(empty, collection);
            case IBinaryOperation { LeftOperand: var left, RightOperand: var right, OperatorKind: var comparison } when left.Unwrapped() is IPropertyReferenceOperation { Property.Name: "Count" or "Length", Instance: { } counted } && IsZero(right):
                return IsSame(counted, collection) && comparison switch
                {
                    BinaryOperatorKind.Equals or BinaryOperatorKind.LessThanOrEqual => !isLoaded,
                    BinaryOperatorKind.NotEquals or BinaryOperatorKind.GreaterThan => isLoaded,
                    _ => false,
                };
            default:
                return false;
        }
    }

    /// <summary>Whether the code before the addition leaves the member when the collection is filled.</summary>
    public static bool LeavesBefore(IOperation collection)
    {
        IOperation inner = collection;
        for (var outer = collection.Parent; outer is not null; (inner, outer) = (outer, outer.Parent))
        {
            if (outer is not IBlockOperation block)
                continue;
            foreach (var statement in block.Operations)
            {
                if (statement == inner)
                    break;
                if (statement is IConditionalOperation { WhenFalse: null } choice && IsReturn(choice.WhenTrue) && Asks(choice.Condition, collection, isLoaded: true))
                    return true;
            }
        }

        return false;
    }

    private static bool IsReturn(IOperation branch) => branch is IReturnOperation || (branch is IBlockOperation { Operations: { IsEmpty: false } operations } && operations[operations.Length - 1] is IReturnOperation);

    private static bool IsZero(IOperation value) => value.Unwrapped().ConstantValue is { HasValue: true, Value: 0 };

    private static bool IsSame(IOperation asked, IOperation collection) =>
        asked.Unwrapped() is IMemberReferenceOperation { Member: var one } && collection is IMemberReferenceOperation { Member: var other } && SymbolEqualityComparer.Default.Equals(one, other);

    private static bool IsSet(IFieldSymbol flag, IOperation at)
    {
        while (at.Parent is { } parent)
            at = parent;
        return at.Descendants().Any(operation => operation switch
        {
            ISimpleAssignmentOperation { Target: IFieldReferenceOperation target, Value.ConstantValue: { HasValue: true, Value: true } } => SymbolEqualityComparer.Default.Equals(target.Field, flag),
            _ => false,
        });
    }
}
