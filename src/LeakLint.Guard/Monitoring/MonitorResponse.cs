using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace LeakLint.Guard.Monitoring;

/// <summary>What a sample changed.</summary>
internal readonly record struct MonitorChange(
    LeakStatus Before, LeakStatus Status, IReadOnlyList<GrowthTrend> TrendsBefore, IReadOnlyList<GrowthTrend> Trends, string Causes)
{
    public bool IsNewStatus => Before != Status;
}

/// <summary>What a monitor does about what it sees: tells, has registries trimmed, and in the end stops the host. Called under no lock.</summary>
internal sealed class MonitorResponse(
    MonitorSettings settings, TrimmableRegistries registries, IHostApplicationLifetime? lifetime, ILogger logger, LogLimit limit)
{
    private int _isStopped;

    public void React(MonitorChange change)
    {
        TellStatus(change);
        TellGrowth(change);
        if (change.Status >= LeakStatus.Critical && settings.TrimRegistriesAtCritical)
            Trim(change.Status);
        // Two in a row: one may be a peak that is over before anything could be done.
        if (settings.StopApplicationAtMaximum && change is { Before: LeakStatus.Maximum, Status: LeakStatus.Maximum }
            && Interlocked.Exchange(ref _isStopped, 1) == 0)
        {
            MonitorLog.StopsApplication(logger, change.Status, change.Causes);
            lifetime!.StopApplication();
        }
    }

    private void TellStatus(MonitorChange change)
    {
        if (!change.IsNewStatus || !limit.TryPass($"status {change.Status} {change.Before > change.Status}"))
            return;
        if (change.Status < change.Before)
            MonitorLog.Recovered(logger, change.Status, change.Before);
        else if (change.Status == LeakStatus.Warning)
            MonitorLog.Worse(logger, change.Status, change.Before, change.Causes);
        else
            MonitorLog.MuchWorse(logger, change.Status, change.Before, change.Causes);
    }

    private void TellGrowth(MonitorChange change)
    {
        foreach (var trend in change.Trends.ExceptBy(change.TrendsBefore.Select(before => before.Name), trend => trend.Name))
        {
            if (limit.TryPass($"growth {trend.Name}"))
                MonitorLog.Grows(logger, trend.Name, trend.SlopePerHour, trend.TimeToLimit);
        }

        foreach (var trend in change.TrendsBefore.ExceptBy(change.Trends.Select(now => now.Name), trend => trend.Name))
        {
            if (limit.TryPass($"growth ended {trend.Name}"))
                MonitorLog.GrowthEnded(logger, trend.Name);
        }
    }

    private void Trim(LeakStatus status)
    {
        var count = registries.Trim();
        if (count > 0 && limit.TryPass("trim"))
            MonitorLog.Trimmed(logger, count, status);
    }
}
