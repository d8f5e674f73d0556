using System;
using System.Collections.Generic;
using System.Linq;
using System.Runtime.CompilerServices;
using System.Threading;
using System.Threading.Tasks;
using LeakLint.Guard.Monitoring;
using LeakLint.Guard.Tests.Testing;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Xunit;

namespace LeakLint.Guard.Tests.Monitoring;

public sealed class MonitorTests
{
    private readonly FakeReader _reader = new();
    private readonly FakeTimeProvider _time = new();
    private readonly CapturingLogger _logger = new();

    [Fact]
    public void History_keeps_the_latest_the_oldest_first()
    {
        using LeakMonitor monitor = Monitors.Create(_reader, _time, options => options.HistorySize = 3);
        Assert.Empty(monitor.GetHistory());
        for (int i = 1; i <= 5; i++)
        {
            _reader.Threads = i;
            monitor.SampleNext(_time);
        }

        Assert.Equal([3, 4, 5], monitor.GetHistory().Select(snapshot => snapshot.ThreadCount));
        Assert.Equal(monitor.GetHistory()[^1], monitor.Current);
        Assert.Equal(TimeSpan.FromSeconds(30), monitor.Current.Timestamp - monitor.GetHistory()[^2].Timestamp);
    }

    [Fact]
    public void A_leak_is_a_trend_with_the_time_that_is_left()
    {
        using LeakMonitor monitor = Monitors.Create(_reader, _time, logger: _logger);
        Leak(monitor, minutes: 60, megabytesPerMinute: 1);

        GrowthTrend trend = Assert.Single(monitor.GetTrends());
        Assert.Equal(MonitoredResource.LiveHeap, trend.Name);
        Assert.Equal(60, trend.SlopePerHour / FakeReader.Megabyte, 1);
        // 160 MB now, and 95 % of the 1000 MB that the heap can have are the limit.
        Assert.Equal((950 - 160) / 60.0, trend.TimeToLimit!.Value.TotalHours, 1);
        Assert.Equal(LeakStatus.Warning, monitor.Status);
        Assert.Contains(_logger.Entries, entry => entry.Message.StartsWith("live_heap grows", StringComparison.Ordinal));
    }

    [Fact]
    public void A_leak_that_takes_longer_than_the_horizon_is_told_of_and_nothing_else()
    {
        using LeakMonitor monitor = Monitors.Create(_reader, _time, options => options.GrowthHorizon = TimeSpan.FromHours(2));
        Leak(monitor, minutes: 60, megabytesPerMinute: 1);

        Assert.Single(monitor.GetTrends());
        Assert.Equal(LeakStatus.Healthy, monitor.Status);
    }

    [Fact]
    public void Growth_during_the_warm_up_is_not_looked_at()
    {
        using LeakMonitor monitor = Monitors.Create(_reader, _time, options => options.WarmUp = TimeSpan.FromMinutes(60));
        Leak(monitor, minutes: 60, megabytesPerMinute: 1);

        Assert.Empty(monitor.GetTrends());
    }

    [Fact]
    public void A_heap_that_is_not_collected_tells_nothing()
    {
        using LeakMonitor monitor = Monitors.Create(_reader, _time);
        _reader.Collects = false;
        Leak(monitor, minutes: 120, megabytesPerMinute: 5);

        Assert.Empty(monitor.GetTrends());
    }

    [Fact]
    public void The_alarm_ends_when_the_growth_does()
    {
        using LeakMonitor monitor = Monitors.Create(_reader, _time, logger: _logger);
        Leak(monitor, minutes: 60, megabytesPerMinute: 1);
        Assert.NotEmpty(monitor.GetTrends());
        Leak(monitor, minutes: 60, megabytesPerMinute: 0);

        Assert.Empty(monitor.GetTrends());
        Assert.Equal(LeakStatus.Healthy, monitor.Status);
        Assert.Contains(_logger.Entries, entry => entry.Message == "live_heap does not grow any more.");
    }

    [Fact]
    public void What_the_program_measures_itself_has_thresholds_and_trends_too()
    {
        long sessions = 0;
        CountingProbe probe = new("open_sessions", () => sessions);
        using LeakMonitor monitor = Monitors.Create(
            _reader, _time, options => options.Thresholds["open_sessions"] = new(1_000, 2_000, 3_000), [probe]);
        for (int i = 0; i < 100; i++)
        {
            sessions += 5;
            monitor.SampleNext(_time);
        }

        GrowthTrend trend = Assert.Single(monitor.GetTrends());
        Assert.Equal("open_sessions", trend.Name);
        Assert.Equal(600, trend.SlopePerHour, 3);
        Assert.Equal(500, monitor.Current.Probes["open_sessions"]);
        Assert.Equal(LeakStatus.Warning, monitor.Status);
        sessions = 2_000;
        monitor.SampleNext(_time);
        Assert.Equal(LeakStatus.Critical, monitor.Status);
    }

    [Fact]
    public void A_probe_that_fails_is_missing_and_the_others_are_not()
    {
        CountingProbe bad = new("bad", () => throw new InvalidOperationException("boom"));
        CountingProbe good = new("good", () => 7);
        using LeakMonitor monitor = Monitors.Create(_reader, _time, probes: [bad, good], logger: _logger);

        monitor.Sample();
        monitor.Sample();

        Assert.Equal(new Dictionary<string, long> { ["good"] = 7 }, monitor.Current.Probes);
        Assert.Equal("boom", Assert.Single(_logger.Entries).Error?.Message);
    }

    [Fact]
    public void What_cannot_work_is_refused_at_once()
    {
        Assert.Throws<ArgumentException>(() => Monitors.Create(_reader, configure: options => options.Thresholds["sesions"] = new(1, 2, 3)));
        Assert.Throws<ArgumentException>(() => Monitors.Create(_reader, configure: options => options.Thresholds["threads"] = new(3, 2, 1)));
        Assert.Throws<ArgumentException>(() => Monitors.Create(_reader, configure: options => options.Memory = default));
        Assert.Throws<ArgumentException>(() => Monitors.Create(_reader, probes: [new CountingProbe("threads", () => 1)]));
        Assert.Throws<ArgumentException>(() => Monitors.Create(_reader, configure: options => options.StopApplicationAtMaximum = true));
        Assert.Throws<ArgumentOutOfRangeException>(() => Monitors.Create(_reader, configure: options => options.HistorySize = 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => Monitors.Create(_reader, configure: options => options.SampleInterval = TimeSpan.Zero));
        Assert.Throws<ArgumentOutOfRangeException>(() => Monitors.Create(_reader, configure: options => options.SampleInterval = TimeSpan.FromDays(50)));
    }

    [Fact]
    public void The_host_is_stopped_when_it_stays_at_the_maximum_and_only_then()
    {
        RecordingLifetime lifetime = new();
        using LeakMonitor monitor = Monitors.Create(
            _reader, _time, options => (options.StopApplicationAtMaximum, options.Thresholds["threads"]) = (true, new(100, 200, 300)), lifetime: lifetime);

        foreach (int threads in new[] { 300, 200, 300 })
        {
            _reader.Threads = threads;
            monitor.SampleNext(_time);
        }

        Assert.Equal(0, lifetime.Stops);
        monitor.SampleNext(_time);
        monitor.SampleNext(_time);
        Assert.Equal(1, lifetime.Stops);
    }

    [Fact]
    public void The_host_is_left_alone_by_default()
    {
        RecordingLifetime lifetime = new();
        using LeakMonitor monitor = Monitors.Create(_reader, _time, options => options.Thresholds["threads"] = new(1, 2, 3), lifetime: lifetime);

        monitor.SampleNext(_time);
        monitor.SampleNext(_time);

        Assert.Equal(LeakStatus.Maximum, monitor.Status);
        Assert.Equal(0, lifetime.Stops);
    }

    [Fact]
    public async Task It_samples_by_itself_and_survives_a_sample_that_fails()
    {
        int calls = 0;
        CountingProbe probe = new("probe", () => Interlocked.Increment(ref calls));
        using LeakMonitor monitor = Monitors.Create(_reader, _time, options => options.SampleInterval = TimeSpan.FromSeconds(5), [probe]);
        await monitor.StartAsync(CancellationToken.None);
        await Eventually.True(() => calls == 1 && _time.ArmedTimers == 1, "the first sample was taken at once");
        for (int i = 2; i <= 5; i++)
        {
            _time.Advance(TimeSpan.FromSeconds(5));
            int expected = i;
            await Eventually.True(() => calls == expected, "a sample was taken");
        }

        await monitor.StopAsync(CancellationToken.None).InTime();
        Assert.Equal(0, _time.ArmedTimers);
        Assert.Equal(5, monitor.GetHistory().Count);
    }

    [Fact]
    public async Task Everybody_may_sample_at_the_same_time()
    {
        using LeakMonitor monitor = Monitors.Create(_reader, _time, options => options.HistorySize = 1_000);

        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() =>
        {
            for (int i = 0; i < 100; i++)
            {
                monitor.Sample();
                Assert.NotEmpty(monitor.GetHistory());
                Assert.Empty(monitor.GetTrends());
            }
        }))).InTime();

        Assert.Equal(800, monitor.GetHistory().Count);
        Assert.Equal(800, _reader.Reads);
    }

    [Fact]
    public async Task Registries_let_go_of_idle_entries_when_it_becomes_critical()
    {
        TrimmableRegistries registries = new();
        await using ResourceRegistry<string, Probe> evicting = Registries.Create(8, _time);
        await using ResourceRegistry<string, Probe> rejecting = Registries.Create(8, _time, options => options.FullMode = RegistryFullMode.Reject);
        registries.Add(evicting);
        registries.Add(rejecting);
        foreach (string key in new[] { "a", "b", "c", "d" })
        {
            await evicting.AddIdleAsync(key);
            await rejecting.AddIdleAsync(key);
            _time.Advance(TimeSpan.FromSeconds(1));
        }

        using ResourceLease<Probe> leased = await evicting.LeaseAsync("a");
        using LeakMonitor monitor = Monitors.Create(_reader, _time, options => options.Thresholds["threads"] = new(100, 200, 300), registries: registries);
        _reader.Threads = 150;
        monitor.Sample();
        Assert.Equal(4, evicting.Count);

        _reader.Threads = 200;
        monitor.Sample();

        // Of the three that are idle the two that were used longest ago.
        Assert.False(evicting.Has("b"));
        Assert.False(evicting.Has("c"));
        Assert.True(evicting.Has("d"));
        Assert.Equal(0, leased.Value.Disposals);
        Assert.Equal(4, rejecting.Count);
    }

    [Fact]
    public async Task Registries_are_left_alone_when_the_options_say_so()
    {
        TrimmableRegistries registries = new();
        await using ResourceRegistry<string, Probe> registry = Registries.Create(8, _time);
        registries.Add(registry);
        await registry.AddIdleAsync("a");
        using LeakMonitor monitor = Monitors.Create(
            _reader, _time, options => (options.TrimRegistriesAtCritical, options.Thresholds["threads"]) = (false, new(1, 2, 300)), registries: registries);

        monitor.Sample();

        Assert.Equal(LeakStatus.Critical, monitor.Status);
        Assert.True(registry.Has("a"));
    }

    [Fact]
    public async Task Every_registry_can_be_trimmed()
    {
        await using ResourceRegistry<string, Probe> registry = Registries.Create();

        Assert.True(TrimmableRegistries.All.Contains(registry));
    }

    [Fact]
    public async Task To_be_known_keeps_no_registry_alive()
    {
        TrimmableRegistries registries = new();
        AddForgotten(registries);

        await Eventually.True(
            () =>
            {
                GC.Collect();
                GC.WaitForPendingFinalizers();
                return registries.Count == 0;
            },
            "the registry was collected");
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void AddForgotten(TrimmableRegistries registries)
    {
        registries.Add(Registries.Create());
        Assert.Equal(1, registries.Count);
    }

    private void Leak(LeakMonitor monitor, int minutes, double megabytesPerMinute)
    {
        for (int i = 0; i < minutes * 2; i++)
        {
            _reader.LiveHeap += (long)(megabytesPerMinute / 2 * FakeReader.Megabyte);
            monitor.SampleNext(_time);
        }
    }

    private sealed class CountingProbe(string name, Func<long> measure) : IResourceProbe
    {
        public string Name => name;

        public string Unit => "{thing}";

        public long Measure() => measure();
    }

    private sealed class RecordingLifetime : IHostApplicationLifetime
    {
        public int Stops { get; private set; }

        public CancellationToken ApplicationStarted => default;

        public CancellationToken ApplicationStopping => default;

        public CancellationToken ApplicationStopped => default;

        public void StopApplication() => Stops++;
    }
}
