using System.Collections.Immutable;
using LeakLint.Lifetimes;
using LeakLint.Rules.Growth;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace LeakLint.Rules;

/// <summary>Finds what grows for as long as the process runs.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class GrowthAnalyzer : LeakLintAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } =
    [
        CollectionOnlyGrows.Rule,
        EvictionNeverCalled.Rule,
        EntryLeftBehindOnFailure.Rule,
        IndexesDriftApart.Rule,
        CacheWithoutBound.Rule,
        UnboundedQueue.Rule,
        UnboundedRead.Rule,
    ];

    private protected override void Start(CompilationStartAnalysisContext context)
    {
        var lifetimes = new ProcessLong();
        var collections = new CollectionRules(context.Compilation, lifetimes);
        var queues = new UnboundedQueue(lifetimes);
        var cacheLimit = new SharedCacheLimit(context.Compilation);
        context.RegisterSymbolStartAction(collections.Start, SymbolKind.NamedType);
        context.RegisterOperationAction(collections.NoteShared, OperationKind.FieldReference, OperationKind.PropertyReference);
        context.RegisterOperationAction(collections.NoteCall, OperationKind.MethodReference);
        context.RegisterOperationBlockAction(collections.CheckProgram);
        context.RegisterOperationAction(
            operation =>
            {
                lifetimes.Note((IObjectCreationOperation)operation.Operation);
                collections.NoteCreation(operation);
                queues.Check(operation);
            },
            OperationKind.ObjectCreation);
        context.RegisterOperationAction(
            operation =>
            {
                var call = (IInvocationOperation)operation.Operation;
                collections.NoteCall(operation);
                lifetimes.Note(call);
                queues.Check(operation);
                var report = operation.Reporter();
                UnboundedRead.Check(call, operation.ContainingSymbol, report);
                CacheWithoutBound.Check(call, cacheLimit, report);
            },
            OperationKind.Invocation);
        context.RegisterCompilationEndAction(end =>
        {
            collections.ReportRest(end);
            queues.ReportRest(end);
        });
    }
}
