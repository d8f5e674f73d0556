using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Diagnostics.Metrics;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using LeakLint.Guard.Tests.Testing;
using Microsoft.Extensions.Logging;
using Xunit;

namespace LeakLint.Guard.Tests.Registry;

/// <summary>Disposal happens elsewhere, a few at a time, and its troubles stay with it.</summary>
public sealed class DisposalTests
{
    [Fact]
    public async Task A_slow_disposal_does_not_hold_up_the_caller_who_evicts()
    {
        TaskCompletionSource gate = new(TaskCreationOptions.RunContinuationsAsynchronously);
        await using ResourceRegistry<string, Probe> registry = Registries.Create(
            capacity: 4, configure: options => options.Dispose = _ => new ValueTask(gate.Task));
        for (int i = 0; i < 7; i++)
        {
            await registry.AddIdleAsync($"{i}");
        }

        Assert.Equal(4, registry.Count);
        Assert.Equal(3, registry.DisposingCount);
        gate.SetResult();
        await Eventually.True(() => registry.DisposingCount == 0, "all disposed");
    }

    [Fact]
    public async Task Creation_waits_while_more_than_the_capacity_are_being_disposed()
    {
        TaskCompletionSource gate = new(TaskCreationOptions.RunContinuationsAsynchronously);
        await using ResourceRegistry<string, Probe> registry = Registries.Create(
            capacity: 1, configure: options => options.Dispose = _ => new ValueTask(gate.Task));
        await registry.AddIdleAsync("a");
        await registry.AddIdleAsync("b");
        bool created = false;
        Task<ResourceLease<Probe>> third = registry.GetOrAddAsync("c", (_, _) =>
        {
            created = true;
            return new ValueTask<Probe>(new Probe());
        }).AsTask();
        await Eventually.True(() => registry.DisposingCount == 2, "the second made room for the third");
        await Eventually.True(() => registry.WaitingForRoom == 1, "the third waits");
        Assert.False(created);

        gate.SetResult();
        (await third.InTime()).Dispose();
        Assert.True(created);
    }

    [Fact]
    public async Task No_more_are_disposed_at_the_same_time_than_allowed()
    {
        int running = 0;
        int most = 0;
        await using ResourceRegistry<string, Probe> registry = Registries.Create(capacity: 100, configure: options =>
        {
            options.MaxConcurrentDisposals = 3;
            options.Dispose = async _ =>
            {
                int now = Interlocked.Increment(ref running);
                InterlockedMax(ref most, now);
                await Task.Delay(1);
                Interlocked.Decrement(ref running);
            };
        });
        for (int i = 0; i < 100; i++)
        {
            await registry.AddIdleAsync($"{i}");
        }

        DrainResult result = await registry.DrainAsync(Eventually.Limit).InTime();
        Assert.Equal(100, result.Completed);
        Assert.Equal(3, most);
    }

    [Fact]
    public async Task A_hung_disposal_costs_its_time_out_and_stays_visible()
    {
        FakeTimeProvider time = new();
        CapturingLogger logger = new();
        ConcurrentQueue<RegistryEviction<string>> evictions = new();
        TaskCompletionSource hangs = new(TaskCreationOptions.RunContinuationsAsynchronously);
        ResourceRegistry<string, Probe> registry = Registries.Create(4, time, options =>
        {
            options.MaxConcurrentDisposals = 1;
            options.DisposeTimeout = TimeSpan.FromSeconds(10);
            options.Dispose = probe => probe.ToString() == "hangs" ? new ValueTask(hangs.Task) : probe.DisposeAsync();
            options.OnEvicted = evictions.Enqueue;
        }, logger);
        await registry.AddIdleAsync("hangs");
        Probe healthy = await registry.AddIdleAsync("healthy");
        registry.TryRetire("hangs");
        registry.TryRetire("healthy");
        await Eventually.True(() => time.ArmedTimers == 1, "the hung disposal is timed");
        Assert.Equal(0, healthy.Disposals);

        time.Advance(TimeSpan.FromSeconds(10));
        await healthy.Disposed.InTime();
        await Eventually.True(() => evictions.Count == 2, "both reported");
        Assert.IsType<TimeoutException>(evictions.Single(eviction => eviction.Key == "hangs").DisposeError);
        Assert.Null(evictions.Single(eviction => eviction.Key == "healthy").DisposeError);
        Assert.Contains(logger.Entries, entry => entry.Level == LogLevel.Warning && entry.Message.Contains("'hangs'"));
        await Eventually.True(() => registry.DisposingCount == 1, "only the hung one is left");

        DrainResult result = await registry.DrainAsync(Eventually.Limit).InTime();
        Assert.Equal(["'hangs' (being disposed)"], result.AbandonedNames);
        Assert.False(result.IsClean);
        hangs.SetResult();
        await Eventually.True(() => registry.DisposingCount == 0, "the hung one ended");
    }

    [Fact]
    public async Task A_disposal_that_blocks_its_thread_is_given_up_on_as_well()
    {
        FakeTimeProvider time = new();
        using ManualResetEventSlim blocks = new();
        await using ResourceRegistry<string, Probe> registry = Registries.Create(4, time, options =>
        {
            options.MaxConcurrentDisposals = 1;
            options.Dispose = probe =>
            {
                if (probe.ToString() == "blocks")
                {
                    blocks.Wait();
                }

                return probe.DisposeAsync();
            };
        });
        await registry.AddIdleAsync("blocks");
        Probe healthy = await registry.AddIdleAsync("healthy");
        registry.TryRetire("blocks");
        registry.TryRetire("healthy");
        await Eventually.True(() => time.ArmedTimers == 1, "the blocked disposal is timed");
        time.Advance(TimeSpan.FromSeconds(10));
        await healthy.Disposed.InTime();
        blocks.Set();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task What_a_disposal_throws_is_logged_counted_and_kept_from_callers(bool synchronously)
    {
        CapturingLogger logger = new();
        string name = $"faulty-{synchronously}";
        int counted = 0;
        using MeterListener listener = new();
        listener.InstrumentPublished = (instrument, self) =>
        {
            if (instrument.Name == "leaklint.disposal.errors")
            {
                self.EnableMeasurementEvents(instrument);
            }
        };
        listener.SetMeasurementEventCallback<long>((_, value, tags, _) =>
        {
            if (tags.ToArray().Contains(new KeyValuePair<string, object?>("leaklint.resource.kind", name)))
            {
                Interlocked.Add(ref counted, (int)value);
            }
        });
        listener.Start();
        ResourceRegistry<string, Probe> registry = Registries.Create(1, configure: options =>
        {
            options.Name = name;
            options.Dispose = synchronously ? _ => throw new FormatException() : async _ =>
            {
                await Task.Yield();
                throw new FormatException();
            };
        }, logger: logger);
        for (int i = 0; i < 50; i++)
        {
            await registry.AddIdleAsync($"{i}");
        }

        DrainResult result = await registry.DrainAsync(Eventually.Limit).InTime();
        Assert.Equal(50, logger.Entries.Count(entry => entry.Level == LogLevel.Error && entry.Error is FormatException));
        Assert.Equal(50, counted);
        Assert.True(result.Faulted >= 1);
        Assert.False(result.IsClean);
    }

    [Fact]
    public async Task Asynchronous_disposal_is_preferred()
    {
        ResourceRegistry<string, DisposableBothWays> registry = new(new() { Capacity = 1 });
        DisposableBothWays resource = new();
        Assert.True(await registry.TryAddAsync("a", resource).InTime());
        Assert.True(await registry.RemoveAsync("a").InTime());
        Assert.Equal("async", resource.Calls);
    }

    [Fact]
    public async Task Synchronous_disposal_runs_on_the_thread_pool()
    {
        ResourceRegistry<string, DisposableOneWay> registry = new(new() { Capacity = 1 });
        DisposableOneWay resource = new();
        Assert.True(await registry.TryAddAsync("a", resource).InTime());
        Assert.True(await registry.RemoveAsync("a").InTime());
        Assert.True(resource.WasDisposedOnPool);
    }

    [Fact]
    public async Task Removing_waits_for_the_disposal_and_retiring_does_not()
    {
        TaskCompletionSource gate = new(TaskCreationOptions.RunContinuationsAsynchronously);
        await using ResourceRegistry<string, Probe> registry = Registries.Create(
            configure: options => options.Dispose = _ => new ValueTask(gate.Task));
        await registry.AddIdleAsync("a");
        await registry.AddIdleAsync("b");
        Assert.True(registry.TryRetire("a"));
        Task<bool> removal = registry.RemoveAsync("b").AsTask();
        Assert.False(removal.IsCompleted);
        Assert.Equal(0, registry.Count);

        gate.SetResult();
        Assert.True(await removal.InTime());
        Assert.False(await registry.RemoveAsync("b").InTime());
        Assert.False(registry.TryRetire("a"));
    }

    private static void InterlockedMax(ref int target, int value)
    {
        int seen;
        while (value > (seen = Volatile.Read(ref target)) && Interlocked.CompareExchange(ref target, value, seen) != seen)
        {
        }
    }

    private sealed class DisposableBothWays : IAsyncDisposable, IDisposable
    {
        public string Calls { get; private set; } = "";

        public void Dispose() => Calls += "sync";

        public ValueTask DisposeAsync()
        {
            Calls += "async";
            return default;
        }
    }

    private sealed class DisposableOneWay : IDisposable
    {
        public bool WasDisposedOnPool { get; private set; }

        public void Dispose() => WasDisposedOnPool = Thread.CurrentThread.IsThreadPoolThread;
    }
}
