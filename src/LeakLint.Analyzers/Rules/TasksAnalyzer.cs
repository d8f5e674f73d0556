using System.Collections.Immutable;
using LeakLint.Lifetimes;
using LeakLint.Ownership;
using LeakLint.Rules.Tasks;
using LeakLint.Symbols;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace LeakLint.Rules;

/// <summary>Asks the rules about work that nobody waits for; each looks at one operation and what stands around it.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class TasksAnalyzer : LeakLintAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } =
        [UnobservedTask.Rule, EndlessTaskWithoutToken.Rule, AsyncVoid.Rule, TaskOutlivesResource.Rule, AbandonedTimeoutRace.Rule, NestedTaskDropped.Rule];

    private protected override void Start(CompilationStartAnalysisContext context)
    {
        if (KnownTypes.TryCreate(context.Compilation) is not { Task: not null } types)
            return;
        var contexts = new OwnershipContexts(types, context.Compilation, context.Options, context.CancellationToken);
        context.RegisterSymbolAction(symbol => AsyncVoid.Check((IMethodSymbol)symbol.Symbol, symbol.Reporter()), SymbolKind.Method);
        context.RegisterOperationAction(
            operation => AsyncVoid.Check((IDelegateCreationOperation)operation.Operation, operation.Reporter()), OperationKind.DelegateCreation);
        context.RegisterOperationAction(
            operation => AsyncVoid.Check((ILocalFunctionOperation)operation.Operation, operation.Reporter()), OperationKind.LocalFunction);
        context.RegisterOperationAction(
            operation =>
            {
                var invocation = (IInvocationOperation)operation.Operation;
                if (invocation.TargetMethod.Name is "ToList" or "ToArray")
                    ForgottenTasks.Check(invocation, types, operation.Reporter());
                if (!types.IsTask(invocation.Type) && !StartedWork.MayStart(invocation.TargetMethod))
                    return;
                var report = operation.Reporter();
                AbandonedTimeoutRace.Check(invocation, types, report);
                NestedTaskDropped.Check(invocation, types, report);
                var isTold = TaskOutlivesResource.Check(invocation, operation.ContainingSymbol, contexts, report);
                if (StartedWork.TryFind(invocation, types) is { } work)
                {
                    if (EndlessTaskWithoutToken.Check(work, operation.ContainingSymbol, report))
                        isTold = true;
                    else
                        UnobservedTask.Check(work, operation.ContainingSymbol, report);
                }
                else if (!isTold && !(isTold = StartedWork.TryFindOwn(invocation, types) is { } own && EndlessTaskWithoutToken.Check(own, operation.ContainingSymbol, report)))
                {
                    UnobservedTask.Check(invocation, operation.ContainingSymbol, types, report);
                }

                if (UnobservedTask.IsDiscarded(invocation, types))
                    UnobservedTask.CheckDiscard(invocation, operation.ContainingSymbol, isTold, operation.Options, report);
            },
            OperationKind.Invocation);
        context.RegisterOperationAction(
            operation =>
            {
                if (ForgottenTasks.MayHold((IVariableDeclaratorOperation)operation.Operation, types))
                    ForgottenTasks.Check((IVariableDeclaratorOperation)operation.Operation, types, operation.Reporter());
            },
            OperationKind.VariableDeclarator);
        context.RegisterOperationAction(
            operation =>
            {
                if (StartedWork.TryFind((IObjectCreationOperation)operation.Operation) is { } work)
                    EndlessTaskWithoutToken.Check(work, operation.ContainingSymbol, operation.Reporter());
            },
            OperationKind.ObjectCreation);
    }
}
