using System.Linq;
using LeakLint.Symbols;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace LeakLint.Lifetimes;

/// <summary>
/// Tells which code of a release member its first call reaches: flags that only the member itself sets are still false then. A guard
/// that is the wrong way round lets no call through to the releases behind it.
/// </summary>
internal sealed class FirstCall(BodyIndex index)
{
    /// <summary>Whether the first call may get to the place.</summary>
    public bool Reaches(Reference place) => FindGuard(place) is null;

    /// <summary>The guard that keeps the first call from the place; null when it may get there.</summary>
    public IConditionalOperation? FindGuard(Reference place)
    {
        var child = place.Operation;
        for (; child.Parent is { } parent; child = parent)
        {
            switch (parent)
            {
                case IAnonymousFunctionOperation or ILocalFunctionOperation:
                    return null;
                case IConditionalOperation choice when child != choice.Condition && Value(choice.Condition, place) is { } value && child != (value ? choice.WhenTrue : choice.WhenFalse):
                    return choice;
                case IBlockOperation block when FindLeaving(block, child, place) is { } guard:
                    return guard;
            }
        }

        return null;
    }

    private IConditionalOperation? FindLeaving(IBlockOperation block, IOperation child, Reference place)
    {
        foreach (var statement in block.Operations)
        {
            if (statement == child)
                return null;
            if (statement is IConditionalOperation choice && Value(choice.Condition, place) is { } value && Leaves(value ? choice.WhenTrue : choice.WhenFalse))
                return choice;
        }

        return null;
    }

    private static bool Leaves(IOperation? branch) => branch switch
    {
        IReturnOperation or IExpressionStatementOperation { Operation: IThrowOperation } or IThrowOperation => true,
        IBlockOperation { Operations: { Length: > 0 } operations } => Leaves(operations[operations.Length - 1]),
        _ => false,
    };

    private bool? Value(IOperation condition, Reference place) => condition.Unwrapped() switch
    {
        IUnaryOperation { OperatorKind: UnaryOperatorKind.Not } not => !Value(not.Operand, place),
        IFieldReferenceOperation { Field: { Type.SpecialType: SpecialType.System_Boolean } field } flag when IsUnsetAtFirst(field, flag, place) => false,
        IInvocationOperation { Type.SpecialType: SpecialType.System_Boolean } call when ExchangedBy(call) is { } exchanged && IsUnsetAtFirst(exchanged.Field, exchanged, place) => false,
        IBinaryOperation { OperatorKind: BinaryOperatorKind.Equals or BinaryOperatorKind.NotEquals } test when Number(test.LeftOperand, place) is { } left && Number(test.RightOperand, place) is { } right
            => left == right == (test.OperatorKind == BinaryOperatorKind.Equals),
        // Dispose(bool disposing) is called with true by Dispose(), and with false by a finalizer only.
        IParameterReferenceOperation { Parameter: var parameter } when DisposingFlag.Is(parameter) => true,
        _ => null,
    };

    /// <summary>The number that the first call finds there: <c>Interlocked.Exchange(ref _closed, 1)</c> gives 0 then.</summary>
    private int? Number(IOperation operation, Reference place) => operation.Unwrapped() switch
    {
        { ConstantValue: { HasValue: true, Value: int constant } } => constant,
        IFieldReferenceOperation { Field: { Type.SpecialType: SpecialType.System_Int32 } field } flag when IsUnsetAtFirst(field, flag, place) => 0,
        IInvocationOperation { Type.SpecialType: SpecialType.System_Int32 } call when ExchangedBy(call) is { } exchanged && IsUnsetAtFirst(exchanged.Field, exchanged, place) => 0,
        _ => null,
    };

    private static IFieldReferenceOperation? ExchangedBy(IInvocationOperation call) =>
        call is { TargetMethod: { Name: "Exchange" or "CompareExchange", ContainingType.Name: "Interlocked" }, Arguments: { Length: > 1 } arguments } ? arguments[0].Value.Unwrapped() as IFieldReferenceOperation : null;

    /// <summary>Whether nothing writes to the flag but the member itself, there or later.</summary>
    private bool IsUnsetAtFirst(IFieldSymbol field, IOperation flag, Reference place) =>
        field is { IsStatic: false, DeclaredAccessibility: Accessibility.Private }
        && index.ReferencesTo(field).All(reference => reference.Operation is not IFieldInitializerOperation && (!IsWritten(reference.Operation)
            || (SymbolEqualityComparer.Default.Equals(reference.Member, place.Member) && reference.Operation.Syntax.SpanStart >= flag.Syntax.SpanStart)));

    private static bool IsWritten(IOperation reference) => reference.Parent switch
    {
        IAssignmentOperation assignment => assignment.Target == reference,
        IArgumentOperation { Parameter.RefKind: RefKind.None } => false,
        IArgumentOperation or ITupleOperation => true,
        _ => false,
    };
}
