using System;
using System.Collections.Generic;
using System.Threading;

namespace LeakLint.Guard.Eviction;

// How entries go for a reason: removed, expired or drained. What is full evicts in the part that adds.
internal sealed partial class EvictionCore<TKey, TValue>
{
    /// <summary>Retires an entry for the given reason, leased or not.</summary>
    public bool TryRetire(EvictionEntry<TKey, TValue> entry, EvictionReason reason)
    {
        Retirement retirement;
        lock (_gate)
        {
            if (!Unlink(entry))
            {
                return false;
            }

            retirement = RetireUnlinked(entry, reason);
        }

        Settle(entry, retirement);
        return true;
    }

    /// <summary>Retires every entry that is due.</summary>
    public List<EvictionEntry<TKey, TValue>> RetireExpired()
    {
        List<EvictionEntry<TKey, TValue>> retired = [];
        foreach (EvictionEntry<TKey, TValue> entry in Entries)
        {
            if (_expiry.FindReason(entry, _expiry.Now) is not null && TryExpire(entry))
            {
                retired.Add(entry);
            }
        }

        return retired;
    }

    /// <summary>Retires the less recently used half of the entries that are not leased, rounded up.</summary>
    /// <returns>How many were retired.</returns>
    public int RetireIdleHalf(EvictionReason reason)
    {
        List<EvictionEntry<TKey, TValue>> retired = [];
        lock (_gate)
        {
            int idle = 0;
            foreach (EvictionEntry<TKey, TValue> entry in Entries)
            {
                idle += entry.Leases == 0 ? 1 : 0;
            }

            while (retired.Count < (idle + 1) / 2 && _order.TryRetireLeastRecentlyUsed() is EvictionEntry<TKey, TValue> entry)
            {
                Unlink(entry);
                MarkRetired(entry, reason);
                _slots.Free();
                retired.Add(entry);
            }
        }

        foreach (EvictionEntry<TKey, TValue> entry in retired)
        {
            Settle(entry, Retirement.Idle);
        }

        return retired.Count;
    }

    /// <summary>Admits nothing more, and retires everything. Whoever waits for a slot is sent away. The first call does it.</summary>
    public bool Close()
    {
        List<(EvictionEntry<TKey, TValue> Entry, Retirement Retirement)> retired;
        lock (_gate)
        {
            if (_isClosed)
            {
                return false;
            }

            _slots.Close();
            retired = new(_count);
            foreach (EvictionEntry<TKey, TValue> entry in Entries)
            {
                Unlink(entry);
                retired.Add((entry, RetireUnlinked(entry, EvictionReason.Drain)));
            }

            // Last: whoever sees a closed collection without a lock counts what is left of it, and must find all of it.
            Volatile.Write(ref _isClosed, true);
        }

        foreach ((EvictionEntry<TKey, TValue> entry, Retirement retirement) in retired)
        {
            Settle(entry, retirement);
        }

        return true;
    }

    private bool TryExpire(EvictionEntry<TKey, TValue> entry)
    {
        Retirement retirement;
        lock (_gate)
        {
            // Looked at again: it may have been used, leased or taken since the caller looked.
            if (_expiry.FindReason(entry, _expiry.Now) is not { } reason)
            {
                return false;
            }

            if (reason == EvictionReason.IdleTimeout)
            {
                if (!entry.TryRetireIdle())
                {
                    return false;
                }

                Unlink(entry);
                MarkRetired(entry, reason);
                _slots.Free();
                retirement = Retirement.Idle;
            }
            else if (Unlink(entry))
            {
                retirement = RetireUnlinked(entry, reason);
            }
            else
            {
                return false;
            }
        }

        Settle(entry, retirement);
        return true;
    }

    private Retirement RetireUnlinked(EvictionEntry<TKey, TValue> entry, EvictionReason reason)
    {
        MarkRetired(entry, reason);
        Retirement retirement = entry.Retire();
        if (retirement == Retirement.Idle)
        {
            _slots.Free();
        }

        return retirement;
    }

    private void MarkRetired(EvictionEntry<TKey, TValue> entry, EvictionReason reason)
    {
        entry.Reason = reason;
        Interlocked.Increment(ref _unsettled);
    }

    private void Settle(EvictionEntry<TKey, TValue> entry, Retirement retirement)
    {
        _owner.OnRetired(entry, retirement);
        if (Interlocked.Decrement(ref _unsettled) == 0 && IsClosed)
        {
            _owner.OnSettled();
        }
    }
}
