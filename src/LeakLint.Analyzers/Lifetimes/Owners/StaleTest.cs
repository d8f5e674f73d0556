using System.Linq;
using LeakLint.Symbols;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace LeakLint.Lifetimes;

/// <summary>
/// Tests whether what a field holds can still be used: "_connection == null || !_connection.IsOpen". Where another one is put there then, the first one is
/// still what it was before: a thing to be released.
/// </summary>
internal static class StaleTest
{
    /// <summary>Whether the value is stored where, or after, such a test failed.</summary>
    public static bool LeadsTo(IOperation store, FieldLifetime field)
    {
        for (var child = store; child.Parent is { } parent && parent is not (IAnonymousFunctionOperation or ILocalFunctionOperation or ILoopOperation); child = parent)
        {
            switch (parent)
            {
                case IConditionalOperation choice when choice.WhenTrue == child:
                    if (AsksForMore(choice.Condition, field))
                        return true;
                    // Whatever else is asked further out, here it is null.
                    if (AsksForNull(choice.Condition, field))
                        return false;
                    break;
                case IBlockOperation block:
                    foreach (var before in block.Operations.TakeWhile(statement => statement != child))
                    {
                        if (before is IConditionalOperation { WhenFalse: null } guard && Leaves(guard.WhenTrue) && AsksForMore(guard.Condition, field))
                            return true;
                        // What stood there was taken out, or another one was put there, in between.
                        if (field.Cleared.Exists(cleared => IsIn(cleared.Operation, before)))
                            return false;
                    }

                    break;
            }
        }

        return false;
    }

    /// <summary>Whether a property of what the field holds decides, so that there is something which may be of no use any more.</summary>
    private static bool AsksForMore(IOperation condition, FieldLifetime field) =>
        !condition.DescendantsAndSelf().Any(part => part is IBinaryOperation { OperatorKind: BinaryOperatorKind.ConditionalAnd } both && (AsksForNull(both.LeftOperand, field) || AsksForNull(both.RightOperand, field)))
        && field.Uses.Exists(use => IsIn(use.Operation, condition)
            && (use.Operation is IPropertyReferenceOperation { Property.Type.SpecialType: SpecialType.System_Boolean } or IPropertyReferenceOperation { Property.Name: "State" or "Status" }
                || condition.DescendantsAndSelf().Any(part => part is IPropertySubpatternOperation)));

    private static bool AsksForNull(IOperation condition, FieldLifetime field) => condition switch
    {
        IBinaryOperation { OperatorKind: BinaryOperatorKind.Equals } test => (test.RightOperand.IsNullLiteral() && IsField(test.LeftOperand, field)) || (test.LeftOperand.IsNullLiteral() && IsField(test.RightOperand, field)),
        IIsPatternOperation { Pattern: IConstantPatternOperation { Value: var constant }, Value: var value } => constant.IsNullLiteral() && IsField(value, field),
        _ => false,
    };

    private static bool IsField(IOperation value, FieldLifetime field) =>
        value.Unwrapped() is IMemberReferenceOperation { Member: var member } && SymbolEqualityComparer.Default.Equals(member.OriginalDefinition, field.Symbol.OriginalDefinition);

    private static bool Leaves(IOperation branch) => branch switch
    {
        IReturnOperation or IBranchOperation => true,
        IBlockOperation { Operations: { Length: > 0 } statements } => Leaves(statements[statements.Length - 1]),
        _ => false,
    };

    private static bool IsIn(IOperation operation, IOperation whole) =>
        operation.Syntax.SyntaxTree == whole.Syntax.SyntaxTree && whole.Syntax.Span.Contains(operation.Syntax.Span);
}
