using System.Collections.Immutable;
using LeakLint.Lifetimes;
using LeakLint.Ownership;
using LeakLint.Rules.Shutdown;
using LeakLint.Symbols;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace LeakLint.Rules;

/// <summary>Asks the rules about what is left when a process, a host or a scope ends; each looks at one call or one method.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ShutdownAnalyzer : LeakLintAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } =
    [
        InstanceNotOwnedByContainer.Rule,
        SubscriptionNeverRemoved.Rule,
        CleanupMissedOnSigterm.Rule,
        NoShutdownHook.Rule,
        LoopIgnoresStoppingToken.Rule,
        AsyncShutdownCallback.Rule,
        UnsubscribeHasNoEffect.Rule,
        TransientResolvedFromRoot.Rule,
        ExitSkipsRelease.Rule,
    ];

    private protected override void Start(CompilationStartAnalysisContext context)
    {
        if (KnownTypes.TryCreate(context.Compilation) is not { } types)
            return;
        var contexts = new OwnershipContexts(types, context.Compilation, context.Options, context.CancellationToken);
        var host = new HostModel(context.Compilation);
        var subscribers = new Subscribers(context.Compilation);
        StartEvents(context, types, host, subscribers);
        if (types.HostedService is not null)
            context.RegisterSymbolStartAction(new HostedServices(context.Compilation).Start, SymbolKind.NamedType);
        var rootResolutions = new RootResolutions(context.Compilation, types);
        context.RegisterOperationAction(
            operation =>
            {
                var invocation = (IInvocationOperation)operation.Operation;
                var report = operation.Reporter();
                InstanceNotOwnedByContainer.Check(invocation, contexts, report);
                NoShutdownHook.Check(invocation, host, report);
                SubscriptionNeverRemoved.Check(invocation, operation.ContainingSymbol, subscribers, report);
                ExitSkipsRelease.Check(invocation, operation.ContainingSymbol, report);
                rootResolutions.Check(invocation, operation.ContainingSymbol, report);
                if (operation.ContainingSymbol is IMethodSymbol { MethodKind: MethodKind.EventRemove } && EventAccessors.Find(invocation.Syntax) is { } idle)
                    UnsubscribeHasNoEffect.Report(idle, report);
            },
            OperationKind.Invocation);
        if (types.HttpContext is not null)
            context.RegisterOperationAction(CheckRequestLoop, OperationKind.Loop);
        context.RegisterSymbolAction(
            symbol => NoShutdownHook.Check((INamedTypeSymbol)symbol.Symbol, host, types, symbol.Compilation, symbol.Reporter(), symbol.CancellationToken), SymbolKind.NamedType);
    }

    private static void CheckRequestLoop(OperationAnalysisContext context)
    {
        if (RequestLoops.TryFind((ILoopOperation)context.Operation, context.ContainingSymbol) is { } ignored)
            LoopIgnoresStoppingToken.Report(ignored, context.Reporter());
    }

    /// <summary>What is subscribed and registered: callbacks that nobody waits for, handlers that stay.</summary>
    private static void StartEvents(CompilationStartAnalysisContext context, KnownTypes types, HostModel host, Subscribers subscribers)
    {
        context.RegisterOperationAction(
            operation => AsyncShutdownCallback.Check((IDelegateCreationOperation)operation.Operation, types, host, operation.Reporter()), OperationKind.DelegateCreation);
        context.RegisterOperationAction(
            operation =>
            {
                var assignment = (IEventAssignmentOperation)operation.Operation;
                CleanupMissedOnSigterm.Check(assignment, host, operation.Reporter());
                if (Unsubscriptions.Find(assignment, operation.ContainingSymbol) is { } idle)
                    UnsubscribeHasNoEffect.Report(idle, operation.Reporter());
                else
                    SubscriptionNeverRemoved.Check(assignment, operation.ContainingSymbol, subscribers, operation.Reporter());
            },
            OperationKind.EventAssignment);
    }
}
