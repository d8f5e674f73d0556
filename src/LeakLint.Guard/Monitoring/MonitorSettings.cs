using System;
using System.Collections.Generic;
using System.Linq;

namespace LeakLint.Guard.Monitoring;

/// <summary>The options of a monitor, checked and frozen, and the probes that they belong to.</summary>
internal sealed record MonitorSettings(
    TimeSpan SampleInterval,
    int HistorySize,
    TimeSpan WarmUp,
    TimeSpan GrowthHorizon,
    bool StopApplicationAtMaximum,
    bool TrimRegistriesAtCritical,
    IReadOnlyList<WatchedResource> Resources,
    IReadOnlyList<IResourceProbe> Probes)
{
    private static readonly string[] _ownNames =
    [
        MonitoredResource.LiveHeap, MonitoredResource.WorkingSet, MonitoredResource.Committed,
        MonitoredResource.Threads, MonitoredResource.Timers, MonitoredResource.ChildProcesses,
    ];

    // No timer takes more. Refused here, because the loop that would throw stops the host.
    private static readonly TimeSpan _longestInterval = TimeSpan.FromMilliseconds(uint.MaxValue - 1);

    public static MonitorSettings From(LeakMonitorOptions options, IEnumerable<IResourceProbe> probes)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(options.SampleInterval, _longestInterval);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.HistorySize, 2);
        options.Memory.Validate(nameof(options.Memory));
        var all = probes.ToArray();
        var names = _ownNames.Concat(all.Select(probe => probe.Name)).ToArray();
        if (names.GroupBy(name => name, StringComparer.Ordinal).FirstOrDefault(group => group.Count() > 1) is { } twice)
            throw new ArgumentException($"Two probes are called '{twice.Key}', or a probe has a name of the monitor's own.");
        foreach (var (name, threshold) in options.Thresholds)
        {
            threshold.Validate(name);
            if (!names.Contains(name, StringComparer.Ordinal))
                throw new ArgumentException($"There are thresholds for '{name}', which nothing measures. Known are: {string.Join(", ", names)}.");
        }

        return new MonitorSettings(
            Limit.Positive(options.SampleInterval, nameof(options.SampleInterval)),
            options.HistorySize,
            Limit.NotNegative(options.WarmUp, nameof(options.WarmUp)),
            Limit.NotNegative(options.GrowthHorizon, nameof(options.GrowthHorizon)),
            options.StopApplicationAtMaximum,
            options.TrimRegistriesAtCritical,
            names.Select(name => Watch(name, options)).ToArray(),
            all);
    }

    private static WatchedResource Watch(string name, LeakMonitorOptions options) => new(
        name,
        options.Thresholds.TryGetValue(name, out var levels) ? levels : null,
        name is MonitoredResource.LiveHeap or MonitoredResource.WorkingSet ? options.Memory : null,
        options.HistorySize);
}
