using System;
using System.Collections.Immutable;
using LeakLint.Descriptors;
using LeakLint.Symbols;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace LeakLint.Rules.Shutdown;

/// <summary>A short-lived object subscribes to something that lives as long as the process, and nobody removes the subscription.</summary>
internal static class SubscriptionNeverRemoved
{
    public static readonly DiagnosticDescriptor Rule = RuleDescriptor.Create(
        id: RuleIds.SubscriptionNeverRemoved,
        title: "Subscription is never removed",
        messageFormat: "Nobody removes the subscription to '{0}': each '{1}' stays in memory{2}",
        category: RuleFamily.Shutdown,
        defaultSeverity: DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: "An object that comes and goes subscribes to a publisher that lives as long as the process, and nothing removes the subscription: the object stays in memory and goes on being called.");

    /// <summary>A registration that is dropped, or kept and forgotten: of a change, a token, an observable.</summary>
    public static void Check(IInvocationOperation call, ISymbol member, Subscribers subscribers, Action<Diagnostic> report)
    {
        var method = call.TargetMethod;
        if (method.Name is not ("OnChange" or "Register" or "UnsafeRegister" or "Subscribe") || method.ReturnsVoid || member.ContainingType is not { } subscriber)
            return;
        if (!IsDropped(call))
        {
            if (KeptRegistrations.FindForgotten(call, subscriber) is { } field && !subscribers.IsOneForProcess(subscriber))
                ReportForgotten(call, field, subscriber, report);
            return;
        }

        if (CallRegistrations.FindKept(call, member) is { } kept)
        {
            ReportCall(call, kept, report);
            return;
        }

        if (method.Name == "Subscribe" && CallSubscriptions.FindKept(call, member) is { } part)
        {
            report(Diagnostic.Create(Rule, call.Syntax.GetLocation(), DiagnosticSeverity.Info, [], null, $"{method.ContainingType.Name}.{method.Name}", part, " for as long as its publisher"));
            return;
        }

        var severity = method.Name switch
        {
            "OnChange" when !IsOptionsChange(method) => (DiagnosticSeverity?)null,
            "OnChange" => subscribers.IsShortLived(subscriber) ? DiagnosticSeverity.Warning : Subscribers.RefersToThis(call) && subscribers.IsMadeForOne(subscriber) ? DiagnosticSeverity.Info : null,
            "Subscribe" => subscribers.IsLongLivedPublisher(call.Instance ?? Source(call), member) && subscribers.IsShortLived(subscriber) && Subscribers.RefersToThis(call) ? DiagnosticSeverity.Info : null,
            _ when !Publishers.IsProcessLongToken(call.Instance) || !Subscribers.RefersToThis(call) => null,
            _ => subscribers.IsShortLived(subscriber) ? DiagnosticSeverity.Warning
                : member is IMethodSymbol { MethodKind: MethodKind.Constructor } && subscribers.IsMadeInPassing(subscriber) && !subscribers.IsOneForProcess(subscriber) ? DiagnosticSeverity.Info : null,
        };
        if (severity is { } found)
            Report(call, $"{method.ContainingType.Name}.{method.Name}", subscriber, found, subscribers, report);
    }

    /// <summary>A handler that is added to an event and never removed.</summary>
    public static void Check(IEventAssignmentOperation addition, ISymbol member, Subscribers subscribers, Action<Diagnostic> report)
    {
        if (!addition.Adds || addition.EventReference is not IEventReferenceOperation { Event: var raised } reference || member.ContainingType is not { } subscriber)
            return;
        if (CallSubscriptions.FindKept(addition, member) is { } kept)
        {
            var hints = CallRegistrations.EndsWithBlock(addition)
                ? ImmutableDictionary<string, string?>.Empty.Add(FixHints.Repair, Repairs.UnsubscribeFinally).Add(FixHints.SuggestedName, "on" + raised.Name)
                : null;
            report(Diagnostic.Create(Rule, addition.Syntax.GetLocation(), DiagnosticSeverity.Info, [], hints, $"{raised.ContainingType.Name}.{raised.Name}", kept, " for as long as its publisher"));
            return;
        }

        if (subscriber.IsStatic || !Subscribers.RefersToThis(addition.HandlerValue))
            return;
        DiagnosticSeverity? severity = null;
        if (raised.IsStatic || Publishers.IsStatic(reference.Instance))
        {
            if (!Publishers.IsOfProcess(raised, reference.Instance) ? subscribers.MayComeAndGo(subscriber) : subscribers.IsShortLived(subscriber))
                severity = DiagnosticSeverity.Warning;
            else if (!Publishers.IsOfProcess(raised, reference.Instance) && (subscribers.IsMadeForOne(subscriber) || (raised.HasSource() && !Subscribers.Removes(subscriber, raised.Name) && subscribers.MayBeMany(subscriber))))
                severity = DiagnosticSeverity.Info;
            // What is released before the process ends is meant to go.
            else if (!subscriber.IsAbstract && !Publishers.IsOfProcess(raised, reference.Instance) && HandedPublishers.HasOwnRelease(subscriber) && !subscribers.IsOneForProcess(subscriber))
                severity = DiagnosticSeverity.Info;
        }
        else if (subscribers.IsLongLivedPublisher(reference.Instance, member) && (subscribers.IsShortLived(subscriber) || subscribers.IsMadeInPassing(subscriber)))
        {
            severity = DiagnosticSeverity.Info;
        }

        var name = $"{raised.ContainingType.Name}.{raised.Name}";
        if (severity is { } found)
        {
            if (!Subscribers.Removes(subscriber, raised.Name))
                Report(addition, name, subscriber, found, subscribers, report);
        }
        else if (subscribers.Handed.FindSibling(addition, subscriber) is { } sibling && !subscribers.IsOneForProcess(subscriber))
        {
            Report(addition, name, subscriber, DiagnosticSeverity.Info, subscribers, report, $" for as long as its publisher, although '{sibling}' is removed");
        }
        else if (subscribers.Handed.IsLeftBehind(addition, subscriber) && !subscribers.IsOneForProcess(subscriber))
        {
            Report(addition, name, subscriber, DiagnosticSeverity.Info, subscribers, report, " for as long as its publisher");
        }
    }

    private static void ReportForgotten(IInvocationOperation call, IFieldSymbol field, INamedTypeSymbol subscriber, Action<Diagnostic> report)
    {
        var (hints, members) = KeptRegistrations.Repair(field, subscriber);
        report(Diagnostic.Create(
            Rule, call.Syntax.GetLocation(), DiagnosticSeverity.Info, members, hints, $"{call.TargetMethod.ContainingType.Name}.{call.TargetMethod.Name}", subscriber.Name,
            $" for as long as its publisher, although '{field.Name}' keeps what would end it"));
    }

    /// <summary>A registration that one call leaves behind: how long the token lives, its caller decides.</summary>
    private static void ReportCall(IInvocationOperation call, string kept, Action<Diagnostic> report)
    {
        var hints = CallRegistrations.EndsWithBlock(call)
            ? ImmutableDictionary<string, string?>.Empty.Add(FixHints.Repair, Repairs.Keep).Add(FixHints.SuggestedName, "registration")
            : null;
        report(Diagnostic.Create(Rule, call.Syntax.GetLocation(), DiagnosticSeverity.Info, [], hints, "CancellationToken." + call.TargetMethod.Name, kept, Publishers.IsProcessLongToken(call.Instance) ? " for as long as the process runs" : " for as long as the token lives"));
    }

    private static void Report(IOperation at, string publisher, INamedTypeSymbol subscriber, DiagnosticSeverity severity, Subscribers subscribers, Action<Diagnostic> report, string howLong = ", and goes on being called, until the process ends")
    {
        var hints = subscribers.IsReleased(subscriber) ? ImmutableDictionary<string, string?>.Empty.Add(FixHints.Repair, Repairs.ReleaseSubscription) : null;
        report(Diagnostic.Create(Rule, at.Syntax.GetLocation(), severity, [], hints, publisher, subscriber.Name, howLong));
    }

    private static bool IsOptionsChange(IMethodSymbol method) =>
        method.ContainingType.Name is "IOptionsMonitor" or "OptionsMonitorExtensions" or "ChangeToken" && method.ContainingNamespace.ToDisplayString().StartsWith("Microsoft.", StringComparison.Ordinal);

    /// <summary>What an extension method is called on.</summary>
    private static IOperation? Source(IInvocationOperation call) => call.TargetMethod.IsExtensionMethod && call.Arguments.Length > 0 ? call.Arguments[0].Value : null;

    private static bool IsDropped(IInvocationOperation invocation) => invocation.Parent switch
    {
        IExpressionStatementOperation or ISimpleAssignmentOperation { Target: IDiscardOperation } => true,
        IConditionalAccessOperation { Parent: IExpressionStatementOperation } => true,
        _ => false,
    };
}
