using System;
using System.Collections.Generic;
using LeakLint.Guard.Monitoring;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using LeakLint.Guard.Tests.Testing;

namespace LeakLint.Guard.Tests.Monitoring;

/// <summary>Short ways to say what a test is not about. Registries of other tests are left alone.</summary>
internal static class Monitors
{
    public static LeakMonitor Create(
        FakeReader reader,
        FakeTimeProvider? time = null,
        Action<LeakMonitorOptions>? configure = null,
        IEnumerable<IResourceProbe>? probes = null,
        IHostApplicationLifetime? lifetime = null,
        ILogger? logger = null,
        TrimmableRegistries? registries = null)
    {
        LeakMonitorOptions options = new();
        configure?.Invoke(options);
        return new LeakMonitor(options, probes ?? [], lifetime, time ?? new FakeTimeProvider(), logger, reader, registries ?? new TrimmableRegistries());
    }

    /// <summary>Lets half a minute pass and samples.</summary>
    public static ResourceSnapshot SampleNext(this LeakMonitor monitor, FakeTimeProvider time)
    {
        time.Advance(TimeSpan.FromSeconds(30));
        return monitor.Sample();
    }
}
