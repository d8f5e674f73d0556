using System;
using LeakLint.Guard.Eviction;
using LeakLint.Guard.Tests.Testing;
using Xunit;

namespace LeakLint.Guard.Tests.Eviction;

/// <summary>Leases against retirement, in every order that one atomic step can be overtaken by another.</summary>
[Collection(ProcessWide.Name)]
public sealed class EvictionNodeTests
{
    private readonly EvictionEntry<string, object> _entry = new("key", new object(), timestamp: 0);

    [Fact]
    public void An_idle_entry_is_free_as_soon_as_it_is_retired()
    {
        Assert.Equal(Retirement.Idle, _entry.Retire());
        Assert.False(_entry.TryAcquire());
    }

    [Fact]
    public void A_leased_entry_is_free_when_its_last_lease_ends()
    {
        Assert.True(_entry.TryAcquire());
        Assert.True(_entry.TryAcquire());
        Assert.False(_entry.TryRetireIdle());
        Assert.Equal(Retirement.Leased, _entry.Retire());
        Assert.Equal(Retirement.Leased, _entry.Release());
        Assert.Equal(Retirement.Idle, _entry.Release());
    }

    [Fact]
    public void Only_the_first_retirement_counts()
    {
        _entry.Retire();
        Assert.Equal(Retirement.None, _entry.Retire());
        Assert.False(_entry.TryRetireIdle());
    }

    [Fact]
    public void A_lease_that_is_overtaken_by_retirement_is_refused()
    {
        using InterleavingScript script = new(InterleavingPoint.BeforeAcquire, () => Assert.Equal(Retirement.Idle, _entry.Retire()));
        Assert.False(_entry.TryAcquire());
        Assert.Equal(0, _entry.Leases);
    }

    [Fact]
    public void A_lease_that_is_overtaken_by_another_lease_is_counted_too()
    {
        using InterleavingScript script = new(InterleavingPoint.BeforeAcquire, () => Assert.True(_entry.TryAcquire()));
        Assert.True(_entry.TryAcquire());
        Assert.Equal(2, _entry.Leases);
    }

    [Fact]
    public void Eviction_that_is_overtaken_by_a_lease_leaves_the_entry_alone()
    {
        using InterleavingScript script = new(InterleavingPoint.BeforeRetireIdle, () => Assert.True(_entry.TryAcquire()));
        Assert.False(_entry.TryRetireIdle());
        Assert.False(_entry.IsRetired);
    }

    [Fact]
    public void Retirement_that_is_overtaken_by_a_lease_leaves_the_release_to_it()
    {
        using InterleavingScript script = new(InterleavingPoint.BeforeRetire, () => Assert.True(_entry.TryAcquire()));
        Assert.Equal(Retirement.Leased, _entry.Retire());
        Assert.Equal(Retirement.Idle, _entry.Release());
    }

    [Fact]
    public void Retirement_that_is_overtaken_by_the_end_of_the_last_lease_releases_itself()
    {
        _entry.TryAcquire();
        using InterleavingScript script = new(InterleavingPoint.BeforeRetire, () => Assert.Equal(Retirement.None, _entry.Release()));
        Assert.Equal(Retirement.Idle, _entry.Retire());
    }

    [Fact]
    public void The_end_of_a_lease_that_is_overtaken_by_retirement_releases()
    {
        _entry.TryAcquire();
        using InterleavingScript script = new(InterleavingPoint.BeforeRelease, () => Assert.Equal(Retirement.Leased, _entry.Retire()));
        Assert.Equal(Retirement.Idle, _entry.Release());
    }

    [Fact]
    public void Of_two_retirements_at_the_same_time_one_releases()
    {
        using InterleavingScript script = new(InterleavingPoint.BeforeRetire, () => Assert.True(_entry.TryRetireIdle()));
        Assert.Equal(Retirement.None, _entry.Retire());
    }
}
