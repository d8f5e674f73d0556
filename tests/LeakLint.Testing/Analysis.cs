using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace LeakLint.Testing;

/// <summary>What the analyzers said about a project.</summary>
/// <param name="Findings">The reports, in the order of the source.</param>
/// <param name="Crashes">Exceptions that left an analyzer; always a bug.</param>
public sealed record Analysis(ImmutableArray<Diagnostic> Findings, ImmutableArray<string> Crashes)
{
    /// <summary>Runs analyzers over a whole project, as a build does.</summary>
    public static Task<Analysis> RunAsync(Project project, ImmutableArray<DiagnosticAnalyzer> analyzers, bool concurrent = true) =>
        RunAsync(project, analyzers, concurrent, (_, analysis) => analysis.GetAnalyzerDiagnosticsAsync());

    /// <summary>Asks for one file after the other and then for what is known only at the end, as an editor does.</summary>
    public static Task<Analysis> RunByFileAsync(Project project, ImmutableArray<DiagnosticAnalyzer> analyzers) =>
        RunAsync(project, analyzers, concurrent: true, async (compilation, analysis) =>
        {
            var found = ImmutableArray.CreateBuilder<Diagnostic>();
            foreach (var file in compilation.SyntaxTrees)
            {
                found.AddRange(await analysis.GetAnalyzerSyntaxDiagnosticsAsync(file, default));
                found.AddRange(await analysis.GetAnalyzerSemanticDiagnosticsAsync(compilation.GetSemanticModel(file), null, default));
            }

            found.AddRange((await analysis.GetAnalysisResultAsync(default)).CompilationDiagnostics.Values.SelectMany(all => all));
            return found.ToImmutable();
        });

    private static async Task<Analysis> RunAsync(
        Project project,
        ImmutableArray<DiagnosticAnalyzer> analyzers,
        bool concurrent,
        Func<Compilation, CompilationWithAnalyzers, Task<ImmutableArray<Diagnostic>>> ask)
    {
        var crashes = new ConcurrentQueue<string>();
        var options = new CompilationWithAnalyzersOptions(
            project.AnalyzerOptions,
            onAnalyzerException: (exception, analyzer, _) => crashes.Enqueue($"{analyzer.GetType().Name}: {exception}"),
            concurrentAnalysis: concurrent,
            logAnalyzerExecutionTime: false,
            reportSuppressedDiagnostics: false);

        var compilation = await TestProject.CompileAsync(project);
        var found = await ask(compilation, compilation.WithAnalyzers(analyzers, options));
        return new Analysis(InSourceOrder(found), [.. crashes]);
    }

    private static ImmutableArray<Diagnostic> InSourceOrder(IEnumerable<Diagnostic> found) =>
    [
        .. found
            .OrderBy(diagnostic => diagnostic.Location.SourceTree?.FilePath, StringComparer.Ordinal)
            .ThenBy(diagnostic => diagnostic.Location.SourceSpan.Start)
            .ThenBy(diagnostic => diagnostic.Id, StringComparer.Ordinal)
            .ThenBy(diagnostic => diagnostic.GetMessage(), StringComparer.Ordinal),
    ];
}
