using System.Linq;
using LeakLint.Symbols;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace LeakLint.Rules.Shutdown;

/// <summary>Questions about a loop of a hosted service.</summary>
internal static class HostedLoop
{
    /// <summary>Whether the condition is always true, also because it asks a token that nobody cancels.</summary>
    public static bool IsEndless(ILoopOperation loop, StopSignals signals) => loop switch
    {
        IWhileLoopOperation { Condition: { } condition } => IsTrue(condition, signals),
        IForLoopOperation endless => endless.Condition is null || IsTrue(endless.Condition, signals),
        IForEachLoopOperation { IsAsynchronous: true, Collection: var source } => source.Unwrapped() is IInvocationOperation { TargetMethod.Name: "ReadAllAsync" } read && IsGivenDead(read, signals),
        _ => false,
    };

    /// <summary>Whether the loop runs for as long as the service does, and not a number of times.</summary>
    public static bool IsMainLoop(ILoopOperation loop, StopSignals signals) =>
        IsEndless(loop, signals) || loop switch
        {
            IWhileLoopOperation { Condition: { } condition } => signals.Mentions(condition) || IsFlag(condition) || condition.DescendantsAndSelf().Any(operation => operation is IAwaitOperation),
            IForLoopOperation { Condition: { } condition } => signals.Mentions(condition),
            IForEachLoopOperation each => each.IsAsynchronous || each.Collection.Unwrapped() is IInvocationOperation { TargetMethod.Name: "GetConsumingEnumerable" },
            _ => false,
        };

    /// <summary>Whether something in the loop ends it, other than the signal to stop.</summary>
    public static bool HasExit(ILoopOperation loop)
    {
        foreach (var operation in loop.Body.DescendantsAndSelf())
        {
            switch (operation)
            {
                case IReturnOperation { Kind: OperationKind.YieldReturn }:
                    return true;
                case IReturnOperation { IsImplicit: false } or IBranchOperation { BranchKind: BranchKind.GoTo }:
                case IBranchOperation { BranchKind: BranchKind.Break } leave when SymbolEqualityComparer.Default.Equals(leave.Target, loop.ExitLabel):
                case IThrowOperation when !IsSwallowed(operation, loop):
                    if (!IsInNestedFunction(operation, loop) && !IsAnswerToCancellation(operation, loop))
                        return true;
                    break;
                case IInvocationOperation { TargetMethod: { Name: "Exit" or "FailFast", ContainingType.Name: "Environment" } or { Name: "StopApplication" } }:
                    return true;
            }
        }

        return false;
    }

    /// <summary>Whether a place in the loop is guarded by a handler that takes a cancellation for a failure like any other, and goes on.</summary>
    public static bool IsSwallowed(IOperation place, ILoopOperation loop)
    {
        var child = place;
        for (var outer = place.Parent; outer is not null && outer != loop; child = outer, outer = outer.Parent)
        {
            if (outer is ITryOperation attempt && attempt.Body == child && Swallows(attempt, loop))
                return true;
        }

        return false;
    }

    private static bool Swallows(ITryOperation attempt, ILoopOperation loop)
    {
        foreach (var clause in attempt.Catches)
        {
            if (clause.Filter is not null || clause.ExceptionType.Name is not ("Exception" or "Object" or "OperationCanceledException" or "TaskCanceledException"))
                continue;
            return !clause.Handler.Descendants().Any(operation => operation switch
            {
                IReturnOperation or IThrowOperation => true,
                IBranchOperation branch => branch.BranchKind == BranchKind.GoTo || SymbolEqualityComparer.Default.Equals(branch.Target, loop.ExitLabel),
                _ => false,
            });
        }

        return false;
    }

    /// <summary>Whether the exit is in a handler of cancellations: without a token nobody gets there.</summary>
    private static bool IsAnswerToCancellation(IOperation exit, ILoopOperation loop)
    {
        for (var outer = exit.Parent; outer is not null && outer != loop; outer = outer.Parent)
        {
            if (outer is ICatchClauseOperation { ExceptionType.Name: "OperationCanceledException" or "TaskCanceledException" })
                return true;
        }

        return false;
    }

    private static bool IsInNestedFunction(IOperation operation, ILoopOperation loop)
    {
        for (var outer = operation.Parent; outer is not null && outer != loop; outer = outer.Parent)
        {
            if (outer is IAnonymousFunctionOperation or ILocalFunctionOperation)
                return true;
        }

        return false;
    }

    /// <summary>Whether the call waits, for a tick or an element, with a token that nobody cancels when the host stops.</summary>
    private static bool IsGivenDead(IInvocationOperation wait, StopSignals signals) =>
        wait.Arguments.Any(argument => StopSignals.IsToken(argument.Parameter?.Type) && signals.MentionsDead(argument.Value) && signals.IsDead(argument.Value));

    private static bool IsTrue(IOperation condition, StopSignals signals) =>
        condition.ConstantBool() == true
        || condition is IAwaitOperation { Operation: var waited } && waited.Unwrapped() is IInvocationOperation { TargetMethod.Name: "WaitForNextTickAsync" or "WaitToReadAsync" } tick && IsGivenDead(tick, signals)
        || condition.Unwrapped() is IUnaryOperation { OperatorKind: UnaryOperatorKind.Not, Operand: IPropertyReferenceOperation { Property.Name: "IsCancellationRequested", Instance: { } token } } && signals.IsDead(token);

    private static bool IsFlag(IOperation condition)
    {
        condition = condition.Unwrapped();
        if (condition is IUnaryOperation { OperatorKind: UnaryOperatorKind.Not } not)
            condition = not.Operand.Unwrapped();
        return condition is IFieldReferenceOperation or IPropertyReferenceOperation { Instance: IInstanceReferenceOperation };
    }

    /// <summary>Where the loop begins in the text, and where its condition is, or should be.</summary>
    public static (Location Keyword, Location? Condition) Places(ILoopOperation loop) => loop.Syntax switch
    {
        WhileStatementSyntax syntax => (syntax.WhileKeyword.GetLocation(), syntax.Condition.GetLocation()),
        DoStatementSyntax syntax => (syntax.DoKeyword.GetLocation(), syntax.Condition.GetLocation()),
        ForStatementSyntax { Condition: { } condition } syntax => (syntax.ForKeyword.GetLocation(), condition.GetLocation()),
        ForStatementSyntax syntax => (syntax.ForKeyword.GetLocation(), syntax.FirstSemicolonToken.GetLocation()),
        _ => (loop.Syntax.GetFirstToken().GetLocation(), null),
    };
}
