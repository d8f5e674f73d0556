namespace LeakLint.Guard;

/// <summary>
/// The names of what a <see cref="LeakMonitor"/> measures without being asked: keys of <see cref="LeakMonitorOptions.Thresholds"/>, and
/// what a <see cref="GrowthTrend"/> calls them. A probe goes by its own <see cref="IResourceProbe.Name"/>.
/// </summary>
public static class MonitoredResource
{
    /// <summary>Bytes of managed objects that survived the last full collection.</summary>
    public const string LiveHeap = "live_heap";

    /// <summary>Bytes that the collector holds of the operating system.</summary>
    public const string Committed = "committed";

    /// <summary>Bytes of physical memory that this process uses, whoever allocated them. Child processes are not counted.</summary>
    public const string WorkingSet = "working_set";

    /// <summary>Threads of this process, the runtime's own included.</summary>
    public const string Threads = "threads";

    /// <summary>Timers that wait to fire.</summary>
    public const string Timers = "timers";

    /// <summary>Live child processes and what they started themselves.</summary>
    public const string ChildProcesses = "child_processes";
}
