using System;
using System.Collections.Generic;
using System.Linq;

namespace LeakLint.Guard.Monitoring;

/// <summary>All resources under watch, and the status that follows from them. Not thread-safe: the monitor's lock guards it.</summary>
internal sealed class ResourceWatch(MonitorSettings settings)
{
    private long _lastCollection;

    /// <summary>The status as of the last sample.</summary>
    public LeakStatus Status { get; private set; }

    /// <summary>What grows, as of the last sample.</summary>
    public GrowthTrend[] Trends { get; private set; } = [];

    /// <summary>Looks at a sample.</summary>
    /// <param name="elapsed">The time since the monitor started.</param>
    /// <param name="reading">What was read.</param>
    /// <param name="snapshot">The same with the values of the probes.</param>
    public void Update(TimeSpan elapsed, in ResourceReading reading, ResourceSnapshot snapshot)
    {
        // Between two full collections the live heap is unknown: to look at the old value again would make it seem to stand still.
        var isHeapNew = reading.FullCollection != _lastCollection;
        _lastCollection = reading.FullCollection;
        foreach (var resource in settings.Resources)
        {
            if (FindValue(resource.Name, snapshot) is not { } value)
                continue;
            resource.Classify(value, FindLimit(resource.Name, snapshot));
            if (elapsed >= settings.WarmUp && (isHeapNew || resource.Name != MonitoredResource.LiveHeap))
                resource.Follow(elapsed, value);
        }

        Status = settings.Resources.Max(StatusOf);
        Trends = settings.Resources.Select(resource => resource.Trend).OfType<GrowthTrend>().ToArray();
    }

    /// <summary>What makes the status what it is, for people.</summary>
    public string DescribeCauses()
        => string.Join("; ", settings.Resources.Where(resource => StatusOf(resource) != LeakStatus.Healthy).Select(resource => resource.Describe()));

    private LeakStatus StatusOf(WatchedResource resource)
        => resource.Level == LeakStatus.Healthy && resource.Trend?.TimeToLimit <= settings.GrowthHorizon ? LeakStatus.Warning : resource.Level;

    private static double? FindValue(string name, ResourceSnapshot snapshot) => name switch
    {
        MonitoredResource.LiveHeap => snapshot.LiveHeapBytes,
        MonitoredResource.Committed => snapshot.CommittedBytes,
        MonitoredResource.WorkingSet => snapshot.WorkingSetBytes,
        MonitoredResource.Threads => snapshot.ThreadCount,
        MonitoredResource.Timers => snapshot.TimerCount,
        MonitoredResource.ChildProcesses => snapshot.ChildProcessCount,
        _ => snapshot.Probes.TryGetValue(name, out var value) ? value : null,
    };

    private static double? FindLimit(string name, ResourceSnapshot snapshot) => name switch
    {
        MonitoredResource.LiveHeap when snapshot.HeapLimitBytes > 0 => snapshot.HeapLimitBytes,
        MonitoredResource.WorkingSet => snapshot.MemoryLimitBytes,
        _ => null,
    };
}
