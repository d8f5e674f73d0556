using System.Collections.Immutable;
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
        CacheWithoutBound.Rule,
    ];

    private protected override void Start(CompilationStartAnalysisContext context)
    {
        var collections = new CollectionRules();
        context.RegisterSymbolStartAction(collections.Start, SymbolKind.NamedType);
        context.RegisterOperationAction(collections.NoteShared, OperationKind.FieldReference, OperationKind.PropertyReference);
        context.RegisterOperationAction(collections.NoteRegistration, OperationKind.Invocation);
        if (context.Compilation.GetTypeByMetadataName("Microsoft.Extensions.Caching.Memory.CacheExtensions") is not null)
        {
            context.RegisterOperationAction(
                operation => CacheWithoutBound.Check((IInvocationOperation)operation.Operation, operation.Reporter()), OperationKind.Invocation);
        }

        context.RegisterCompilationEndAction(collections.ReportRest);
    }
}
