using System.Diagnostics;
using LeakLint.Testing;

namespace LeakLint.Fuzz;

/// <summary>Tries mutants one after another, on as many threads as there are processors.</summary>
/// <param name="pool">What mutants are made of.</param>
/// <param name="seed">Runs with the same seed try the same mutants.</param>
/// <param name="product">The rules and fixes that are tried.</param>
public sealed class Fuzzer(SourcePool pool, int seed, Product product)
{
    // Of processor time, so that a busy machine fails no mutant; small files take some hundredths of it.
    private static readonly TimeSpan _longest = TimeSpan.FromSeconds(10);

    private readonly Mutator _mutator = new(pool, seed);
    private readonly Lock _gate = new();
    private readonly Dictionary<string, FailedMutant> _failed = new(StringComparer.Ordinal);
    private int _tried;
    private int _findings;
    private int _fixes;

    /// <summary>Tries mutants until there were enough of them, or enough time has passed.</summary>
    /// <param name="count">How many mutants.</param>
    /// <param name="time">When to stop before that.</param>
    /// <param name="unfinished">A folder where each mutant stands while it is tried: one that ends the process is found there. Null for none.</param>
    public async Task<FuzzReport> RunAsync(int count, TimeSpan time, string? unfinished = null)
    {
        using var swallowed = new SwallowedExceptions();
        var clock = Stopwatch.StartNew();
        var workers = new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount };
        await Parallel.ForEachAsync(Enumerable.Range(0, count).TakeWhile(_ => clock.Elapsed < time), workers, async (number, _) =>
        {
            var text = _mutator.Create(number);
            var path = unfinished is null ? null : Path.Combine(unfinished, $"unfinished-{seed}-{number}.cs");
            if (path is not null)
                File.WriteAllText(path, text);
            Note(number, text, await TryAsync(text, swallowed));
            if (path is not null)
                File.Delete(path);
        });

        var report = new FuzzReport(_tried, _findings, _fixes, clock.Elapsed, []);
        var smallest = new List<FailedMutant>();
        foreach (var failed in _failed.Values)
            smallest.Add(await MinimizeAsync(failed, swallowed));
        return report with { Failed = smallest };
    }

    private async Task<FailedMutant> MinimizeAsync(FailedMutant failed, SwallowedExceptions swallowed)
    {
        await Minimizer.MinimizeAsync(failed.Text, async text =>
        {
            if ((await TryAsync(text, swallowed)).FirstOrDefault(failure => failure.Signature == failed.Failure.Signature) is not { } failure)
                return false;
            failed = failed with { Text = text, Failure = failure };
            return true;
        });
        return failed;
    }

    private async Task<IReadOnlyList<Failure>> TryAsync(string text, SwallowedExceptions swallowed)
    {
        var trial = new Trial(product, swallowed);
        using var late = new CancellationTokenSource();
        var running = Task.Run(() => trial.RunAsync(text, late.Token));
        var limit = Environment.CpuUsage.TotalTime + (_longest * Environment.ProcessorCount);
        while (await Task.WhenAny(running, Task.Delay(TimeSpan.FromSeconds(1))) != running)
        {
            if (Environment.CpuUsage.TotalTime < limit)
                continue;
            await late.CancelAsync();
            return [new("time-out", $"not done after {_longest.TotalSeconds} s of processor time")];
        }

        var failures = await running;
        Interlocked.Add(ref _findings, trial.Findings);
        Interlocked.Add(ref _fixes, trial.Fixes);
        return failures;
    }

    private void Note(int number, string text, IReadOnlyList<Failure> failures)
    {
        lock (_gate)
        {
            _tried++;
            foreach (var failure in failures)
                _failed.TryAdd(failure.Signature, new(seed, number, text, failure));
        }
    }
}
