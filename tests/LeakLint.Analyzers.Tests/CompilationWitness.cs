using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace LeakLint.Analyzers.Tests;

/// <summary>Sees the compilations that the analyzers beside it are given, which are not those that the tests make, and does not hold them.</summary>
#pragma warning disable RS1001, RS1026, RS1036 // An analyzer of tests only.
internal sealed class CompilationWitness : DiagnosticAnalyzer
{
    private static readonly DiagnosticDescriptor _never = new("WITNESS", "Never reported", "Never reported", "Tests", DiagnosticSeverity.Warning, isEnabledByDefault: true);

    public List<WeakReference> Compilations { get; } = [];

    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [_never];

    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterCompilationAction(end => Compilations.Add(new(end.Compilation)));
    }
}
