using System;

namespace LeakLint.Guard.Eviction;

/// <summary>How an attempt to take a slot ended.</summary>
internal enum SlotOutcome
{
    Taken,
    Full,
    MustWait,
}

// The part that only leases need: entries whose slot is taken before the value exists, and that stay while they are used.
internal sealed partial class EvictionCore<TKey, TValue>
{
    /// <summary>How many callers are in line for a slot.</summary>
    public int Waiting
    {
        get
        {
            lock (_gate)
            {
                return _slots.Waiting;
            }
        }
    }

    /// <summary>Takes a slot for an entry that does not exist yet.</summary>
    public SlotOutcome Reserve(RegistryFullMode fullMode, out SlotPool.Waiter? waiter)
    {
        EvictionEntry<TKey, TValue>? evicted = null;
        lock (_gate)
        {
            waiter = null;
            ObjectDisposedException.ThrowIf(_isClosed, _owner);
            if (_slots.TryTake())
            {
                return SlotOutcome.Taken;
            }

            if (fullMode != RegistryFullMode.Reject)
            {
                evicted = EvictLeastRecentlyUsed();
            }

            if (evicted is null)
            {
                if (fullMode != RegistryFullMode.Wait)
                {
                    return SlotOutcome.Full;
                }

                waiter = _slots.Enqueue();
                return SlotOutcome.MustWait;
            }
        }

        Settle(evicted, Retirement.Idle);
        return SlotOutcome.Taken;
    }

    /// <summary>Stops waiting. The slot goes back if it was handed over in the meantime.</summary>
    public void CancelWait(SlotPool.Waiter waiter)
    {
        lock (_gate)
        {
            _slots.Leave(waiter);
            if (!waiter.TrySetResult(false) && waiter.Task.Result)
            {
                _slots.Free();
            }
        }
    }

    /// <summary>Gives a slot back for which no entry came to be.</summary>
    public void FreeSlot()
    {
        lock (_gate)
        {
            _slots.Free();
        }
    }

    /// <summary>Puts the entry for which a slot was taken in the table. False when the collection closed; the slot is free then.</summary>
    public bool TryPublish(EvictionEntry<TKey, TValue> entry)
    {
        EvictionEntry<TKey, TValue>? evicted;
        lock (_gate)
        {
            if (_isClosed)
            {
                _slots.Free();
                return false;
            }

            Link(entry);
            evicted = EvictForWaiter();
        }

        if (evicted is not null)
        {
            Settle(evicted, Retirement.Idle);
        }

        return true;
    }

    /// <summary>Gives a lease back. The idle time of the entry begins here.</summary>
    public void Return(EvictionEntry<TKey, TValue> entry)
    {
        entry.LastUsed = _expiry.Now;
        Retirement retirement = entry.Release();
        if (retirement == Retirement.Idle)
        {
            // In this order: it is to be released before its slot is anybody else's.
            _owner.OnLastLeaseReturned(entry);
            FreeSlot();
        }
        else if (entry.IsParked && retirement == Retirement.None && entry.Leases == 0)
        {
            Unpark(entry);
        }
    }

    private void Unpark(EvictionEntry<TKey, TValue> entry)
    {
        EvictionEntry<TKey, TValue>? evicted;
        lock (_gate)
        {
            if (!entry.IsParked || entry.IsRetired)
            {
                return;
            }

            entry.IsParked = false;
            _order.Push(entry);
            evicted = EvictForWaiter();
        }

        if (evicted is not null)
        {
            Settle(evicted, Retirement.Idle);
        }
    }

    // While somebody waits, every entry in the table is parked: an entry that becomes idle makes room at once.
    private EvictionEntry<TKey, TValue>? EvictForWaiter()
    {
        if (_slots.Waiting == 0 || EvictLeastRecentlyUsed() is not { } evicted)
        {
            return null;
        }

        _slots.Free();
        return evicted;
    }
}
