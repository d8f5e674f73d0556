using System;
using System.Diagnostics.Metrics;
using LeakLint.Guard.Release;

namespace LeakLint.Guard.Monitoring;

/// <summary>What a monitor tells as instruments of the meter "LeakLint.Guard". Memory, threads and the like are the runtime's own to tell.</summary>
internal sealed class MonitorMetrics : IDisposable
{
    private readonly Meter _meter = new(GuardMetrics.MeterName);

    public MonitorMetrics(Func<LeakStatus> status) => _meter.CreateObservableGauge(
        "leaklint.status", () => (int)status(), unit: null, "How resources do: 0 healthy, 1 warning, 2 critical, 3 maximum.");

    public void Dispose() => _meter.Dispose();
}
