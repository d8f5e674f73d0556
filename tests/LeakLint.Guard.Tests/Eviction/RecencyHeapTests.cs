using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using LeakLint.Guard.Eviction;
using LeakLint.Guard.Tests.Testing;
using Xunit;

namespace LeakLint.Guard.Tests.Eviction;

[Collection(ProcessWide.Name)]
public sealed class RecencyHeapTests
{
    private readonly RecencyHeap _heap = new();

    [Fact]
    public void Entries_leave_in_the_order_of_their_last_use()
    {
        EvictionEntry<int, int>[] entries = [.. Enumerable.Range(0, 100).Select(Push)];
        int[] order = Shuffled(100, seed: 1);
        for (int use = 0; use < order.Length; use++)
        {
            entries[order[use]].LastUsed = 1000 + use;
        }

        Assert.Equal(order, TakeAll());
    }

    [Fact]
    public void Entries_that_were_removed_do_not_come_back()
    {
        EvictionEntry<int, int>[] entries = [.. Enumerable.Range(0, 50).Select(Push)];
        foreach (int removed in Shuffled(50, seed: 2).Take(20))
        {
            _heap.Remove(entries[removed]);
            _heap.Remove(entries[removed]);
        }

        int[] left = [.. entries.Where(entry => entry.HeapIndex != RecencyHeap.Absent).Select(entry => entry.Key)];
        Assert.Equal(30, left.Length);
        Assert.Equal(left, TakeAll());
    }

    [Fact]
    public void A_replacement_leaves_when_its_own_turn_comes()
    {
        EvictionEntry<int, int>[] entries = [.. Enumerable.Range(0, 5).Select(Push)];
        _heap.Replace(entries[1], new EvictionEntry<int, int>(10, 10, timestamp: 10));
        _heap.Remove(entries[1]);
        Assert.Equal([0, 2, 3, 4, 10], TakeAll());
    }

    [Fact]
    public void A_leased_entry_is_passed_over_until_its_lease_ends()
    {
        EvictionEntry<int, int> leased = Push(1);
        EvictionEntry<int, int> idle = Push(2);
        leased.TryAcquire();
        Assert.Same(idle, _heap.TryRetireLeastRecentlyUsed());
        Assert.Null(_heap.TryRetireLeastRecentlyUsed());
        Assert.True(leased.IsParked);
        Assert.False(leased.IsRetired);
    }

    [Fact]
    public void An_entry_whose_lease_ends_while_it_is_parked_is_not_lost()
    {
        EvictionEntry<int, int> entry = Push(1);
        entry.TryAcquire();
        using InterleavingScript script = new(InterleavingPoint.AfterPark, () => entry.Release());
        Assert.Same(entry, _heap.TryRetireLeastRecentlyUsed());
    }

    [Fact]
    public void An_entry_that_is_leased_while_it_is_evicted_is_parked_instead()
    {
        EvictionEntry<int, int> entry = Push(1);
        using InterleavingScript script = new(InterleavingPoint.BeforeRetireIdle, () => entry.TryAcquire());
        Assert.Null(_heap.TryRetireLeastRecentlyUsed());
        Assert.True(entry.IsParked);
    }

    [Fact]
    public void One_eviction_after_everything_was_used_updates_a_part_and_takes_the_oldest_of_it()
    {
        EvictionEntry<int, int>[] entries = [.. Enumerable.Range(0, 10_000).Select(Push)];
        foreach (EvictionEntry<int, int> entry in entries)
        {
            entry.LastUsed = 20_000 + entry.Key;
        }

        EvictionNode evicted = Assert.IsAssignableFrom<EvictionNode>(_heap.TryRetireLeastRecentlyUsed());
        Assert.Same(entries[0], evicted);
        Assert.InRange(entries.Skip(1).Count(entry => _heap.PositionOf(entry) >= 20_000), 1, 1000);
    }

    private static int[] Shuffled(int count, int seed)
    {
        int[] numbers = [.. Enumerable.Range(0, count)];
        new Random(seed).Shuffle(numbers);
        return numbers;
    }

    private EvictionEntry<int, int> Push(int key)
    {
        EvictionEntry<int, int> entry = new(key, key, timestamp: key);
        _heap.Push(entry);
        return entry;
    }

    private List<int> TakeAll()
    {
        List<int> keys = [];
        while (_heap.TryRetireLeastRecentlyUsed() is EvictionEntry<int, int> entry)
        {
            keys.Add(entry.Key);
        }

        return keys;
    }
}
