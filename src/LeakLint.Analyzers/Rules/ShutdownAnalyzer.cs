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
        [InstanceNotOwnedByContainer.Rule, SubscriptionNeverRemoved.Rule, CleanupMissedOnSigterm.Rule, NoShutdownHook.Rule];

    private protected override void Start(CompilationStartAnalysisContext context)
    {
        if (KnownTypes.TryCreate(context.Compilation) is not { } types)
            return;
        var ownership = new OwnershipContexts(types, context.Compilation, context.Options, context.CancellationToken);
        var host = new HostModel(context.Compilation);
        var registrations = new Registrations(context.Compilation);
        context.RegisterOperationAction(
            operation =>
            {
                var invocation = (IInvocationOperation)operation.Operation;
                InstanceNotOwnedByContainer.Check(invocation, ownership.For(invocation.Syntax.SyntaxTree).Catalog, operation.Reporter());
                NoShutdownHook.Check(invocation, host, operation.Reporter());
                SubscriptionNeverRemoved.Check(invocation, operation.ContainingSymbol.ContainingType, registrations, operation.Reporter());
            },
            OperationKind.Invocation);
        context.RegisterOperationAction(
            operation => CleanupMissedOnSigterm.Check((IEventAssignmentOperation)operation.Operation, host, operation.Reporter()), OperationKind.EventAssignment);
        context.RegisterSymbolAction(
            symbol => NoShutdownHook.Check((INamedTypeSymbol)symbol.Symbol, host, types, symbol.Compilation, symbol.Reporter(), symbol.CancellationToken), SymbolKind.NamedType);
    }
}
