using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using LeakLint.Guard.Tests.Testing;
using Xunit;

namespace LeakLint.Guard.Tests.Registry;

/// <summary>One creation per key, whoever asks, gives up or fails meanwhile.</summary>
public sealed class SingleFlightTests
{
    private readonly TaskCompletionSource<Probe> _gate = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _started = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private CancellationToken _factoryToken;
    private int _runs;

    [Fact]
    public async Task Many_callers_run_the_factory_once_and_share_the_resource()
    {
        await using ResourceRegistry<string, Probe> registry = Registries.Create();
        Task<ResourceLease<Probe>>[] callers = [.. Enumerable.Range(0, 64).Select(_ => Ask(registry))];
        await _started.Task.InTime();
        Probe probe = new();
        _gate.SetResult(probe);
        foreach (ResourceLease<Probe> lease in await Task.WhenAll(callers).InTime())
        {
            Assert.Same(probe, lease.Value);
        }

        Assert.Equal(1, _runs);
        Assert.Equal(1, registry.LeasedCount);
    }

    [Fact]
    public async Task Everybody_who_waited_owns_a_lease_from_the_start()
    {
        await using ResourceRegistry<string, Probe> registry = Registries.Create();
        Task<ResourceLease<Probe>>[] callers = [.. Enumerable.Range(0, 8).Select(_ => Ask(registry))];
        await _started.Task.InTime();
        Probe probe = new();
        _gate.SetResult(probe);

        // Retired before most callers could look: the resource must wait for all of them.
        await Eventually.True(() => registry.TryRetire("a"), "the resource is there");
        ResourceLease<Probe>[] leases = await Task.WhenAll(callers).InTime();
        Assert.All(leases, lease => Assert.Same(probe, lease.Value));
        foreach (ResourceLease<Probe> lease in leases[1..])
        {
            lease.Dispose();
            Assert.Equal((1, 0), (registry.LeasedCount, registry.DisposingCount));
        }

        leases[0].Dispose();
        await probe.Disposed.InTime();
        Assert.Equal(1, _runs);
    }

    [Fact]
    public async Task A_failed_factory_tells_everybody_and_leaves_nothing_behind()
    {
        await using ResourceRegistry<string, Probe> registry = Registries.Create(capacity: 1);
        Task<ResourceLease<Probe>>[] callers = [.. Enumerable.Range(0, 8).Select(_ => Ask(registry))];
        await _started.Task.InTime();
        _gate.SetException(new FormatException("broken"));
        foreach (Task<ResourceLease<Probe>> caller in callers)
        {
            Assert.Equal("broken", (await Assert.ThrowsAsync<FormatException>(() => caller).InTime()).Message);
        }

        // The slot is free again, and the next caller tries again.
        using ResourceLease<Probe> next = await registry.LeaseAsync("a");
        Assert.Equal(1, registry.Count);
    }

    [Fact]
    public async Task A_factory_that_throws_before_its_first_await_fails_the_same_way()
    {
        await using ResourceRegistry<string, Probe> registry = Registries.Create(capacity: 1);
        await Assert.ThrowsAsync<FormatException>(
            () => registry.GetOrAddAsync("a", (_, _) => throw new FormatException()).InTime());
        using ResourceLease<Probe> next = await registry.LeaseAsync("b");
    }

    [Fact]
    public async Task A_factory_that_returns_null_is_an_error()
    {
        await using ResourceRegistry<string, Probe> registry = Registries.Create();
        await Assert.ThrowsAsync<InvalidOperationException>(
            () => registry.GetOrAddAsync("a", (_, _) => new ValueTask<Probe>((Probe)null!)).InTime());
    }

    [Fact]
    public async Task A_caller_who_gives_up_does_not_disturb_the_others()
    {
        await using ResourceRegistry<string, Probe> registry = Registries.Create();
        using CancellationTokenSource givesUp = new();
        Task<ResourceLease<Probe>> first = Ask(registry, givesUp.Token);
        await _started.Task.InTime();
        Task<ResourceLease<Probe>> second = Ask(registry);
        await givesUp.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first).InTime();
        Assert.False(_factoryToken.IsCancellationRequested);

        _gate.SetResult(new Probe());
        (await second.InTime()).Dispose();
        Assert.Equal(0, registry.LeasedCount);
        Assert.Equal(1, _runs);
    }

    [Fact]
    public async Task The_factory_is_cancelled_when_everybody_gave_up()
    {
        await using ResourceRegistry<string, Probe> registry = Registries.Create(capacity: 1);
        using CancellationTokenSource givesUp = new();
        Task<ResourceLease<Probe>> asked = registry.GetOrAddAsync("a", CreateUntilCancelled, givesUp.Token).AsTask();
        await _started.Task.InTime();
        await givesUp.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => asked).InTime();
        await Eventually.True(() => _factoryToken.IsCancellationRequested, "the factory is cancelled");

        // Whoever comes later waits for the end of the cancelled creation, and gets one of its own.
        using ResourceLease<Probe> next = await registry.LeaseAsync("a");
        Assert.Equal("a", next.Value.ToString());
    }

    [Fact]
    public async Task A_factory_that_ends_after_the_drain_is_disposed_at_once()
    {
        ResourceRegistry<string, Probe> registry = Registries.Create();
        Task<ResourceLease<Probe>> asked = Ask(registry);
        await _started.Task.InTime();
        DrainResult result = await registry.DrainAsync(TimeSpan.Zero).InTime();
        Assert.Equal(["'a' (being created)"], result.AbandonedNames);
        Assert.True(_factoryToken.IsCancellationRequested);

        Probe late = new();
        _gate.SetResult(late);
        await late.Disposed.InTime();
        await Assert.ThrowsAsync<ObjectDisposedException>(() => asked).InTime();
        Assert.Equal(1, late.Disposals);
        Assert.Equal(0, registry.Count);
    }

    [Fact]
    public async Task A_resource_that_is_added_while_one_is_created_stays_with_the_caller()
    {
        await using ResourceRegistry<string, Probe> registry = Registries.Create();
        Task<ResourceLease<Probe>> asked = Ask(registry);
        await _started.Task.InTime();
        Probe other = new();
        Assert.False(await registry.TryAddAsync("a", other).InTime());

        _gate.SetResult(new Probe());
        (await asked.InTime()).Dispose();
        Assert.False(await registry.TryAddAsync("a", other).InTime());
        await registry.DrainAsync(Eventually.Limit).InTime();
        Assert.False(await registry.TryAddAsync("b", other).InTime());
        Assert.Equal(0, other.Disposals);
    }

    private Task<ResourceLease<Probe>> Ask(ResourceRegistry<string, Probe> registry, CancellationToken cancellationToken = default)
        => registry.GetOrAddAsync("a", CreateBehindGate, cancellationToken).AsTask();

    private async ValueTask<Probe> CreateBehindGate(string key, CancellationToken cancellationToken)
    {
        Start(cancellationToken);
        return await _gate.Task;
    }

    private async ValueTask<Probe> CreateUntilCancelled(string key, CancellationToken cancellationToken)
    {
        Start(cancellationToken);
        await Task.Delay(Timeout.Infinite, cancellationToken);
        return new Probe("never");
    }

    private void Start(CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _runs);
        _factoryToken = cancellationToken;
        _started.TrySetResult();
    }
}
