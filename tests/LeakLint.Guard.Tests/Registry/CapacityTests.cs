using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using LeakLint.Guard.Tests.Testing;
using Xunit;

namespace LeakLint.Guard.Tests.Registry;

/// <summary>The capacity is never exceeded, and full means what the mode says.</summary>
public sealed class CapacityTests
{
    [Fact]
    public async Task The_least_recently_released_resource_makes_room()
    {
        FakeTimeProvider time = new();
        await using ResourceRegistry<string, Probe> registry = Registries.Create(3, time);
        foreach (string key in (string[])["a", "b", "c"])
        {
            await registry.AddIdleAsync(key);
            time.Advance(TimeSpan.FromSeconds(1));
        }

        Assert.True(registry.Has("a"));
        time.Advance(TimeSpan.FromSeconds(1));
        await registry.AddIdleAsync("d");
        Assert.False(registry.Has("b"));
        Assert.True(registry.Has("a"));
        Assert.True(registry.Has("c"));
    }

    [Fact]
    public async Task A_leased_resource_does_not_make_room_however_old()
    {
        await using ResourceRegistry<string, Probe> registry = Registries.Create(2);
        using ResourceLease<Probe> leased = await registry.LeaseAsync("leased");
        await registry.AddIdleAsync("b");
        await registry.AddIdleAsync("c");
        Assert.True(registry.Has("leased"));
        Assert.False(registry.Has("b"));
        Assert.Equal(0, leased.Value.Disposals);
    }

    [Fact]
    public async Task When_all_are_leased_evicting_rejects_and_runs_no_factory()
    {
        await using ResourceRegistry<string, Probe> registry = Registries.Create(1);
        ResourceLease<Probe> lease = await registry.LeaseAsync("a");
        RegistryFullException full = await Assert.ThrowsAsync<RegistryFullException>(
            () => registry.GetOrAddAsync("b", (_, _) => throw new FormatException("must not run")).InTime());
        Assert.Equal(1, full.Capacity);
        Assert.False(await registry.TryAddAsync("b", new Probe()).InTime());

        lease.Dispose();
        using ResourceLease<Probe> next = await registry.LeaseAsync("b");
        Assert.Equal(1, registry.Count);
    }

    [Fact]
    public async Task Rejecting_evicts_nothing()
    {
        await using ResourceRegistry<string, Probe> registry = Registries.Create(1, configure: options => options.FullMode = RegistryFullMode.Reject);
        await registry.AddIdleAsync("a");
        await Assert.ThrowsAsync<RegistryFullException>(() => registry.LeaseAsync("b"));
        Assert.True(registry.Has("a"));
        await registry.RemoveAsync("a").InTime();
        await registry.AddIdleAsync("b");
    }

    [Fact]
    public async Task Waiting_ends_with_a_lease_in_the_order_of_arrival()
    {
        await using ResourceRegistry<string, Probe> registry = Registries.Create(1, configure: options => options.FullMode = RegistryFullMode.Wait);
        ResourceLease<Probe> lease = await registry.LeaseAsync("a");
        List<Task<ResourceLease<Probe>>> waiting = [];
        for (int i = 0; i < 5; i++)
        {
            TaskCompletionSource isWaiting = new();
            waiting.Add(registry.LeaseAsync($"{i}"));
            await Eventually.True(() => registry.WaitingForSlot == i + 1, "the caller is in line");
        }

        foreach (Task<ResourceLease<Probe>> next in waiting)
        {
            Assert.False(next.IsCompleted);
            lease.Dispose();
            lease = await next.InTime();
            Assert.Equal(1, registry.Count);
        }

        lease.Dispose();
    }

    [Fact]
    public async Task A_caller_who_stops_waiting_leaves_the_line()
    {
        await using ResourceRegistry<string, Probe> registry = Registries.Create(1, configure: options => options.FullMode = RegistryFullMode.Wait);
        ResourceLease<Probe> lease = await registry.LeaseAsync("a");
        using CancellationTokenSource givesUp = new();
        Task<ResourceLease<Probe>> impatient = registry.LeaseAsync("b", givesUp.Token);
        await Eventually.True(() => registry.WaitingForSlot == 1, "the first is in line");
        Task<ResourceLease<Probe>> patient = registry.LeaseAsync("c");
        await Eventually.True(() => registry.WaitingForSlot == 2, "the second is in line");
        await givesUp.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => impatient);
        await Eventually.True(() => registry.WaitingForSlot == 1, "the first left");
        lease.Dispose();
        using ResourceLease<Probe> next = await patient.InTime();
        Assert.Equal("c", next.Value.ToString());
    }

    [Fact]
    public async Task Draining_sends_those_who_wait_away()
    {
        ResourceRegistry<string, Probe> registry = Registries.Create(1, configure: options => options.FullMode = RegistryFullMode.Wait);
        ResourceLease<Probe> lease = await registry.LeaseAsync("a");
        Task<ResourceLease<Probe>> waiting = registry.LeaseAsync("b");
        Task<bool> adding = registry.TryAddAsync("c", new Probe()).AsTask();
        await Eventually.True(() => registry.WaitingForSlot == 2, "both are in line");
        ValueTask<DrainResult> drain = registry.DrainAsync(Eventually.Limit);
        await Assert.ThrowsAsync<ObjectDisposedException>(() => waiting).InTime();
        Assert.False(await adding.InTime());
        lease.Dispose();
        Assert.True((await drain.InTime()).IsClean);
    }

    [Theory]
    [InlineData(RegistryFullMode.EvictIdle)]
    [InlineData(RegistryFullMode.Wait)]
    [InlineData(RegistryFullMode.Reject)]
    public async Task Many_at_once_never_exceed_a_capacity_of_one(RegistryFullMode mode)
    {
        int alive = 0;
        int most = 0;
        await using ResourceRegistry<string, Probe> registry = Registries.Create(1, configure: options =>
        {
            options.FullMode = mode;
            options.Dispose = _ =>
            {
                Interlocked.Decrement(ref alive);
                return default;
            };
        });
        int leasedAtOnce = 0;
        int tooMany = 0;

        async Task UseAsync(int i)
        {
            try
            {
                using ResourceLease<Probe> lease = await registry.GetOrAddAsync($"{i}", async (key, _) =>
                {
                    // Created and not yet disposed: one in the registry, and at most one on its way out.
                    most = Math.Max(most, Interlocked.Increment(ref alive));
                    await Task.Yield();
                    return new Probe(key);
                });
                tooMany += Interlocked.Increment(ref leasedAtOnce) > 1 || registry.Count > 1 ? 1 : 0;
                await Task.Yield();
                Interlocked.Decrement(ref leasedAtOnce);
            }
            catch (RegistryFullException) when (mode != RegistryFullMode.Wait)
            {
            }
        }

        await Task.WhenAll(Enumerable.Range(0, 64).Select(i => Task.Run(() => UseAsync(i)))).WaitAsync(Eventually.Limit);
        Assert.Equal(0, tooMany);
        Assert.InRange(most, 1, 2);
        DrainResult result = await registry.DrainAsync(Eventually.Limit).InTime();
        Assert.True(result.IsClean);
        Assert.Equal(0, alive);
    }

    [Fact]
    public async Task A_resource_that_was_let_go_of_keeps_its_slot_until_its_last_lease_ends()
    {
        await using ResourceRegistry<string, Probe> registry = Registries.Create(1);
        ResourceLease<Probe> lease = await registry.LeaseAsync("a");
        registry.TryRetire("a");
        await Assert.ThrowsAsync<RegistryFullException>(() => registry.LeaseAsync("a"));
        lease.Dispose();
        using ResourceLease<Probe> next = await registry.LeaseAsync("a");
    }
}
