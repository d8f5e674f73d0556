using System.Collections.Immutable;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace LeakLint.Benchmarks;

/// <summary>How long analyzers take over a compilation that nobody has looked at yet, on one thread.</summary>
/// <param name="Each">Milliseconds of each, in its best round.</param>
internal sealed record Timing(IReadOnlyList<double> Each)
{
    /// <summary>Milliseconds of all of them.</summary>
    public double Total => Each.Sum();

    /// <summary>Times sets of analyzers, which take turns, so that a disturbance meets all alike.</summary>
    public static async Task<Timing[]> BestOfAsync(int rounds, CSharpCompilation compilation, params ImmutableArray<DiagnosticAnalyzer>[] contestants)
    {
        var best = new Timing[contestants.Length];
        for (var round = 0; round < rounds; round++)
        {
            for (var i = 0; i < contestants.Length; i++)
                best[i] = Better(best[i], await RunAsync(compilation, contestants[i]));
        }

        return best;
    }

    private static Timing Better(Timing? before, double[] now) =>
        new(before is null ? now : [.. before.Each.Zip(now, Math.Min)]);

    // The driver has bound a body when it hands it out, so binding is not counted, except where an analyzer looks elsewhere.
    private static async Task<double[]> RunAsync(CSharpCompilation compilation, ImmutableArray<DiagnosticAnalyzer> analyzers)
    {
        // The same trees and references, but nothing bound: as in a build.
        var fresh = compilation.RemoveAllSyntaxTrees().AddSyntaxTrees(compilation.SyntaxTrees);
        var options = new CompilationWithAnalyzersOptions(
            new([]), onAnalyzerException: null, concurrentAnalysis: false, logAnalyzerExecutionTime: true, reportSuppressedDiagnostics: false);
        GC.Collect();
        var result = await fresh.WithAnalyzers(analyzers, options).GetAnalysisResultAsync(default);
        return [.. analyzers.Select(analyzer => result.AnalyzerTelemetryInfo[analyzer].ExecutionTime.TotalMilliseconds)];
    }
}
