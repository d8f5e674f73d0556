using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace LeakLint.Guard.Monitoring;

/// <summary>Tells the status of a monitor as health. Measures nothing itself: however often it is asked, the monitor samples at its own pace.</summary>
internal sealed class LeakHealthCheck(LeakMonitor monitor) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var snapshot = monitor.Current;
        var health = monitor.Status switch
        {
            LeakStatus.Healthy => HealthStatus.Healthy,
            LeakStatus.Warning => HealthStatus.Degraded,
            _ => HealthStatus.Unhealthy,
        };
        return Task.FromResult(new HealthCheckResult(health, monitor.Causes, exception: null, Describe(snapshot)));
    }

    private static Dictionary<string, object> Describe(ResourceSnapshot snapshot)
    {
        var data = new Dictionary<string, object>
        {
            [MonitoredResource.Committed] = snapshot.CommittedBytes,
            [MonitoredResource.WorkingSet] = snapshot.WorkingSetBytes,
            [MonitoredResource.Threads] = snapshot.ThreadCount,
            [MonitoredResource.Timers] = snapshot.TimerCount,
            [MonitoredResource.ChildProcesses] = snapshot.ChildProcessCount,
        };
        if (snapshot.LiveHeapBytes is { } live)
            data[MonitoredResource.LiveHeap] = live;
        foreach (var (name, value) in snapshot.Probes)
            data[name] = value;
        return data;
    }
}
