using System;
using System.Collections.Immutable;
using System.Linq;
using LeakLint.Descriptors;
using LeakLint.Lifetimes;
using LeakLint.Symbols;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace LeakLint.Rules.Shutdown;

/// <summary>Asynchronous clean-up is registered where nobody waits for it.</summary>
internal static class AsyncShutdownCallback
{
    public static readonly DiagnosticDescriptor Rule = RuleDescriptor.Create(
        id: RuleIds.AsyncShutdownCallback,
        title: "Nobody waits for an asynchronous shutdown callback",
        messageFormat: "Nobody waits for the asynchronous callback of '{0}': {1}",
        category: RuleFamily.Shutdown,
        defaultSeverity: DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: "An asynchronous callback is registered for the end of the program: what raises it goes on at the first await, and the program ends in the middle of the clean-up.");

    public static void Check(IDelegateCreationOperation creation, KnownTypes types, HostModel host, Action<Diagnostic> report)
    {
        if (creation.Type is not INamedTypeSymbol { DelegateInvokeMethod: { ReturnsVoid: true } } || EndCallbacks.EventOf(creation) is not { } moment || !IsAsynchronous(creation.Target, types))
            return;
        // What a start begins is awaited by nobody in any case; that nothing ends it is for LEAK4001 to say.
        if (moment == "ApplicationStarted" && creation.Target is IAnonymousFunctionOperation { Symbol.IsAsync: false })
            return;
        // LEAK4002 speaks of a handler that a SIGTERM does not even start.
        if (SubscriptionOf(creation) is { } subscription && CleanupMissedOnSigterm.Covers(subscription, host))
            return;
        var consequence = moment == "ApplicationStarted"
            ? "a failure in it ends the process"
            : "the program may end in the middle of it";
        report(Diagnostic.Create(Rule, creation.Syntax.GetLocation(), Hints(creation, moment, types), moment, consequence));
    }

    private static IEventAssignmentOperation? SubscriptionOf(IOperation handler)
    {
        while (handler.Parent is IConversionOperation or IParenthesizedOperation or IDelegateCreationOperation)
            handler = handler.Parent;
        return handler.Parent as IEventAssignmentOperation;
    }

    private static bool IsAsynchronous(IOperation target, KnownTypes types) => target switch
    {
        IAnonymousFunctionOperation { Symbol.IsAsync: true } => true,
        IAnonymousFunctionOperation lambda => DroppedTask(lambda, types) is not null,
        IMethodReferenceOperation { Method: { IsAsync: true, ReturnsVoid: true } } => true,
        _ => false,
    };

    /// <summary>The task that <c>() => CloseAsync()</c> drops. LEAK1010 speaks of the release of a resource.</summary>
    private static IInvocationOperation? DroppedTask(IAnonymousFunctionOperation lambda, KnownTypes types) =>
        lambda.Body.Operations.FirstOrDefault() is IExpressionStatementOperation { Operation: var dropped }
        && lambda.Body.Operations.All(operation => operation is IExpressionStatementOperation || operation.IsImplicit)
        && (dropped is ISimpleAssignmentOperation { Target: IDiscardOperation, Value: var discarded } ? discarded : dropped) is IInvocationOperation call
        && types.IsTask(call.Type) && call.TargetMethod.Name is not ("DisposeAsync" or "StopAsync" or "CloseAsync" or "Run" or "StartNew" or "ConfigureAwait")
            ? call
            : null;

    private static ImmutableDictionary<string, string?>? Hints(IDelegateCreationOperation creation, string moment, KnownTypes types)
    {
        if (moment == "ApplicationStarted")
            return null;
        var takesCoordinator = types.ShutdownCoordinator is not null && moment == "ApplicationStopping" && creation.Target is IAnonymousFunctionOperation;
        return ImmutableDictionary<string, string?>.Empty.Add(FixHints.Repair, takesCoordinator ? Repairs.RegisterWithCoordinator : Repairs.WaitInCallback);
    }
}
