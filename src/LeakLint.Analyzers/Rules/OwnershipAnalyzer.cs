using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using LeakLint.Ownership;
using LeakLint.Rules.Ownership;
using LeakLint.Rules.Shutdown;
using LeakLint.Rules.Timers;
using LeakLint.Symbols;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;
using Microsoft.CodeAnalysis.Text;

namespace LeakLint.Rules;

/// <summary>Runs the ownership engine once for each body that needs it, and asks its rules.</summary>
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
        var ownership = new OwnershipContexts(types, context.Compilation, context.Options, context.CancellationToken);
        context.RegisterOperationBlockAction(block => AnalyzeBlock(block, ownership.For(block.OperationBlocks[0].Syntax.SyntaxTree)));
        context.RegisterOperationAction(
            scope => AsyncDisposableReleasedSynchronously.CheckUsing(scope.Operation, ownership.For(scope.Operation.Syntax.SyntaxTree), scope.Reporter()),
            OperationKind.Using,
            OperationKind.UsingDeclaration);
        context.RegisterSymbolStartAction(new OwnerRules(ownership, context.Compilation).Start, SymbolKind.NamedType);
    }

    private static void AnalyzeBlock(OperationBlockAnalysisContext context, OwnershipContext ownership)
    {
        var report = context.Reporter();
        var semaphores = new SemaphoreLeases();
        var acquisitions = AcquisitionFinder.Find(context.OperationBlocks, ownership, call =>
        {
            ReleaseNotAwaited.Check(call, ownership, report);
            AsyncDisposableReleasedSynchronously.CheckCall(call, ownership, report);
            semaphores.Collect(call);
        });
        semaphores.Analyze(context, ownership);
        if (acquisitions is null)
            return;
        var roots = new HashSet<IOperation>();
        foreach (var acquisition in acquisitions)
        {
            var root = RootOf(acquisition);
            if (roots.Add(root))
                AnalyzeGraph(context.GetControlFlowGraph(BlockOf(acquisition, context.OperationBlocks)), context.OwningSymbol, acquisitions, context, ownership);
        }
    }

    private static void AnalyzeGraph(
        ControlFlowGraph graph, ISymbol function, List<IOperation> acquisitions, OperationBlockAnalysisContext context, OwnershipContext ownership)
    {
        var again = Repetition.MayRunAgain(function, graph);
        if (OwnershipAnalysis.Analyze(ownership, graph, function, again, context.CancellationToken) is { } result)
            Report(result, context.Reporter(), ownership);

        foreach (var nested in NestedFunctions.Of(graph, acquisitions, context.CancellationToken))
            AnalyzeGraph(nested.Graph, nested.Function, acquisitions, context, ownership);
    }

    private static void Report(OwnershipResult result, Action<Diagnostic> report, OwnershipContext ownership)
    {
        foreach (var site in result.Sites)
        {
            switch (site.Kind)
            {
                case SiteKind.Given:
                    break;
                case SiteKind.Field:
                    ResourceOverwritten.CheckField(site, result, report, ownership);
                    break;
                case var _ when site.IsLease:
                    LeaseNotReturned.Check(new SiteFinding(site, result, ownership), report);
                    break;
                default:
                    var finding = new SiteFinding(site, result, ownership);
                    ResourceOverwritten.Check(finding, report);
                    if (TimerDropped.Check(finding, report))
                        break;
                    ResourceNeverReleased.Check(finding, report);
                    ResourceReleasedOnSomePaths.Check(finding, report);
                    ResourceLostOnException.Check(finding, report);
                    ResourceDiscarded.Check(finding, report);
                    ProcessOutlivesOwner.Check(finding, report);
                    break;
            }
        }
    }

    private static IOperation RootOf(IOperation operation)
    {
        while (operation.Parent is { } parent)
            operation = parent;
        return operation;
    }

    private static IOperation BlockOf(IOperation operation, ImmutableArray<IOperation> blocks)
    {
        var candidate = operation;
        while (!blocks.Contains(candidate) && candidate.Parent is { } parent)
            candidate = parent;
        return candidate;
    }
}
