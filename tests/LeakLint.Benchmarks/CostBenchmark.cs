using System.Collections.Immutable;
using System.Globalization;
using LeakLint.Testing;
using Microsoft.CodeAnalysis.Diagnostics;

namespace LeakLint.Benchmarks;

/// <summary>What LeakLint costs over real code, besides having the code bound, which every analyzer of operations needs.</summary>
internal static class CostBenchmark
{
    private const int Rounds = 7;

    /// <summary>The promise: all rules together take no longer than building a control-flow graph of every body.</summary>
    private const double Promise = 1.0;

    public static async Task<bool> RunAsync(SourceCode code)
    {
        Console.WriteLine(Format($"{code.Name}: {code.Lines:N0} lines, {code.Errors} errors"));
        Console.WriteLine($"  {"",-34}{"ms",9}{"ms/1000 lines",15}{"x walk",9}{"x graphs",10}");
        var analyzers = Product.LeakLint.Analyzers;
        var times = await Timing.BestOfAsync(
            Rounds,
            code.Compilation,
            [[new Binding()], [new Walk()], [new Graphs()], analyzers, .. analyzers.Select(analyzer => ImmutableArray.Create(analyzer))]);

        var binding = times[0];
        Console.WriteLine(Format($"  {"binding alone",-34}{binding,9:0.0}{binding * 1000 / code.Lines,15:0.00}"));
        Print(code, "a bare walk over all operations", times[1], times);
        Print(code, "a graph of every body", times[2], times);
        var ratio = Print(code, "LeakLint, all rules", times[3], times);
        for (var i = 0; i < analyzers.Length; i++)
            Print(code, "  " + analyzers[i].GetType().Name + " alone", times[4 + i], times);

        Console.WriteLine(Format($"  {(ratio <= Promise ? "kept  " : "BROKEN")}  all rules: {ratio:0.00} x graphs (at most {Promise:0.0})"));
        Console.WriteLine();
        return ratio <= Promise;
    }

    private static double Print(SourceCode code, string name, double time, double[] times)
    {
        var own = Math.Max(time - times[0], 0);
        var walk = Math.Max(times[1] - times[0], 0.001);
        var graphs = Math.Max(times[2] - times[0], 0.001);
        Console.WriteLine(Format($"  {name,-34}{own,9:0.0}{own * 1000 / code.Lines,15:0.00}{own / walk,9:0.0}{own / graphs,10:0.00}"));
        return own / graphs;
    }

    private static string Format(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
