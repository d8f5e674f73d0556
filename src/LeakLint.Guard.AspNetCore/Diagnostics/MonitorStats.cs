using System.Collections.Generic;

namespace LeakLint.Guard.AspNetCore.Diagnostics;

/// <summary>The answer of <c>GET stats</c>.</summary>
internal sealed record MonitorStats(
    LeakStatus Status, ResourceSnapshot Current, IReadOnlyList<GrowthTrend> Trends, IReadOnlyDictionary<string, int> Tracked)
{
    public static MonitorStats Of(LeakMonitor monitor)
    {
        // First, because it takes a snapshot if there is none, and the status follows from it.
        var current = monitor.Current;
        return new MonitorStats(monitor.Status, current, monitor.GetTrends(), LeakTracker.CountActive());
    }
}
