using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Diagnostics.Metrics;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using LeakLint.Guard.Tests.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Xunit;

namespace LeakLint.Guard.Tests.Monitoring;

public sealed class HostedMonitorTests
{
    [Fact]
    public async Task The_host_runs_the_monitor_with_the_probes_among_its_services()
    {
        using IHost host = Build(services => services
            .AddLeakLintGuard(options => options.Thresholds["queue"] = new(1_000_000, 2_000_000, 3_000_000))
            .AddLeakLintGuard(options => options.HistorySize = 5)
            .AddSingleton<IResourceProbe>(new FixedProbe("queue", 42)));
        await host.StartAsync();
        LeakMonitor monitor = host.Services.GetRequiredService<LeakMonitor>();

        await Eventually.True(() => monitor.GetHistory().Count > 0, "the first sample was taken");
        Assert.Equal(42, monitor.Current.Probes["queue"]);
        Assert.Single(host.Services.GetServices<IHostedService>().OfType<LeakMonitor>());
        await host.StopAsync();
    }

    [Fact]
    public async Task Wrong_thresholds_stop_the_start_of_the_host()
    {
        using IHost host = Build(services => services.AddLeakLintGuard(options => options.Thresholds["sesions"] = new(1, 2, 3)));

        await Assert.ThrowsAsync<ArgumentException>(() => host.StartAsync());
    }

    [Theory]
    [InlineData(5, HealthStatus.Healthy)]
    [InlineData(10, HealthStatus.Degraded)]
    [InlineData(20, HealthStatus.Unhealthy)]
    [InlineData(30, HealthStatus.Unhealthy)]
    public async Task Health_follows_the_status(long value, HealthStatus expected)
    {
        // Trimming is for the whole program, and other tests have registries.
        using IHost host = Build(services =>
        {
            services.AddHealthChecks().AddLeakLint(tags: ["ready"]);
            services.AddLeakLintGuard(options => (options.Thresholds["queue"], options.TrimRegistriesAtCritical) = (new(10, 20, 30), false));
            services.AddSingleton<IResourceProbe>(new FixedProbe("queue", value));
        });

        HealthReport report = await host.Services.GetRequiredService<HealthCheckService>().CheckHealthAsync();

        HealthReportEntry entry = report.Entries["leaklint"];
        Assert.Equal(expected, entry.Status);
        Assert.Equal(value, entry.Data["queue"]);
        Assert.Contains("ready", entry.Tags);
        Assert.Equal(expected != HealthStatus.Healthy, entry.Description!.Contains("queue", StringComparison.Ordinal));
    }

    [Fact]
    public void The_status_is_a_metric()
    {
        FakeReader reader = new() { Threads = 250 };
        using LeakMonitor monitor = Monitors.Create(reader, configure: options => options.Thresholds["threads"] = new(100, 200, 300));
        monitor.Sample();
        ConcurrentQueue<int> seen = new();
        using MeterListener listener = new();
        listener.InstrumentPublished = (instrument, owner) =>
        {
            if (instrument is { Name: "leaklint.status", Meter.Name: "LeakLint.Guard" })
            {
                owner.EnableMeasurementEvents(instrument);
            }
        };
        listener.SetMeasurementEventCallback<int>((_, value, _, _) => seen.Enqueue(value));
        listener.Start();

        listener.RecordObservableInstruments();

        // Monitors of other tests are heard, too.
        Assert.Contains((int)LeakStatus.Critical, seen);
    }

    [Fact]
    public void The_status_of_a_host_is_measured_by_a_meter_of_that_host()
    {
        ConcurrentBag<object?> scopes = [];
        using MeterListener listener = new();
        listener.InstrumentPublished = (instrument, _) =>
        {
            if (instrument.Name == "leaklint.status")
            {
                scopes.Add(instrument.Meter.Scope);
            }
        };
        using IHost first = Build(services => services.AddLeakLintGuard());
        using IHost second = Build(services => services.AddLeakLintGuard());
        first.Services.GetRequiredService<LeakMonitor>();
        second.Services.GetRequiredService<LeakMonitor>();

        listener.Start();

        Assert.Contains(first.Services.GetRequiredService<IMeterFactory>(), scopes);
        Assert.Contains(second.Services.GetRequiredService<IMeterFactory>(), scopes);
    }

    [Fact]
    public async Task A_registry_is_drained_with_the_host()
    {
        using IHost host = Build(services => services.AddResourceRegistry<string, Probe>(options => options.Capacity = 3));
        await host.StartAsync();
        ResourceRegistry<string, Probe> registry = host.Services.GetRequiredService<ResourceRegistry<string, Probe>>();
        Probe probe = await registry.AddIdleAsync("a");

        await host.StopAsync();

        Assert.Equal(1, probe.Disposals);
    }

    [Fact]
    public async Task A_registry_without_a_capacity_stops_the_start_of_the_host()
    {
        using IHost host = Build(services => services.AddResourceRegistry<string, Probe>(options => options.Name = "sessions"));

        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => host.StartAsync());
    }

    private static IHost Build(Action<IServiceCollection> configure)
    {
        HostApplicationBuilder builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Logging.ClearProviders();
        configure(builder.Services);
        return builder.Build();
    }

    private sealed class FixedProbe(string name, long value) : IResourceProbe
    {
        public string Name => name;

        public string Unit => "{item}";

        public long Measure() => value;
    }
}
