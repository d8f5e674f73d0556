using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using LeakLint.Guard.Tests.Testing;
using Microsoft.Extensions.Logging;
using Xunit;

namespace LeakLint.Guard.Tests.Monitoring;

public sealed class MonitorStatusTests
{
    private readonly FakeReader _reader = new();
    private readonly FakeTimeProvider _time = new();
    private readonly CapturingLogger _logger = new();

    [Theory]
    [InlineData(799, LeakStatus.Healthy)]
    [InlineData(800, LeakStatus.Warning)]
    [InlineData(900, LeakStatus.Critical)]
    [InlineData(950, LeakStatus.Maximum)]
    public void The_working_set_stands_against_the_limit_of_the_container(long megabytes, LeakStatus expected)
    {
        _reader.MemoryLimit = 1_000 * FakeReader.Megabyte;
        _reader.WorkingSet = megabytes * FakeReader.Megabyte;
        using LeakMonitor monitor = Monitors.Create(_reader);

        monitor.Sample();

        Assert.Equal(expected, monitor.Status);
    }

    [Fact]
    public void Without_a_limit_the_working_set_may_be_anything()
    {
        _reader.WorkingSet = long.MaxValue / 2;
        using LeakMonitor monitor = Monitors.Create(_reader);

        monitor.Sample();

        Assert.Equal(LeakStatus.Healthy, monitor.Status);
        Assert.Null(monitor.Current.MemoryLimitBytes);
    }

    [Fact]
    public void The_live_heap_stands_against_what_the_heap_can_have()
    {
        _reader.MemoryLimit = 2_000 * FakeReader.Megabyte;
        _reader.HeapLimit = 1_500 * FakeReader.Megabyte;
        _reader.LiveHeap = 1_400 * FakeReader.Megabyte;
        using LeakMonitor monitor = Monitors.Create(_reader);

        monitor.Sample();

        Assert.Equal(LeakStatus.Critical, monitor.Status);
    }

    [Fact]
    public void Before_the_first_full_collection_the_live_heap_is_unknown()
    {
        _reader.LiveHeap = null;
        using LeakMonitor monitor = Monitors.Create(_reader);

        Assert.Null(monitor.Sample().LiveHeapBytes);
        Assert.Equal(LeakStatus.Healthy, monitor.Status);
    }

    [Fact]
    public void A_level_is_left_only_well_below_it()
    {
        using LeakMonitor monitor = Monitors.Create(_reader, configure: ThreadLevels);
        List<LeakStatus> seen = [];
        foreach (int threads in new[] { 99, 100, 99, 96, 95, 94, 100, 200, 191, 189, 300, 290, 150, 50 })
        {
            _reader.Threads = threads;
            monitor.Sample();
            seen.Add(monitor.Status);
        }

        const LeakStatus Ok = LeakStatus.Healthy;
        const LeakStatus Warn = LeakStatus.Warning;
        const LeakStatus Crit = LeakStatus.Critical;
        const LeakStatus Max = LeakStatus.Maximum;
        Assert.Equal([Ok, Warn, Warn, Warn, Warn, Ok, Warn, Crit, Crit, Warn, Max, Max, Warn, Ok], seen);
    }

    [Fact]
    public async Task Changes_are_told_in_order_with_the_snapshot_they_came_with()
    {
        using LeakMonitor monitor = Monitors.Create(_reader, configure: ThreadLevels);
        ConcurrentQueue<(LeakStatus, int)> told = new();
        using IDisposable subscription = monitor.OnStatusChanged((status, snapshot) => told.Enqueue((status, snapshot.ThreadCount)));

        Sample(monitor, 50, 100, 150, 300, 301, 50);

        await Eventually.True(() => told.Count == 3, "three changes were told");
        Assert.Equal([(LeakStatus.Warning, 100), (LeakStatus.Maximum, 300), (LeakStatus.Healthy, 50)], told);
    }

    [Fact]
    public async Task A_callback_that_throws_harms_nobody()
    {
        using LeakMonitor monitor = Monitors.Create(_reader, configure: ThreadLevels, logger: _logger);
        ConcurrentQueue<LeakStatus> told = new();
        using IDisposable bad = monitor.OnStatusChanged((_, _) => throw new InvalidOperationException("boom"));
        using IDisposable good = monitor.OnStatusChanged((status, _) => told.Enqueue(status));

        Sample(monitor, 100, 50);

        await Eventually.True(() => told.Count == 2, "both changes were told");
        Assert.Contains(_logger.Entries, entry => entry.Level == LogLevel.Error && entry.Error?.Message == "boom");
    }

    [Fact]
    public async Task A_callback_that_hangs_does_not_hold_up_the_monitor()
    {
        using LeakMonitor monitor = Monitors.Create(_reader, configure: ThreadLevels);
        using ManualResetEventSlim release = new();
        ConcurrentQueue<LeakStatus> told = new();
        using IDisposable hanging = monitor.OnStatusChanged((status, _) =>
        {
            release.Wait();
            told.Enqueue(status);
        });

        for (int i = 0; i < 100; i++)
        {
            Sample(monitor, 100, 50);
        }

        Assert.Equal(LeakStatus.Healthy, monitor.Status);
        release.Set();
        await Eventually.True(() => told.LastOrDefault() == LeakStatus.Healthy && told.Count > 1, "the last change was told");
        // What piled up is bounded: the one that hung, and the latest ones.
        Assert.InRange(told.Count, 2, 17);
    }

    [Fact]
    public async Task A_callback_may_use_the_monitor()
    {
        using LeakMonitor monitor = Monitors.Create(_reader, configure: ThreadLevels);
        TaskCompletionSource<LeakStatus> seen = new();
        using IDisposable subscription = monitor.OnStatusChanged((_, _) =>
        {
            monitor.Sample();
            seen.TrySetResult(monitor.Status);
        });

        Sample(monitor, 300);

        Assert.Equal(LeakStatus.Maximum, await seen.Task.InTime());
    }

    [Fact]
    public async Task Who_does_not_want_to_hear_more_hears_no_more()
    {
        using LeakMonitor monitor = Monitors.Create(_reader, configure: ThreadLevels);
        ConcurrentQueue<string> told = new();
        IDisposable first = monitor.OnStatusChanged((_, _) => told.Enqueue("first"));
        using IDisposable second = monitor.OnStatusChanged((_, _) => told.Enqueue("second"));
        first.Dispose();

        Sample(monitor, 100);

        await Eventually.True(() => !told.IsEmpty, "the change was told");
        Assert.Equal(["second"], told);
    }

    [Fact]
    public void What_goes_on_is_not_logged_with_each_sample()
    {
        using LeakMonitor monitor = Monitors.Create(_reader, _time, ThreadLevels, logger: _logger);
        for (int i = 0; i < 10; i++)
        {
            Sample(monitor, 100, 50);
            _time.Advance(TimeSpan.FromSeconds(30));
        }

        Assert.Equal(2, _logger.Entries.Count);
        _time.Advance(TimeSpan.FromMinutes(10));
        Sample(monitor, 100);
        Assert.Equal(3, _logger.Entries.Count);
        Assert.Contains(_logger.Entries, entry => entry.Level == LogLevel.Warning && entry.Message.Contains("threads Warning", StringComparison.Ordinal));
    }

    private static void ThreadLevels(LeakMonitorOptions options) => options.Thresholds[MonitoredResource.Threads] = new(100, 200, 300);

    private void Sample(LeakMonitor monitor, params int[] threads)
    {
        foreach (int count in threads)
        {
            _reader.Threads = count;
            monitor.Sample();
        }
    }
}
