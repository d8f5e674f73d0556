using System.Diagnostics.Metrics;

namespace LeakLint.Guard;

/// <summary>What all trackers count, as instruments of the meter "LeakLint.Guard".</summary>
internal static class TaskMetrics
{
    private static readonly UpDownCounter<long> _active =
        GuardMeter.Process.CreateUpDownCounter<long>("leaklint.background_task.active", "{task}", "Pieces of background work that are running.");

    private static readonly Counter<long> _faulted =
        GuardMeter.Process.CreateCounter<long>("leaklint.background_task.faulted", "{task}", "Pieces of background work that ended with an exception.");

    public static void Entered() => _active.Add(1);

    public static void Left() => _active.Add(-1);

    public static void Faulted() => _faulted.Add(1);
}
