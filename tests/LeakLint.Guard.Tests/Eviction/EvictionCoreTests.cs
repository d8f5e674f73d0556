using System;
using System.Collections.Generic;
using LeakLint.Guard.Eviction;
using Xunit;

namespace LeakLint.Guard.Tests.Eviction;

public sealed class EvictionCoreTests
{
    [Fact]
    public void An_entry_on_its_way_to_the_owner_is_not_forgotten_by_a_close_that_comes_between()
    {
        Owner owner = new();
        EvictionCore<string, int> core = new(capacity: 4, comparer: null, new ExpiryPolicy(null, null, TimeProvider.System), owner);
        EvictionEntry<string, int> first = new("first", 1, timestamp: 0);
        Assert.True(core.TryAdd(first, out _));
        Assert.True(core.TryAdd(new("second", 2, timestamp: 1), out _));
        owner.Retired = entry =>
        {
            if (entry == first)
            {
                Assert.Equal(1, core.Unsettled);
                core.Close();
                Assert.Equal(1, core.Unsettled);
            }
        };

        Assert.True(core.TryRetire(first, EvictionReason.Removed));
        Assert.Equal(0, core.Unsettled);
        Assert.Equal(["retiring first", "retiring second", "retired second", "retired first", "settled"], owner.Events);
    }

    [Fact]
    public void Nobody_sees_a_closed_collection_before_its_entries_are_counted()
    {
        EvictionCore<string, int>? core = null;
        List<bool> looksEmpty = [];
        Comparer comparer = new() { Compared = () => looksEmpty.Add(core is { IsClosed: true, Unsettled: 0 }) };
        core = new(capacity: 4, comparer, new ExpiryPolicy(null, null, TimeProvider.System), new Owner());
        Assert.True(core.TryAdd(new("only", 1, timestamp: 0), out _));
        looksEmpty.Clear();

        // The comparer is the one foreign code that runs while the entries are taken out.
        Assert.True(core.Close());
        Assert.NotEmpty(looksEmpty);
        Assert.DoesNotContain(true, looksEmpty);
        Assert.True(core.IsClosed);
    }

    [Fact]
    public void No_call_of_the_owner_is_made_under_the_lock()
    {
        Owner owner = new();
        EvictionCore<string, int> core = new(capacity: 1, comparer: null, new ExpiryPolicy(null, null, TimeProvider.System), owner);
        owner.Retired = entry =>
        {
            // On another thread: one that held the lock would let its own calls in again.
            System.Threading.Thread other = new(() => core.TryFind(entry.Key, out _));
            System.Threading.Thread writer = new(() => core.Set(new("other", 1, timestamp: 2)));
            owner.Retired = null;
            other.Start();
            writer.Start();
            Assert.True(other.Join(TimeSpan.FromSeconds(30)) && writer.Join(TimeSpan.FromSeconds(30)), "locked out");
        };
        core.Set(new("first", 1, timestamp: 0));
        core.Set(new("second", 1, timestamp: 1));
        Assert.True(core.TryFind("other", out _));
        Assert.Equal(1, core.Count);
    }

    private sealed class Comparer : IEqualityComparer<string>
    {
        public required Action Compared { get; init; }

        public bool Equals(string? x, string? y) => x == y;

        public int GetHashCode(string key)
        {
            Compared();
            return key.GetHashCode(StringComparison.Ordinal);
        }
    }

    private sealed class Owner : IEvictionOwner<string, int>
    {
        public List<string> Events { get; } = [];

        public Action<EvictionEntry<string, int>>? Retired { get; set; }

        public void OnRetired(EvictionEntry<string, int> entry, Retirement retirement)
        {
            Events.Add($"retiring {entry.Key}");
            Retired?.Invoke(entry);
            Events.Add($"retired {entry.Key}");
        }

        public void OnLastLeaseReturned(EvictionEntry<string, int> entry) => Events.Add($"returned {entry.Key}");

        public void OnSettled() => Events.Add("settled");
    }
}
