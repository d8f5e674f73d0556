using System;
using System.Diagnostics.Metrics;

namespace LeakLint.Guard.Monitoring;

/// <summary>What a monitor tells as instruments of the meter "LeakLint.Guard". Memory, threads and the like are the runtime's own to tell.</summary>
internal sealed class MonitorMetrics : IDisposable
{
    private readonly Meter _meter;

    public MonitorMetrics(IMeterFactory? factory, Func<LeakStatus> status)
    {
        _meter = factory?.Create(GuardMeter.Name) ?? new Meter(GuardMeter.Name);
        _meter.CreateObservableGauge(
            "leaklint.status", () => (int)status(), unit: null, "How resources do: 0 healthy, 1 warning, 2 critical, 3 maximum.");
    }

    /// <summary>Ends what is measured. A meter of a factory ends with the factory instead.</summary>
    public void Dispose() => _meter.Dispose();
}
