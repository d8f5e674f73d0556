using System;
using System.Collections.Generic;
using System.Threading;
using LeakLint.Guard.Eviction;

namespace LeakLint.Guard.Collections;

/// <summary>Evicted entries that readers may still be using, oldest first, and no more of them than the limit.</summary>
internal sealed class GracePeriod<TKey, TValue>(TimeSpan length, int limit, TimeProvider timeProvider)
    where TKey : notnull
{
    private readonly Queue<(EvictionEntry<TKey, TValue> Entry, long Since)> _waiting = new();
    private bool _isOver = length == TimeSpan.Zero;
    private int _count;

    /// <summary>How many entries wait or are being released by <see cref="ReleaseDue"/>. Takes no lock: every eviction asks.</summary>
    public int Count => Volatile.Read(ref _count);

    /// <summary>Adds an entry, and gives back one whose turn has come because of it: the oldest of too many, or this one.</summary>
    public EvictionEntry<TKey, TValue>? Add(EvictionEntry<TKey, TValue> entry)
    {
        lock (_waiting)
        {
            if (_isOver)
            {
                return entry;
            }

            EvictionEntry<TKey, TValue>? oldest = _waiting.Count == limit ? _waiting.Dequeue().Entry : null;
            _waiting.Enqueue((entry, timeProvider.GetTimestamp()));
            if (oldest is null)
            {
                Interlocked.Increment(ref _count);
            }

            return oldest;
        }
    }

    /// <summary>Gives the entries whose time is up to whoever releases them, oldest first.</summary>
    public void ReleaseDue(Action<EvictionEntry<TKey, TValue>> release)
    {
        while (TakeDue() is { } due)
        {
            // Counted until it is in the books of the one who took it: between the two a drain would not find it.
            try
            {
                release(due);
            }
            finally
            {
                Interlocked.Decrement(ref _count);
            }
        }
    }

    /// <summary>From now on every entry is due.</summary>
    public void End()
    {
        lock (_waiting)
        {
            _isOver = true;
        }
    }

    private EvictionEntry<TKey, TValue>? TakeDue()
    {
        lock (_waiting)
        {
            bool isDue = _waiting.TryPeek(out var oldest) && (_isOver || timeProvider.GetElapsedTime(oldest.Since) >= length);
            return isDue ? _waiting.Dequeue().Entry : null;
        }
    }
}
