using System;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace LeakLint.Symbols;

/// <summary>Questions about operations.</summary>
internal static class OperationExtensions
{
    /// <summary>The operation below conversions that keep the reference, and below parentheses.</summary>
    public static IOperation Unwrapped(this IOperation operation)
    {
        while (true)
        {
            switch (operation)
            {
                case IConversionOperation { OperatorMethod: null } conversion:
                    operation = conversion.Operand;
                    break;
                case IParenthesizedOperation parenthesized:
                    operation = parenthesized.Operand;
                    break;
                default:
                    return operation;
            }
        }
    }

    public static bool IsNullLiteral(this IOperation operation) =>
        operation.ConstantValue is { HasValue: true, Value: null };

    public static bool? ConstantBool(this IOperation operation) =>
        operation.ConstantValue is { HasValue: true, Value: bool value } ? value : null;

    public static bool IsThis(this IOperation? operation) =>
        operation is IInstanceReferenceOperation { ReferenceKind: InstanceReferenceKind.ContainingTypeInstance };

    /// <summary>What stands for <c>x</c> behind the question mark of <c>x?.M()</c>.</summary>
    public static IOperation? FindInstance(this IConditionalAccessOperation access)
    {
        foreach (var operation in access.WhenNotNull.DescendantsAndSelf())
        {
            if (operation is IConditionalAccessInstanceOperation)
                return operation;
        }

        return null;
    }

    public static bool IsInNestedFunction(this IOperation operation) => operation.IsWithin(static outer => outer is IAnonymousFunctionOperation or ILocalFunctionOperation);

    public static bool IsInCatch(this IOperation operation) => operation.IsWithin(static outer => outer is ICatchClauseOperation);

    public static bool IsInLoop(this IOperation operation) => operation.IsWithin(static outer => outer is ILoopOperation);

    private static bool IsWithin(this IOperation operation, Func<IOperation, bool> isScope)
    {
        for (var outer = operation.Parent; outer is not null; outer = outer.Parent)
        {
            if (isScope(outer))
                return true;
        }

        return false;
    }
}
