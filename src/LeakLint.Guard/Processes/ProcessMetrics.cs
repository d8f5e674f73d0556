using System.Collections.Generic;
using System.Diagnostics.Metrics;
using System.Threading;

namespace LeakLint.Guard;

/// <summary>What all groups count, as instruments of the meter "LeakLint.Guard".</summary>
internal static class ProcessMetrics
{
    public const string Exited = "exited";
    public const string Stopped = "stopped";
    public const string Killed = "killed";

    private static readonly UpDownCounter<long> _active =
        GuardMeter.Process.CreateUpDownCounter<long>("leaklint.child_process.active", "{process}", "Child processes that a group owns.");

    private static readonly Counter<long> _terminated =
        GuardMeter.Process.CreateCounter<long>("leaklint.child_process.terminated", "{process}", "Child processes that ended, by how they came to.");

    private static int _activeCount;

    /// <summary>How many child processes the groups of this program own.</summary>
    public static int ActiveCount => Volatile.Read(ref _activeCount);

    public static void Started(string group)
    {
        Interlocked.Increment(ref _activeCount);
        _active.Add(1, Group(group));
    }

    public static void Terminated(string group, string reason)
    {
        Interlocked.Decrement(ref _activeCount);
        _active.Add(-1, Group(group));
        _terminated.Add(1, Group(group), new("leaklint.termination.reason", reason));
    }

    private static KeyValuePair<string, object?> Group(string name) => new(GuardMeter.Kind, name);
}
