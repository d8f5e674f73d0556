using System;
using System.Threading;

namespace LeakLint.Guard.Eviction;

/// <summary>
/// The eviction order: a min-heap by last use that readers never touch. A use only stamps the entry; the heap learns of
/// it when it meets the entry at the top, moves it down to where it belongs, and looks again. A known position is never
/// later than the last use, so an entry at the top whose position is up to date really is the least recently used.
/// Not thread-safe: every call is made under the lock of <see cref="EvictionCore{TKey, TValue}"/>.
/// </summary>
internal sealed class RecencyHeap
{
    public const int Absent = -1;

    /// <summary>
    /// How many outdated positions one eviction brings up to date. Beyond it the least recently used of those entries
    /// goes, so that one addition to a large collection that was read all over costs microseconds, not milliseconds.
    /// </summary>
    private const int MaxUpdates = 128;

    // The positions are beside the entries, so that comparing touches no entry.
    private (long Position, EvictionNode Node)[] _slots = new (long, EvictionNode)[16];
    private int _count;

    public void Push(EvictionNode node)
    {
        if (_count == _slots.Length)
        {
            Array.Resize(ref _slots, _count * 2);
        }

        MoveUp((node.LastUsed, node), _count++);
    }

    public void Remove(EvictionNode node)
    {
        int hole = node.HeapIndex;
        if (hole == Absent)
        {
            return;
        }

        node.HeapIndex = Absent;
        (long, EvictionNode Node) last = _slots[--_count];
        _slots[_count] = default;
        if (hole != _count)
        {
            MoveDown(last, hole);
            MoveUp(last, last.Node.HeapIndex);
        }
    }

    /// <summary>Puts an entry that was just used in the place of another one. Its position is found when it gets to the top.</summary>
    public void Replace(EvictionNode current, EvictionNode replacement)
    {
        int index = current.HeapIndex;
        current.HeapIndex = Absent;
        Place((_slots[index].Position, replacement), index);
    }

    public void Clear()
    {
        for (int i = 0; i < _count; i++)
        {
            _slots[i].Node.HeapIndex = Absent;
        }

        Array.Clear(_slots, 0, _count);
        _count = 0;
    }

    /// <summary>The last use of an entry that the order knows of.</summary>
    public long PositionOf(EvictionNode node) => _slots[node.HeapIndex].Position;

    /// <summary>Retires and removes the least recently used entry that nobody holds a lease on.</summary>
    public EvictionNode? TryRetireLeastRecentlyUsed()
    {
        (long Position, EvictionNode? Node) oldestUpdated = default;
        int updates = 0;
        while (_count > 0)
        {
            (long position, EvictionNode top) = _slots[0];
            if (top.Leases != 0)
            {
                Park(top);
                continue;
            }

            long lastUsed = top.LastUsed;
            bool isOutdated = lastUsed > position;
            if (isOutdated && updates < MaxUpdates)
            {
                updates++;
                MoveDown((lastUsed, top), 0);
                if (oldestUpdated.Node is null || lastUsed < oldestUpdated.Position)
                {
                    oldestUpdated = (lastUsed, top);
                }

                continue;
            }

            EvictionNode candidate = isOutdated ? oldestUpdated.Node! : top;
            if (candidate.TryRetireIdle())
            {
                Remove(candidate);
                return candidate;
            }

            Park(candidate);
            updates = 0;
            oldestUpdated = default;
        }

        return null;
    }

    // The holder of the last lease looks at IsParked after it gave the lease back, and this looks at the leases after it
    // set IsParked: at least one of the two sees the other, so no idle entry stays out of the order.
    private void Park(EvictionNode node)
    {
        Remove(node);
        node.IsParked = true;
        Interleaving.At(InterleavingPoint.AfterPark);
        Interlocked.MemoryBarrier();
        if (node.Leases == 0)
        {
            node.IsParked = false;
            Push(node);
        }
    }

    private void MoveUp((long Position, EvictionNode Node) slot, int index)
    {
        while (index > 0)
        {
            int parent = (index - 1) / 2;
            if (_slots[parent].Position <= slot.Position)
            {
                break;
            }

            Place(_slots[parent], index);
            index = parent;
        }

        Place(slot, index);
    }

    private void MoveDown((long Position, EvictionNode Node) slot, int index)
    {
        for (int child = (2 * index) + 1; child < _count; child = (2 * index) + 1)
        {
            if (child + 1 < _count && _slots[child + 1].Position < _slots[child].Position)
            {
                child++;
            }

            if (slot.Position <= _slots[child].Position)
            {
                break;
            }

            Place(_slots[child], index);
            index = child;
        }

        Place(slot, index);
    }

    private void Place((long Position, EvictionNode Node) slot, int index)
    {
        _slots[index] = slot;
        slot.Node.HeapIndex = index;
    }
}
