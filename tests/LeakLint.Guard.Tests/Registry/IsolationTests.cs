using System;
using System.Collections.Concurrent;
using System.Linq;
using System.Runtime.CompilerServices;
using System.Threading;
using System.Threading.Tasks;
using LeakLint.Guard.Tests.Testing;
using Xunit;

namespace LeakLint.Guard.Tests.Registry;

/// <summary>The registry keeps nothing alive, blocks nobody and calls nobody under its lock.</summary>
public sealed class IsolationTests
{
    private static readonly AsyncLocal<object?> Ambient = new();

    [Fact]
    public async Task The_timer_keeps_no_ambient_value_of_its_creator_alive()
    {
        (WeakReference ambient, ResourceRegistry<string, Probe> registry) = CreateUnderAmbientValue();
        await AssertCollected(ambient);
        await registry.DisposeAsync().InTime();
    }

    [Fact]
    public async Task What_a_factory_starts_keeps_no_ambient_value_of_the_caller_alive()
    {
        await using ResourceRegistry<string, TimerOwner> registry = new(new() { Capacity = 4 });
        WeakReference ambient = CreateResourceUnderAmbientValue(registry);
        Assert.Equal(1, registry.Count);
        await AssertCollected(ambient);
    }

    [Fact]
    public async Task A_forgotten_registry_is_collected_with_its_timer_running()
    {
        FakeTimeProvider time = new();
        WeakReference registry = await CreateForgotten(time);
        Assert.Equal(1, time.ArmedTimers);
        await AssertCollected(registry);

        // The timer notices at its next tick, and stops.
        time.Advance(TimeSpan.FromSeconds(5));
        Assert.Equal(0, time.ArmedTimers);
    }

    [Fact]
    public async Task A_forgotten_registry_on_the_clock_of_the_system_is_collected()
        => await AssertCollected(await CreateForgotten(TimeProvider.System));

    [Fact]
    public async Task An_eviction_callback_may_use_the_registry()
    {
        ResourceRegistry<string, Probe>? registry = null;
        TaskCompletionSource<string> recreated = new(TaskCreationOptions.RunContinuationsAsynchronously);
        registry = Registries.Create(1, configure: options => options.OnEvicted = eviction =>
        {
            // Blocks on purpose: a registry that called back under its lock, or could not release meanwhile, would hang here.
            using ResourceLease<Probe> lease = registry!.LeaseAsync("again").GetAwaiter().GetResult();
            recreated.TrySetResult(eviction.Key);
        });
        await registry.AddIdleAsync("a");
        registry.TryRetire("a");
        Assert.Equal("a", await recreated.Task.InTime());
    }

    [Fact]
    public async Task What_an_eviction_callback_throws_is_logged()
    {
        CapturingLogger logger = new();
        ResourceRegistry<string, Probe> registry = Registries.Create(1, configure: options => options.OnEvicted = _ => throw new FormatException(), logger: logger);
        await registry.AddIdleAsync("a");
        Assert.True(await registry.RemoveAsync("a").InTime());
        Assert.Contains(logger.Entries, entry => entry.Error is FormatException);
        Assert.True((await registry.DrainAsync(Eventually.Limit).InTime()).IsClean);
    }

    [Fact]
    public async Task A_factory_may_use_the_registry()
    {
        await using ResourceRegistry<string, Probe> registry = Registries.Create(2);
        using ResourceLease<Probe> outer = await registry.GetOrAddAsync("outer", async (_, token) =>
        {
            using ResourceLease<Probe> inner = await registry.GetOrAddAsync("inner", (key, _) => new ValueTask<Probe>(new Probe(key)), token);
            return new Probe($"outer of {inner.Value}");
        }).InTime();
        Assert.Equal("outer of inner", outer.Value.ToString());
    }

    [Fact]
    public void Waiting_on_a_single_threaded_context_does_not_deadlock()
    {
        // The context never runs what is posted to it: a continuation that insisted on it would never come.
        SynchronizationContext? before = SynchronizationContext.Current;
        DeadContext context = new();
        try
        {
            SynchronizationContext.SetSynchronizationContext(context);
            BlockOnEverything();
        }
        finally
        {
            SynchronizationContext.SetSynchronizationContext(before);
        }

        Assert.Equal(0, context.Posts);
    }

    private static void BlockOnEverything()
    {
        ResourceRegistry<string, Probe> registry = Registries.Create(1, configure: options => options.FullMode = RegistryFullMode.Wait);
        for (int i = 0; i < 5; i++)
        {
            Task<ResourceLease<Probe>> lease = registry.LeaseAsync($"{i}");
            Assert.True(lease.Wait(Eventually.Limit));
            lease.Result.Dispose();
        }

        Assert.True(registry.RemoveAsync("4").AsTask().Wait(Eventually.Limit));
        Assert.True(registry.DisposeAsync().AsTask().Wait(Eventually.Limit));
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static (WeakReference Ambient, ResourceRegistry<string, Probe> Registry) CreateUnderAmbientValue()
    {
        object value = new();
        Ambient.Value = value;
        ResourceRegistry<string, Probe> registry = Registries.Create(configure: options => options.IdleTimeout = TimeSpan.FromHours(1));
        registry.TryAddAsync("a", new Probe()).AsTask().Wait(Eventually.Limit);
        Ambient.Value = null;
        return (new WeakReference(value), registry);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static WeakReference CreateResourceUnderAmbientValue(ResourceRegistry<string, TimerOwner> registry)
    {
        object value = new();
        Ambient.Value = value;
        Task<ResourceLease<TimerOwner>> created = registry.GetOrAddAsync("a", (_, _) => new ValueTask<TimerOwner>(new TimerOwner())).AsTask();
        Assert.True(created.Wait(Eventually.Limit));
        created.Result.Dispose();
        Ambient.Value = null;
        return new WeakReference(value);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static async Task<WeakReference> CreateForgotten(TimeProvider time)
    {
        ResourceRegistry<string, Probe> registry = Registries.Create(4, time, options =>
        {
            options.IdleTimeout = TimeSpan.FromHours(1);
            options.ScanInterval = TimeSpan.FromSeconds(5);
        });
        await registry.TryAddAsync("a", new Probe());
        return new WeakReference(registry);
    }

    private static Task AssertCollected(WeakReference reference) => Eventually.True(
        () =>
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
            return !reference.IsAlive;
        },
        "collected");

    private sealed class TimerOwner : IDisposable
    {
        private readonly Timer _timer = new(_ => { }, null, TimeSpan.FromHours(1), TimeSpan.FromHours(1));

        public void Dispose() => _timer.Dispose();
    }

    private sealed class DeadContext : SynchronizationContext
    {
        private int _posts;

        public int Posts => Volatile.Read(ref _posts);

        public override void Post(SendOrPostCallback d, object? state) => Interlocked.Increment(ref _posts);

        public override void Send(SendOrPostCallback d, object? state) => throw new NotSupportedException();
    }
}
