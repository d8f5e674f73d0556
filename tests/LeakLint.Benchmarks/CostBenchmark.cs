using System.Globalization;
using LeakLint.Testing;

namespace LeakLint.Benchmarks;

/// <summary>What LeakLint costs over real code, besides having the code bound, which every analyzer of operations needs.</summary>
internal static class CostBenchmark
{
    private const int Rounds = 4;

    /// <summary>The promise: all rules together take no longer than building a control-flow graph of every body.</summary>
    private const double Promise = 1.0;

    public static async Task<bool> RunAsync(SourceCode code)
    {
        Console.WriteLine(Format($"{code.Name}: {code.Lines:N0} lines, {code.Errors.Count} errors"));
        foreach (var error in code.Errors.Take(5))
            Console.WriteLine($"  {error}");
        Console.WriteLine($"  {"",-38}{"ms",9}{"ms/1000 lines",15}{"x walk",9}{"x graphs",10}");
        var analyzers = Product.LeakLint.Analyzers;
        var times = await Timing.BestOfAsync(Rounds, code.Compilation, [new Walk()], [new Graphs()], analyzers);
        var (walk, graphs, all) = (times[0].Total, times[1].Total, times[2].Total);
        Print("a bare walk over all operations", walk);
        Print("a graph of every body", graphs);
        Print("LeakLint, all rules", all);
        for (var i = 0; i < analyzers.Length; i++)
            Print("  of these, " + analyzers[i].GetType().Name, times[2].Each[i]);

        var isKept = all <= graphs * Promise;
        Console.WriteLine(Format($"  {(isKept ? "kept  " : "BROKEN")}  all rules: {all / graphs:0.00} x graphs (at most {Promise:0.0})"));
        Console.WriteLine();
        return isKept;

        void Print(string name, double time) =>
            Console.WriteLine(Format($"  {name,-38}{time,9:0.0}{time * 1000 / code.Lines,15:0.00}{time / walk,9:0.0}{time / graphs,10:0.00}"));
    }

    private static string Format(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
