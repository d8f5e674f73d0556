using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;

namespace LeakLint.Guard.Eviction;

/// <summary>
/// The capacity, as slots that are taken before anything is created. A freed slot goes straight to whoever waited
/// longest, so that nobody can overtake and the count never exceeds the capacity.
/// Not thread-safe: every call is made under the lock of <see cref="EvictionCore{TKey, TValue}"/>.
/// </summary>
internal sealed class SlotPool(int capacity)
{
    private readonly LinkedList<Waiter> _waiters = new();
    private int _taken;

    public int Waiting => _waiters.Count;

    public bool TryTake()
    {
        if (_taken == capacity)
        {
            return false;
        }

        _taken++;
        return true;
    }

    /// <summary>Gives a slot back. True when somebody who waited got it.</summary>
    public bool Free()
    {
        while (_waiters.First is { } first)
        {
            _waiters.RemoveFirst();
            if (first.Value.TrySetResult(true))
            {
                return true;
            }
        }

        _taken--;
        return false;
    }

    /// <summary>Stands in line: the task is true once a slot is taken for the caller, false once the pool closes.</summary>
    public Waiter Enqueue()
    {
        Waiter waiter = new();
        _waiters.AddLast(waiter);
        return waiter;
    }

    public void Close()
    {
        foreach (Waiter waiter in _waiters)
        {
            waiter.TrySetResult(false);
        }

        _waiters.Clear();
    }

    public void Leave(Waiter waiter) => _waiters.Remove(waiter);

    /// <summary>Somebody in line for a slot.</summary>
    internal sealed class Waiter() : TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
}
