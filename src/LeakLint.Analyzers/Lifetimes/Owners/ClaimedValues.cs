using System.Collections.Generic;
using System.Linq;
using LeakLint.Symbols;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace LeakLint.Lifetimes;

/// <summary>
/// What calls give that may make or lend it: <c>_snapshot = _store.GetSnapshot()</c>. A type that releases the one before each time that it takes the next says
/// itself that it owns them.
/// </summary>
internal static class ClaimedValues
{
    /// <summary>Whether the value is what a method gives, or a task of one: what is given to the type, or what others hold, is somebody else's.</summary>
    public static bool MayBe(IOperation value) => Unwrapped(value) is IInvocationOperation { TargetMethod.MethodKind: MethodKind.Ordinary, TargetMethod.Name: not ("Exchange" or "CompareExchange") };

    /// <summary>Whether each of them takes the place of one that is released right before, in the same member and without a condition of its own.</summary>
    public static bool Are(List<Reference> given, FieldLifetime field) => given.Count > 0 && given.TrueForAll(value => IsReleasedBefore(value, field));

    private static bool IsReleasedBefore(Reference value, FieldLifetime field)
    {
        if (StatementOf(value.Operation) is not { Operation: ISimpleAssignmentOperation { Target: IMemberReferenceOperation }, Parent: { } block } store)
            return false;
        return field.Releases.Exists(release =>
            SymbolEqualityComparer.Default.Equals(release.Member, value.Member)
            && release.Operation.Syntax.SyntaxTree == store.Syntax.SyntaxTree && release.Operation.Syntax.SpanStart < store.Syntax.SpanStart
            && IsAlwaysIn(block, release.Operation, field));
    }

    /// <summary>Whether the release runs whenever the block does and there is something to release: a flag that is asked first may say whose it is.</summary>
    private static bool IsAlwaysIn(IOperation block, IOperation release, FieldLifetime field)
    {
        for (var operation = release; operation != block; operation = operation.Parent)
        {
            switch (operation)
            {
                case null or IAnonymousFunctionOperation or ILocalFunctionOperation or ICatchClauseOperation or ISwitchOperation:
                case IConditionalOperation choice when !choice.Condition.DescendantsAndSelf().Any(part => part is IMemberReferenceOperation { Member: var asked } && SymbolEqualityComparer.Default.Equals(asked.OriginalDefinition, field.Symbol)):
                    return false;
            }
        }

        return true;
    }

    private static IExpressionStatementOperation? StatementOf(IOperation value)
    {
        for (var operation = value; operation is not (null or IBlockOperation); operation = operation.Parent)
        {
            if (operation is IExpressionStatementOperation statement)
                return statement;
        }

        return null;
    }

    private static IOperation Unwrapped(IOperation value)
    {
        value = value.Unwrapped();
        while (true)
        {
            switch (value)
            {
                case IAwaitOperation { Operation: var awaited }:
                    value = awaited.Unwrapped();
                    break;
                case IInvocationOperation { TargetMethod.Name: "ConfigureAwait", Instance: { } task }:
                    value = task.Unwrapped();
                    break;
                default:
                    return value;
            }
        }
    }
}
