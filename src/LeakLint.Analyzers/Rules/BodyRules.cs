using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Threading;
using LeakLint.Descriptors;
using LeakLint.Options;
using LeakLint.Ownership;
using LeakLint.Rules.Ownership;
using LeakLint.Rules.Timers;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.FlowAnalysis;

namespace LeakLint.Rules;

/// <summary>Runs the ownership engine once for each body that needs it, and asks the rules about what happens within one body.</summary>
internal sealed class BodyRules(OwnershipContexts contexts, Compilation compilation)
{
    // What a project switches off is not looked for.
    private readonly bool _checksWaits = !SwitchedOff.All(compilation, [RuleIds.LeaseNotReturned]);
    private readonly bool _checksAwaits = !SwitchedOff.All(compilation, [RuleIds.ReleaseNotAwaited]);
    private readonly bool _checksFailures = !SwitchedOff.All(compilation, [RuleIds.ResourceLostOnException, RuleIds.LeaseNotReturned]);
    private readonly bool _checksAsyncRelease = !SwitchedOff.All(compilation, [RuleIds.AsyncDisposableReleasedSynchronously]);

    /// <summary>A body was bound.</summary>
    public void Check(OperationBlockAnalysisContext context)
    {
        if (BodySurvey.TryCreate(context.OperationBlocks, contexts) is not { } survey)
            return;
        var report = context.Reporter();
        foreach (var release in survey.Releases)
        {
            if (_checksAwaits)
                ReleaseNotAwaited.Check(release, contexts, report);
            if (_checksAsyncRelease)
                AsyncDisposableReleasedSynchronously.CheckCall(release, contexts.Types, report);
        }

        if (_checksWaits && survey.Waits.Count > 0)
            SemaphoreLeases.Analyze(survey.Waits, context, survey.Context);
        foreach (var block in BlocksOf(survey.Acquisitions, context.OperationBlocks))
            Analyze(context.GetControlFlowGraph(block), context.OwningSymbol, survey, context, report);
    }

    /// <summary>The blocks of a body that the operations are in, each once.</summary>
    public static IEnumerable<IOperation> BlocksOf(IReadOnlyCollection<IOperation> operations, ImmutableArray<IOperation> blocks)
    {
        foreach (var block in blocks)
        {
            foreach (var operation in operations)
            {
                if (IsIn(operation, block))
                {
                    yield return block;
                    break;
                }
            }
        }

        static bool IsIn(IOperation? operation, IOperation block)
        {
            while (operation is not null && operation != block)
                operation = operation.Parent;
            return operation is not null;
        }
    }

    private void Analyze(ControlFlowGraph graph, ISymbol function, BodySurvey survey, OperationBlockAnalysisContext context, Action<Diagnostic> report)
    {
        var again = Repetition.MayRunAgain(function, graph);
        if (OwnershipAnalysis.Analyze(survey.Context, graph, function, again, _checksFailures, context.CancellationToken) is { } result)
            Report(result, survey.Context, report, context.CancellationToken);
        foreach (var nested in NestedFunctions.Of(graph, survey.Acquisitions, context.CancellationToken))
            Analyze(nested.Graph, nested.Function, survey, context, report);
    }

    private static void Report(OwnershipResult result, OwnershipContext ownership, Action<Diagnostic> report, CancellationToken cancel)
    {
        foreach (var site in result.Sites)
        {
            switch (site.Kind)
            {
                case SiteKind.Given:
                    break;
                case SiteKind.Field:
                    ResourceOverwritten.CheckField(site, result, report, ownership, cancel);
                    ResourceLostOnException.CheckField(site, result, report, ownership);
                    break;
                case var _ when site.IsLease:
                    LeaseNotReturned.Check(new SiteFinding(site, result, ownership), report);
                    break;
                default:
                    var finding = new SiteFinding(site, result, ownership);
                    if (finding.IsToldOf)
                        break;
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
}
