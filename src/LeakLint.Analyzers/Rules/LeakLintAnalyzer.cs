using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace LeakLint.Rules;

/// <summary>The base of all analyzers: concurrent, silent in generated code, and set up once for each compilation.</summary>
public abstract class LeakLintAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public sealed override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterCompilationStartAction(Start);
    }

    /// <summary>Registers actions for one compilation; registers nothing when the compilation knows none of the types of interest.</summary>
    private protected abstract void Start(CompilationStartAnalysisContext context);
}
