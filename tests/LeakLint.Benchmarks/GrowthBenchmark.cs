using System.Globalization;
using System.Text;
using LeakLint.Testing;

namespace LeakLint.Benchmarks;

/// <summary>
/// How the time grows with the code: twice the code should take twice the time, and less past a limit. Roslyn's own graph of a body grows
/// faster than the body where it branches, so the graphs are measured beside, and LeakLint may grow as they do.
/// </summary>
internal static class GrowthBenchmark
{
    private const int Rounds = 4;

    // From the smallest to the largest size. The smallest costs least of all to hold in the caches of the processor.
    private const double Tolerance = 2;

    public static async Task<bool> RunAsync()
    {
        Console.WriteLine($"{"Growth",-50}{"ms",9}{"x time",9}{"x graphs",9}{"x code",9}");
        var isLinear = true;
        isLinear &= await RunAsync("statements after one acquisition", [250, 500, 1_000, 2_000, 4_000], Statements);
        isLinear &= await RunAsync("branches around one resource", [100, 200, 400, 800], Branches);
        isLinear &= await RunAsync("acquisitions in one method (limit 64)", [8, 16, 32, 64, 128], Acquisitions);
        isLinear &= await RunAsync("methods with an acquisition each", [100, 200, 400, 800], Methods);
        isLinear &= await RunAsync("calls deep that a resource is passed (limit 4)", [2, 4, 8, 16, 32], Calls);
        isLinear &= await RunAsync("fields that a type releases", [10, 20, 40, 80], Fields);
        return isLinear;
    }

    private static async Task<bool> RunAsync(string name, int[] sizes, Func<int, string> write)
    {
        double? before = null, graphsBefore = null;
        var (first, firstGraphs) = (0.0, 0.0);
        for (var i = 0; i < sizes.Length; i++)
        {
            var code = SourceCode.Create(name, write(sizes[i]));
            if (code.Errors.Count > 0)
                throw new InvalidOperationException($"{name}: the code has errors, so it is passed over.");
            var timings = await Timing.BestOfAsync(Rounds, code.Compilation, Product.LeakLint.Analyzers, [new Graphs()]);
            var (own, graphs) = (timings[0].Total, timings[1].Total);
            (first, firstGraphs) = i == 0 ? (own, graphs) : (first, firstGraphs);
            Console.WriteLine($"  {sizes[i] + " " + name,-48}{Ratio(own)}{Ratio(own / before)}{Ratio(graphs / graphsBefore)}{Ratio(i == 0 ? null : (double)sizes[i] / sizes[i - 1])}");
            (before, graphsBefore) = (own, graphs);
        }

        var allowed = Math.Max((double)sizes[^1] / sizes[0], graphsBefore!.Value / firstGraphs);
        var isLinear = before <= first * allowed * Tolerance;
        Console.WriteLine(isLinear ? "  as the code, or as its graphs" : "  GROWS FASTER than the code and its graphs");
        return isLinear;
    }

    private static string Ratio(double? value) => (value is { } known ? known.ToString("0.0", CultureInfo.InvariantCulture) : "").PadLeft(9);

    private static string Statements(int count) =>
        Method("int Run(string path, int n)", count, "var file = File.OpenRead(path);", i => $"n += file.ReadByte() + {i};", "return n;");

    private static string Branches(int count) =>
        Method("int Run(string path, int n)", count, "var file = File.OpenRead(path);", i => $"if (n == {i}) {{ file.Dispose(); return {i}; }}", "return n;");

    private static string Acquisitions(int count) =>
        Method("int Run(string path, int n)", count, "", i => $"var file{i} = File.OpenRead(path); if (n > {i}) n += file{i}.ReadByte(); file{i}.Dispose();", "return n;");

    private static string Methods(int count) =>
        Repeat(count, i => $"int Run{i}(string path, int n) {{ var file = File.OpenRead(path); if (n > {i}) return n; n += file.ReadByte(); file.Dispose(); return n; }}");

    // Each helper binds: it keeps the resource in a local of its own.
    private static string Calls(int depth) =>
        "void Run(string path, bool b) { var file = File.OpenRead(path); Call0(file, b); }\n"
        + Repeat(depth, i => $"void Call{i}(Stream s, bool b) {{ var same = b ? s : s; if (b) same.Flush(); Call{i + 1}(same, b); }}")
        + $"void Call{depth}(Stream s, bool b) {{ var same = b ? s : s; same.Dispose(); }}\n";

    private static string Fields(int count) =>
        "sealed class Owner : IDisposable {\n"
        + Repeat(count, i => $"private readonly FileStream _file{i} = File.OpenRead(\"{i}\");")
        + "public void Dispose() {\n" + Repeat(count, i => $"_file{i}.Dispose();") + "}\n}\n";

    private static string Method(string head, int count, string first, Func<int, string> line, string last) =>
        $"{head}\n{{\n{first}\n{Repeat(count, line)}{last}\n}}\n";

    private static string Repeat(int count, Func<int, string> line)
    {
        var text = new StringBuilder();
        for (var i = 0; i < count; i++)
            text.AppendLine(line(i));
        return text.ToString();
    }
}
