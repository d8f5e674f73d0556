using System.Collections.Immutable;
using LeakLint.Rules.Ownership;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace LeakLint.Rules;

/// <summary>Runs the ownership engine once for each body and asks its rules.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class OwnershipAnalyzer : LeakLintAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } =
    [
        ResourceNeverReleased.Rule,
        ResourceReleasedOnSomePaths.Rule,
        ResourceOverwritten.Rule,
        ResourceDiscarded.Rule,
        ProcessOutlivesOwner.Rule,
        ReleaseNotAwaited.Rule,
    ];

    private protected override void Start(CompilationStartAnalysisContext context)
    {
        context.RegisterOperationBlockAction(static _ => { });
    }
}
