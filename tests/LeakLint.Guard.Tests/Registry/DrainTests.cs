using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using LeakLint.Guard.Tests.Testing;
using Xunit;

namespace LeakLint.Guard.Tests.Registry;

public sealed class DrainTests
{
    [Fact]
    public async Task A_drain_waits_for_leases_and_disposes_everything()
    {
        ResourceRegistry<string, Probe> registry = Registries.Create();
        List<Probe> probes = [await registry.AddIdleAsync("a"), await registry.AddIdleAsync("b")];
        ResourceLease<Probe> lease = await registry.LeaseAsync("c");
        probes.Add(lease.Value);
        Task<DrainResult> drain = registry.DrainAsync(Eventually.Limit).AsTask();
        Assert.True(lease.Retired.IsCancellationRequested);
        await probes[0].Disposed.InTime();
        Assert.False(drain.IsCompleted);

        lease.Dispose();
        DrainResult result = await drain.InTime();
        Assert.Equal((3, 0, 0), (result.Completed, result.Faulted, result.Abandoned));
        Assert.True(result.IsClean);
        Assert.All(probes, probe => Assert.Equal(1, probe.Disposals));
    }

    [Fact]
    public async Task What_is_still_leased_in_the_end_is_named_and_disposed_later()
    {
        FakeTimeProvider time = new();
        ResourceRegistry<string, Probe> registry = Registries.Create(time: time);
        ResourceLease<Probe> lease = await registry.LeaseAsync("stuck");
        Probe probe = lease.Value;
        Task<DrainResult> drain = registry.DrainAsync(TimeSpan.FromSeconds(15)).AsTask();
        time.Advance(TimeSpan.FromSeconds(15));
        DrainResult result = await drain.InTime();
        Assert.Equal(["'stuck' (leased)"], result.AbandonedNames);
        Assert.Equal(TimeSpan.FromSeconds(15), result.Elapsed);
        Assert.Equal(0, probe.Disposals);
        lease.Dispose();
        await probe.Disposed.InTime();
    }

    [Fact]
    public async Task Draining_again_and_at_the_same_time_disposes_once()
    {
        ResourceRegistry<string, Probe> registry = Registries.Create();
        Probe probe = await registry.AddIdleAsync("a");
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => registry.DisposeAsync().AsTask()))).InTime();
        await registry.DisposeAsync().InTime();
        Assert.Equal(1, probe.Disposals);
    }

    [Fact]
    public async Task A_drained_registry_is_closed()
    {
        ResourceRegistry<string, Probe> registry = Registries.Create();
        await registry.AddIdleAsync("a");
        await registry.DisposeAsync().InTime();
        Assert.False(registry.TryAcquire("a", out _));
        Assert.Equal(0, registry.Count);
        await Assert.ThrowsAsync<ObjectDisposedException>(() => registry.LeaseAsync("a"));
    }

    [Fact]
    public async Task A_lease_may_end_after_the_registry()
    {
        ResourceRegistry<string, Probe> registry = Registries.Create();
        ResourceLease<Probe> lease = await registry.LeaseAsync("a");
        await registry.DrainAsync(TimeSpan.Zero).InTime();
        Assert.Equal(0, lease.Value.Disposals);
        Probe probe = lease.Value;
        lease.Dispose();
        await probe.Disposed.InTime();
    }

    [Fact]
    public async Task A_thousand_slow_disposals_run_side_by_side_and_are_all_awaited()
    {
        int disposed = 0;
        ResourceRegistry<int, Probe> registry = new(new()
        {
            Capacity = 1000,
            MaxConcurrentDisposals = 100,
            Dispose = async _ =>
            {
                await Task.Delay(5);
                System.Threading.Interlocked.Increment(ref disposed);
            },
        });
        for (int i = 0; i < 1000; i++)
        {
            Assert.True(await registry.TryAddAsync(i, new Probe()));
        }

        Assert.Equal(1000, (await registry.DrainAsync(Eventually.Limit).InTime()).Completed);
        Assert.Equal(1000, disposed);
    }
}
