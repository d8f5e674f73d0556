using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Diagnostics.CodeAnalysis;
using System.Threading;

namespace LeakLint.Guard.Eviction;

/// <summary>
/// The table, the capacity and the eviction order of a bounded collection. Looking up takes no lock. Everything that
/// changes what is in the table happens under one short lock in which no foreign code but the key comparer runs, so the
/// table, the order and the slots always agree; whoever takes an entry out of the table is the one who retires it.
/// </summary>
internal sealed partial class EvictionCore<TKey, TValue>
    where TKey : notnull
{
    private readonly ConcurrentDictionary<TKey, EvictionEntry<TKey, TValue>> _table;
    private readonly object _gate = new();
    private readonly RecencyHeap _order = new();
    private readonly SlotPool _slots;
    private readonly IEvictionOwner<TKey, TValue> _owner;
    private readonly ExpiryPolicy _expiry;
    private int _count;
    private int _unsettled;
    private bool _isClosed;

    public EvictionCore(int capacity, IEqualityComparer<TKey>? comparer, ExpiryPolicy expiry, IEvictionOwner<TKey, TValue> owner)
    {
        _table = new ConcurrentDictionary<TKey, EvictionEntry<TKey, TValue>>(comparer);
        _slots = new SlotPool(capacity);
        _expiry = expiry;
        _owner = owner;
    }

    public IEqualityComparer<TKey> Comparer => _table.Comparer;

    /// <summary>How many entries are in the table.</summary>
    public int Count => Volatile.Read(ref _count);

    public bool IsClosed => Volatile.Read(ref _isClosed);

    /// <summary>How many entries are retired and not yet handed to the owner. Between the two they are in nobody's books.</summary>
    public int Unsettled => Volatile.Read(ref _unsettled);

    /// <summary>The entries in the table, in no order. Safe while the table changes.</summary>
    public IEnumerable<EvictionEntry<TKey, TValue>> Entries
    {
        get
        {
            foreach (KeyValuePair<TKey, EvictionEntry<TKey, TValue>> pair in _table)
            {
                yield return pair.Value;
            }
        }
    }

    /// <summary>Finds a live entry. An entry that is due is retired instead of found, whether or not a sweep came by.</summary>
    public bool TryFind(TKey key, [MaybeNullWhen(false)] out EvictionEntry<TKey, TValue> entry)
        => _table.TryGetValue(key, out entry) && (!_expiry.IsActive || IsLive(entry, _expiry.Now));

    /// <summary>Finds a live entry and stamps it as used now.</summary>
    public bool TryUse(TKey key, [MaybeNullWhen(false)] out EvictionEntry<TKey, TValue> entry)
    {
        if (!_table.TryGetValue(key, out entry))
        {
            return false;
        }

        long now = _expiry.Now;
        if (_expiry.IsActive && !IsLive(entry, now))
        {
            return false;
        }

        entry.LastUsed = now;
        return true;
    }

    /// <summary>Adds an entry, evicting the least recently used one when full. False when the key is taken by a live entry.</summary>
    public bool TryAdd(EvictionEntry<TKey, TValue> entry, [MaybeNullWhen(true)] out EvictionEntry<TKey, TValue> existing)
    {
        EvictionEntry<TKey, TValue>? evicted = null;
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_isClosed, _owner);
            if (_table.TryGetValue(entry.Key, out existing))
            {
                if (_expiry.FindReason(existing, entry.CreatedAt) is not { } reason)
                {
                    return false;
                }

                Unlink(existing);
                MarkRetired(existing, reason);
                existing.Retire();
                evicted = existing;
            }
            else if (!_slots.TryTake())
            {
                evicted = EvictLeastRecentlyUsed();
            }

            Link(entry);
        }

        if (evicted is not null)
        {
            Settle(evicted, Retirement.Idle);
        }

        return true;
    }

    /// <summary>Adds an entry, or puts it in the place of the one that its key has, which is the program's then.</summary>
    public void Set(EvictionEntry<TKey, TValue> entry)
    {
        while (TryFind(entry.Key, out EvictionEntry<TKey, TValue>? existing) ? !TryReplace(existing, entry) : !TryAdd(entry, out _))
        {
        }
    }

    /// <summary>Puts an entry in the place of another one, which goes to the caller. False when that one is no longer in the table.</summary>
    public bool TryReplace(EvictionEntry<TKey, TValue> current, EvictionEntry<TKey, TValue> replacement)
    {
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_isClosed, _owner);
            if (!_table.TryUpdate(current.Key, replacement, current))
            {
                return false;
            }

            current.Retire();
            _order.Replace(current, replacement);
            return true;
        }
    }

    /// <summary>Takes an entry out for the caller, who owns the value from then on: it is not released here.</summary>
    public bool TryTake(EvictionEntry<TKey, TValue> entry)
    {
        lock (_gate)
        {
            if (!Unlink(entry))
            {
                return false;
            }

            entry.Retire();
            _slots.Free();
            return true;
        }
    }

    /// <summary>Takes every entry out; the values are left to the caller.</summary>
    public List<EvictionEntry<TKey, TValue>> TakeAll()
    {
        lock (_gate)
        {
            List<EvictionEntry<TKey, TValue>> taken = new(_count);
            foreach (KeyValuePair<TKey, EvictionEntry<TKey, TValue>> pair in _table)
            {
                pair.Value.Retire();
                _slots.Free();
                taken.Add(pair.Value);
            }

            _table.Clear();
            _order.Clear();
            _count = 0;
            return taken;
        }
    }

    // An entry that somebody began to use between the look and the attempt to expire it is live after all.
    private bool IsLive(EvictionEntry<TKey, TValue> entry, long now)
        => _expiry.FindReason(entry, now) is null || (!TryExpire(entry) && !entry.IsRetired);

    // The slot of the evicted entry stays taken, for the entry that takes its place.
    private EvictionEntry<TKey, TValue>? EvictLeastRecentlyUsed()
    {
        if (_order.TryRetireLeastRecentlyUsed() is not EvictionEntry<TKey, TValue> entry)
        {
            return null;
        }

        Unlink(entry);
        MarkRetired(entry, EvictionReason.Capacity);
        return entry;
    }

    private void Link(EvictionEntry<TKey, TValue> entry)
    {
        if (!_table.TryAdd(entry.Key, entry))
        {
            throw new InvalidOperationException("The key comparer gave different answers for the same key.");
        }

        _count++;
        if (entry.Leases == 0)
        {
            _order.Push(entry);
        }
        else
        {
            entry.IsParked = true;
        }
    }

    private bool Unlink(EvictionEntry<TKey, TValue> entry)
    {
        if (!_table.TryRemove(new KeyValuePair<TKey, EvictionEntry<TKey, TValue>>(entry.Key, entry)))
        {
            return false;
        }

        _count--;
        _order.Remove(entry);
        return true;
    }
}
