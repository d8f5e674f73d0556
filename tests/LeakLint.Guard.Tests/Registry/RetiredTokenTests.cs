using System;
using System.Threading;
using System.Threading.Tasks;
using LeakLint.Guard.Tests.Testing;
using Xunit;

namespace LeakLint.Guard.Tests.Registry;

public sealed class RetiredTokenTests
{
    [Fact]
    public async Task The_holder_of_a_lease_is_told()
    {
        await using ResourceRegistry<string, Probe> registry = Registries.Create();
        using ResourceLease<Probe> lease = await registry.LeaseAsync("a");
        Assert.False(lease.Retired.IsCancellationRequested);
        registry.TryRetire("a");
        Assert.True(lease.Retired.IsCancellationRequested);
    }

    [Fact]
    public async Task Who_asks_only_afterwards_is_told_too()
    {
        await using ResourceRegistry<string, Probe> registry = Registries.Create();
        using ResourceLease<Probe> lease = await registry.LeaseAsync("a");
        registry.TryRetire("a");
        Assert.True(lease.Retired.IsCancellationRequested);
    }

    [Fact]
    public async Task The_token_can_be_registered_with_after_the_resource_is_gone()
    {
        await using ResourceRegistry<string, Probe> registry = Registries.Create();
        ResourceLease<Probe> lease = await registry.LeaseAsync("a");
        CancellationToken retired = lease.Retired;
        lease.Dispose();
        await registry.RemoveAsync("a").InTime();
        bool ran = false;
        retired.Register(() => ran = true);
        Assert.True(ran);
    }

    [Fact]
    public async Task A_callback_that_throws_is_logged_and_disturbs_nobody()
    {
        CapturingLogger logger = new();
        await using ResourceRegistry<string, Probe> registry = Registries.Create(logger: logger);
        ResourceLease<Probe> lease = await registry.LeaseAsync("a");
        Probe probe = lease.Value;
        lease.Retired.Register(() => throw new FormatException());
        Assert.True(registry.TryRetire("a"));
        lease.Dispose();
        await probe.Disposed.InTime();
        await Eventually.True(() => logger.Entries.TryPeek(out var entry) && entry.Error is AggregateException { InnerException: FormatException } or FormatException, "logged");
    }

    [Fact]
    public async Task A_callback_that_blocks_does_not_hold_up_who_retires()
    {
        await using ResourceRegistry<string, Probe> registry = Registries.Create();
        using ResourceLease<Probe> lease = await registry.LeaseAsync("a");
        using ManualResetEventSlim gate = new();
        using ManualResetEventSlim entered = new();
        lease.Retired.Register(() =>
        {
            entered.Set();
            gate.Wait();
        });
        registry.TryRetire("a");
        Assert.True(entered.Wait(Eventually.Limit));
        gate.Set();
    }
}
