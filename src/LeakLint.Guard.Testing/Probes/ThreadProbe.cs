using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading;

namespace LeakLint.Guard.Testing.Probes;

/// <summary>Threads that are not the runtime's own: that pool threads come and go is nobody's leak.</summary>
/// <remarks>
/// A thread without a name has the name of the one that started it, and that is often a thread of the pool: there are then more threads
/// of that name than the pool has.
/// </remarks>
internal sealed class ThreadProbe : LeakProbe
{
    private const string Tasks = "/proc/self/task";
    private const string RuntimePrefix = ".NET ";
    private const string PoolWorker = ".NET TP Worker";

    private readonly HashSet<string> _baseline;
    private readonly int _unnamed;

    public ThreadProbe()
    {
        var threads = List();
        _baseline = [.. threads.Keys];
        _unnamed = CountUnnamed(threads);
    }

    public override IEnumerable<Finding> Find()
    {
        var threads = List();
        foreach (var (id, name) in threads)
        {
            if (!_baseline.Contains(id) && !name.StartsWith(RuntimePrefix, StringComparison.Ordinal))
                yield return new Finding(FindingKinds.Thread, $"{name} (thread {id})");
        }

        var more = CountUnnamed(threads) - _unnamed;
        if (more > 0)
            yield return new Finding(FindingKinds.Thread, "without a name") { Count = more };
    }

    private static int CountUnnamed(Dictionary<string, string> threads)
        => Math.Max(0, threads.Values.Count(static name => name == PoolWorker) - ThreadPool.ThreadCount);

    private static Dictionary<string, string> List()
    {
        Dictionary<string, string> threads = [];
        foreach (var task in ProcessTable.IsAvailable ? Directory.GetDirectories(Tasks) : [])
        {
            if (ProcessTable.TryRead(Path.Combine(task, "comm")) is { } name)
                threads[Path.GetFileName(task)] = name.TrimEnd();
        }

        return threads;
    }
}
