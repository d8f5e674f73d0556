using System;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using LeakLint.Guard.Tests.Testing;
using Xunit;

namespace LeakLint.Guard.Tests.Registry;

public sealed class LeaseTests
{
    [Fact]
    public async Task A_resource_is_not_disposed_before_its_last_lease()
    {
        await using ResourceRegistry<string, Probe> registry = Registries.Create();
        ResourceLease<Probe> first = await registry.LeaseAsync("a");
        Assert.True(registry.TryAcquire("a", out ResourceLease<Probe>? second));
        Probe probe = first.Value;
        Assert.True(registry.TryRetire("a"));
        Assert.False(registry.Has("a"));

        first.Dispose();
        Assert.Equal(1, registry.LeasedCount);
        Assert.Equal(0, probe.Disposals);

        second.Dispose();
        await probe.Disposed.InTime();
        Assert.Equal(0, registry.LeasedCount);
    }

    [Fact]
    public async Task Giving_a_lease_back_twice_gives_it_back_once()
    {
        await using ResourceRegistry<string, Probe> registry = Registries.Create();
        ResourceLease<Probe> lease = await registry.LeaseAsync("a");
        using ResourceLease<Probe> other = await registry.LeaseAsync("a");
        ResourceLease<Probe> copy = lease;
        lease.Dispose();
        copy.Dispose();
        registry.TryRetire("a");
        Assert.Equal(0, other.Value.Disposals);
        Assert.Equal(1, registry.LeasedCount);
    }

    [Fact]
    public void A_lease_is_a_class_so_that_a_copy_is_the_same_lease()
        => Assert.True(typeof(ResourceLease<>).IsClass);

    [Fact]
    public async Task Two_threads_that_give_the_same_lease_back_give_it_back_once()
    {
        const int Rounds = 20_000;
        await using ResourceRegistry<string, Probe> registry = Registries.Create();
        using ResourceLease<Probe> held = await registry.LeaseAsync("a");
        ResourceLease<Probe>[] leases = [.. Enumerable.Range(0, Rounds).Select(_ => registry.TryAcquire("a", out ResourceLease<Probe>? lease) ? lease : null!)];
        int arrivals = 0;

        // A lease that came back twice would take the one that is held with it, and the resource would be disposed.
        void GiveBack(bool isLate)
        {
            for (int round = 0; round < Rounds; round++)
            {
                Interlocked.Increment(ref arrivals);
                for (int spins = 0; Volatile.Read(ref arrivals) < 2 * (round + 1); spins++)
                {
                    if (spins > 1000)
                    {
                        Thread.Yield();
                    }
                }

                // News of the second arrival takes its time to the first: a delay that varies makes the two meet in some rounds.
                for (int delay = isLate ? round % 200 : 100; delay > 0; delay--)
                {
                    Volatile.Read(ref arrivals);
                }

                leases[round].Dispose();
            }
        }

        await Task.WhenAll(
            Task.Factory.StartNew(() => GiveBack(isLate: false), TaskCreationOptions.LongRunning),
            Task.Factory.StartNew(() => GiveBack(isLate: true), TaskCreationOptions.LongRunning)).WaitAsync(TimeSpan.FromMinutes(2));
        registry.TryRetire("a");
        Assert.Equal(1, registry.LeasedCount);
        Assert.Equal(0, held.Value.Disposals);
    }

    [Fact]
    public async Task A_lease_that_ended_gives_no_resource()
    {
        await using ResourceRegistry<string, Probe> registry = Registries.Create();
        ResourceLease<Probe> lease = await registry.LeaseAsync("a");
        lease.Dispose();
        Assert.Throws<ObjectDisposedException>(() => lease.Value);
        Assert.Throws<ObjectDisposedException>(() => lease.Retired);
    }
}
