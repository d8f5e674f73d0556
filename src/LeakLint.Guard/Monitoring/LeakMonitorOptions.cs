using System;
using System.Collections.Generic;

namespace LeakLint.Guard;

/// <summary>What a <see cref="LeakMonitor"/> watches, and what it does about it. Read once, by the constructor.</summary>
public sealed class LeakMonitorOptions
{
    /// <summary>How often to measure. One sample takes some hundred microseconds. Default 30 seconds; at most 49 days.</summary>
    public TimeSpan SampleInterval { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How many snapshots are kept, and looked at for growth. Default 240, which is two hours. At least 2.</summary>
    public int HistorySize { get; set; } = 240;

    /// <summary>For how long after the start growth is no news: caches fill, code is compiled. Thresholds hold from the start. Default 10 minutes.</summary>
    public TimeSpan WarmUp { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>
    /// Growth that will be at the limit within this time makes the status <see cref="LeakStatus.Warning"/>. Slower growth is only told of
    /// by <see cref="LeakMonitor.GetTrends"/>. Default 24 hours.
    /// </summary>
    public TimeSpan GrowthHorizon { get; set; } = TimeSpan.FromHours(24);

    /// <summary>
    /// The levels of memory, as fractions: of the container's limit for the working set, if there is one, and of
    /// <see cref="ResourceSnapshot.HeapLimitBytes"/> for the live heap. Default 80, 90 and 95 %.
    /// </summary>
    public ResourceThreshold Memory { get; set; } = new(0.80, 0.90, 0.95);

    /// <summary>The levels of other resources, or absolute ones of memory: by a name of <see cref="MonitoredResource"/> or of a probe, in its unit.</summary>
    public IDictionary<string, ResourceThreshold> Thresholds { get; } = new Dictionary<string, ResourceThreshold>(StringComparer.Ordinal);

    /// <summary>
    /// Whether to stop the host in order when two samples in a row are at <see cref="LeakStatus.Maximum"/>, so that whatever supervises
    /// the program starts it anew, instead of waiting until the kernel kills it. Off by default.
    /// </summary>
    public bool StopApplicationAtMaximum { get; set; }

    /// <summary>
    /// Whether registries let go of what has expired, and those that evict idle entries when they are full
    /// (<see cref="RegistryFullMode.EvictIdle"/>) also of the less recently used half of what is idle, with each sample at
    /// <see cref="LeakStatus.Critical"/> or above. On by default.
    /// </summary>
    public bool TrimRegistriesAtCritical { get; set; } = true;
}
