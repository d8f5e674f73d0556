using System.Collections.Immutable;
using System.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace LeakLint.Benchmarks;

/// <summary>How long analyzers take over a compilation that nobody has looked at yet, on one thread.</summary>
internal static class Timing
{
    /// <summary>Milliseconds of each set of analyzers: the best of several rounds, in which they take turns, so that a disturbance meets all alike.</summary>
    public static async Task<double[]> BestOfAsync(int rounds, CSharpCompilation compilation, params ImmutableArray<DiagnosticAnalyzer>[] contestants)
    {
        var best = Enumerable.Repeat(double.MaxValue, contestants.Length).ToArray();
        for (var round = 0; round < rounds; round++)
        {
            for (var i = 0; i < contestants.Length; i++)
                best[i] = Math.Min(best[i], await RunAsync(compilation, contestants[i]));
        }

        return best;
    }

    private static async Task<double> RunAsync(CSharpCompilation compilation, ImmutableArray<DiagnosticAnalyzer> analyzers)
    {
        // The same trees and references, but nothing bound: as in a build.
        var fresh = compilation.RemoveAllSyntaxTrees().AddSyntaxTrees(compilation.SyntaxTrees);
        fresh.GetDeclarationDiagnostics();
        var options = new CompilationWithAnalyzersOptions(
            new([]), onAnalyzerException: null, concurrentAnalysis: false, logAnalyzerExecutionTime: false, reportSuppressedDiagnostics: false);
        var run = fresh.WithAnalyzers(analyzers, options);
        GC.Collect();
        GC.WaitForPendingFinalizers();
        var start = Stopwatch.GetTimestamp();
        await run.GetAnalyzerDiagnosticsAsync();
        return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
    }
}
