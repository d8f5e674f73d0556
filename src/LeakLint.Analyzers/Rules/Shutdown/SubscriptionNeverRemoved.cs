using System;
using LeakLint.Descriptors;
using LeakLint.Symbols;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace LeakLint.Rules.Shutdown;

/// <summary>A short-lived object subscribes to something that lives as long as the process, and drops the registration.</summary>
internal static class SubscriptionNeverRemoved
{
    public static readonly DiagnosticDescriptor Rule = RuleDescriptor.Create(
        id: RuleIds.SubscriptionNeverRemoved,
        title: "Subscription is never removed",
        messageFormat: "The registration that '{0}' gives is dropped: each '{1}' stays subscribed, and in memory, until the process ends",
        category: RuleFamily.Shutdown,
        defaultSeverity: DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: "An object of a scope or a request subscribes to a publisher that lives as long as the process and drops the registration: it stays in memory and goes on being called.");

    public static void Check(IInvocationOperation invocation, INamedTypeSymbol? subscriber, Registrations registrations, Action<Diagnostic> report)
    {
        var method = invocation.TargetMethod;
        if (method.Name != "OnChange" || subscriber is null || method.ContainingType.Name is not ("IOptionsMonitor" or "OptionsMonitorExtensions" or "ChangeToken")
            || method.RootNamespace() != "Microsoft" || !IsDropped(invocation) || !registrations.IsShortLived(subscriber))
            return;
        report(Diagnostic.Create(Rule, invocation.Syntax.GetLocation(), $"{method.ContainingType.Name}.{method.Name}", subscriber.Name));
    }

    private static bool IsDropped(IInvocationOperation invocation) => invocation.Parent switch
    {
        IExpressionStatementOperation or ISimpleAssignmentOperation { Target: IDiscardOperation } => true,
        IConditionalAccessOperation { Parent: IExpressionStatementOperation } => true,
        _ => false,
    };
}
