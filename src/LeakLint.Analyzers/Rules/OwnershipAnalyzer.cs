using System.Collections.Immutable;
using LeakLint.Descriptors;
using LeakLint.Options;
using LeakLint.Ownership;
using LeakLint.Rules.Ownership;
using LeakLint.Rules.Shutdown;
using LeakLint.Rules.Timers;
using LeakLint.Symbols;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace LeakLint.Rules;

/// <summary>Asks the rules about resources: those that live within one body, and those that a type holds.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class OwnershipAnalyzer : LeakLintAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } =
    [
        ResourceNeverReleased.Rule,
        ResourceReleasedOnSomePaths.Rule,
        ResourceLostOnException.Rule,
        ResourceOverwritten.Rule,
        ResourceDiscarded.Rule,
        OwnerNotDisposable.Rule,
        OwnedFieldNotReleased.Rule,
        AsyncDisposableReleasedSynchronously.Rule,
        ProcessOutlivesOwner.Rule,
        ReleaseNotAwaited.Rule,
        RemovedValueNotReleased.Rule,
        OwningCollectionNotReleased.Rule,
        LeaseNotReturned.Rule,
        TimerNeverStopped.Rule,
        TimerDropped.Rule,
        TimerSurvivesStop.Rule,
        StopLeavesResource.Rule,
    ];

    private protected override void Start(CompilationStartAnalysisContext context)
    {
        if (KnownTypes.TryCreate(context.Compilation) is not { } types)
            return;
        var contexts = new OwnershipContexts(types, context.Compilation, context.Options, context.CancellationToken);
        var bodies = new BodyRules(contexts, context.Compilation);
        context.RegisterOperationBlockAction(bodies.Check);
        context.RegisterSymbolStartAction(new OwnerRules(contexts, context.Compilation).Start, SymbolKind.NamedType);
        if (!SwitchedOff.All(context.Compilation, [RuleIds.AsyncDisposableReleasedSynchronously]))
        {
            context.RegisterOperationAction(
                scope => AsyncDisposableReleasedSynchronously.CheckUsing(scope.Operation, types, scope.Reporter()),
                OperationKind.Using,
                OperationKind.UsingDeclaration);
        }
    }
}
