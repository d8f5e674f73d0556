using System;
using System.Collections.Concurrent;
using System.Threading;
using System.Threading.Tasks;
using LeakLint.Guard.Tests.Testing;
using Xunit;

namespace LeakLint.Guard.Tests.Registry;

/// <summary>What time does, without anybody using the registry.</summary>
public sealed class ExpiryTests
{
    private readonly FakeTimeProvider _time = new();

    [Fact]
    public async Task An_idle_resource_goes_without_any_traffic()
    {
        await using ResourceRegistry<string, Probe> registry = WithIdleTimeout();
        Probe probe = await registry.AddIdleAsync("a");
        _time.Advance(TimeSpan.FromSeconds(59));
        Assert.Equal(1, registry.Count);

        // No later than one scan after it was due.
        _time.Advance(TimeSpan.FromSeconds(6));
        Assert.Equal(0, registry.Count);
        await probe.Disposed.InTime();
    }

    [Fact]
    public async Task The_idle_clock_starts_when_the_last_lease_ends()
    {
        await using ResourceRegistry<string, Probe> registry = WithIdleTimeout();
        ResourceLease<Probe> lease = await registry.LeaseAsync("a");
        _time.Advance(TimeSpan.FromHours(1));
        Assert.Equal(1, registry.Count);
        lease.Dispose();
        _time.Advance(TimeSpan.FromSeconds(59));
        Assert.Equal(1, registry.Count);
        _time.Advance(TimeSpan.FromSeconds(6));
        Assert.Equal(0, registry.Count);
    }

    [Fact]
    public async Task Setting_the_wall_clock_expires_nothing()
    {
        await using ResourceRegistry<string, Probe> registry = WithIdleTimeout();
        await registry.AddIdleAsync("a");
        _time.SetWallClock(_time.GetUtcNow().AddYears(1));
        _time.Advance(TimeSpan.FromSeconds(50));
        Assert.True(registry.Has("a"));
        _time.SetWallClock(_time.GetUtcNow().AddYears(-10));
        _time.Advance(TimeSpan.FromSeconds(66));
        Assert.Equal(0, registry.Count);
    }

    [Fact]
    public async Task What_is_due_is_not_handed_out_even_before_the_scan()
    {
        await using ResourceRegistry<string, Probe> registry = Registries.Create(4, _time, options =>
        {
            options.MaxLifetime = TimeSpan.FromSeconds(10);
            options.ScanInterval = TimeSpan.FromHours(1);
        });
        Probe old = await registry.AddIdleAsync("a");
        _time.Advance(TimeSpan.FromSeconds(10));
        Assert.False(registry.TryAcquire("a", out _));
        using ResourceLease<Probe> fresh = await registry.LeaseAsync("a");
        Assert.NotSame(old, fresh.Value);
        await old.Disposed.InTime();
    }

    [Fact]
    public async Task A_lifetime_ends_during_use_and_the_resource_ends_after_it()
    {
        await using ResourceRegistry<string, Probe> registry = Registries.Create(4, _time, options => options.MaxLifetime = TimeSpan.FromMinutes(3));
        ResourceLease<Probe> lease = await registry.LeaseAsync("a");
        Probe probe = lease.Value;
        Task cancelled = WhenCancelled(lease);
        _time.Advance(TimeSpan.FromMinutes(4));
        await cancelled.InTime();
        Assert.Equal(0, registry.Count);
        Assert.Equal(0, probe.Disposals);
        lease.Dispose();
        await probe.Disposed.InTime();
    }

    [Fact]
    public async Task Trimming_evicts_what_is_due_now_and_waits_for_it()
    {
        await using ResourceRegistry<string, Probe> registry = Registries.Create(4, _time, options =>
        {
            options.IdleTimeout = TimeSpan.FromSeconds(10);
            options.ScanInterval = TimeSpan.FromHours(1);
        });
        Probe idle = await registry.AddIdleAsync("idle");
        using ResourceLease<Probe> used = await registry.LeaseAsync("used");
        Assert.Equal(0, await registry.TrimAsync().InTime());
        _time.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal(1, await registry.TrimAsync().InTime());
        Assert.Equal(1, idle.Disposals);
        Assert.Equal(0, used.Value.Disposals);
    }

    [Fact]
    public async Task The_program_is_told_why_each_resource_went()
    {
        ConcurrentDictionary<string, RegistryEviction<string>> evictions = new();
        ResourceRegistry<string, Probe> registry = Registries.Create(1, _time, options =>
        {
            options.IdleTimeout = TimeSpan.FromSeconds(10);
            options.MaxLifetime = TimeSpan.FromSeconds(30);
            options.DisposeTimeout = Timeout.InfiniteTimeSpan;
            options.OnEvicted = eviction => evictions[eviction.Key] = eviction;
        });
        await registry.AddIdleAsync("capacity");
        await registry.AddIdleAsync("idle");
        _time.Advance(TimeSpan.FromSeconds(15));
        using (await registry.LeaseAsync("lifetime"))
        {
            _time.Advance(TimeSpan.FromSeconds(35));
        }

        await registry.AddIdleAsync("removed");
        await registry.RemoveAsync("removed").InTime();
        await registry.AddIdleAsync("drained");
        await registry.DrainAsync(Eventually.Limit).InTime();

        Assert.Equal(EvictionReason.Capacity, evictions["capacity"].Reason);
        Assert.Equal(EvictionReason.IdleTimeout, evictions["idle"].Reason);
        Assert.Equal(EvictionReason.MaxLifetime, evictions["lifetime"].Reason);
        Assert.Equal(TimeSpan.FromSeconds(35), evictions["lifetime"].Age);
        Assert.Equal(EvictionReason.Removed, evictions["removed"].Reason);
        Assert.Equal(EvictionReason.Drain, evictions["drained"].Reason);
    }

    [Fact]
    public async Task There_is_one_timer_and_none_while_there_is_nothing_to_expire()
    {
        await using ResourceRegistry<string, Probe> registry = WithIdleTimeout();
        Assert.Equal(0, _time.ArmedTimers);
        await registry.AddIdleAsync("a");
        await registry.AddIdleAsync("b");
        Assert.Equal(1, _time.ArmedTimers);
        _time.Advance(TimeSpan.FromSeconds(65));
        await Eventually.True(() => _time.ArmedTimers == 0, "the timer stopped");
        await registry.AddIdleAsync("c");
        Assert.Equal(1, _time.ArmedTimers);
        await registry.DrainAsync(TimeSpan.FromDays(1)).InTime();
        await Eventually.True(() => _time.ArmedTimers == 0, "the timer stopped for good");
    }

    private static Task WhenCancelled(ResourceLease<Probe> lease)
    {
        TaskCompletionSource cancelled = new(TaskCreationOptions.RunContinuationsAsynchronously);
        lease.Retired.Register(cancelled.SetResult);
        return cancelled.Task;
    }

    private ResourceRegistry<string, Probe> WithIdleTimeout()
        => Registries.Create(4, _time, options => options.IdleTimeout = TimeSpan.FromMinutes(1));
}
