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

    private EvictionNode[] _nodes = new EvictionNode[16];
    private int _count;

    public void Push(EvictionNode node)
    {
        if (_count == _nodes.Length)
        {
            Array.Resize(ref _nodes, _count * 2);
        }

        node.Position = node.LastUsed;
        MoveUp(node, _count++);
    }

    public void Remove(EvictionNode node)
    {
        int hole = node.HeapIndex;
        if (hole == Absent)
        {
            return;
        }

        node.HeapIndex = Absent;
        EvictionNode last = _nodes[--_count];
        _nodes[_count] = null!;
        if (ReferenceEquals(last, node))
        {
            return;
        }

        MoveDown(last, hole);
        MoveUp(last, last.HeapIndex);
    }

    public void Clear()
    {
        for (int i = 0; i < _count; i++)
        {
            _nodes[i].HeapIndex = Absent;
        }

        Array.Clear(_nodes, 0, _count);
        _count = 0;
    }

    /// <summary>Retires and removes the least recently used entry that nobody holds a lease on.</summary>
    public EvictionNode? TryRetireLeastRecentlyUsed()
    {
        EvictionNode? oldestUpdated = null;
        int updates = 0;
        while (_count > 0)
        {
            EvictionNode top = _nodes[0];
            if (top.Leases != 0)
            {
                Park(top);
                continue;
            }

            bool isOutdated = top.LastUsed > top.Position;
            if (isOutdated && updates < MaxUpdates)
            {
                updates++;
                top.Position = top.LastUsed;
                MoveDown(top, 0);
                if (oldestUpdated is null || top.Position < oldestUpdated.Position)
                {
                    oldestUpdated = top;
                }

                continue;
            }

            EvictionNode candidate = isOutdated ? oldestUpdated! : top;
            if (candidate.TryRetireIdle())
            {
                Remove(candidate);
                return candidate;
            }

            Park(candidate);
            updates = 0;
            oldestUpdated = null;
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

    private void MoveUp(EvictionNode node, int index)
    {
        while (index > 0)
        {
            int parent = (index - 1) / 2;
            if (_nodes[parent].Position <= node.Position)
            {
                break;
            }

            Place(_nodes[parent], index);
            index = parent;
        }

        Place(node, index);
    }

    private void MoveDown(EvictionNode node, int index)
    {
        for (int child = (2 * index) + 1; child < _count; child = (2 * index) + 1)
        {
            if (child + 1 < _count && _nodes[child + 1].Position < _nodes[child].Position)
            {
                child++;
            }

            if (node.Position <= _nodes[child].Position)
            {
                break;
            }

            Place(_nodes[child], index);
            index = child;
        }

        Place(node, index);
    }

    private void Place(EvictionNode node, int index)
    {
        _nodes[index] = node;
        node.HeapIndex = index;
    }
}
