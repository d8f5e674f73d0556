using System.Threading;

namespace LeakLint.Guard.Eviction;

/// <summary>How a retirement left the entry.</summary>
internal enum Retirement
{
    /// <summary>Somebody else retired it, or it is in use and was to be left alone.</summary>
    None,

    /// <summary>Retired with leases out: whoever returns the last one releases the value.</summary>
    Leased,

    /// <summary>Retired and free: whoever retired it releases the value.</summary>
    Idle,
}

/// <summary>
/// What decides the fate of an entry: one number that holds its leases (low bits) and whether it is retired (sign bit),
/// and when it was last used. Every change of the number is one atomic step, so exactly one thread sees the change to
/// "retired and free", and that thread alone releases the value.
/// </summary>
internal abstract class EvictionNode
{
    private const int Retired = int.MinValue;

    private int _state;
    private long _lastUsed;
    private bool _isParked;

    protected EvictionNode(long timestamp, int leases)
    {
        _state = leases;
        _lastUsed = timestamp;
        HeapIndex = RecencyHeap.Absent;
    }

    /// <summary>When the entry was last used or its last lease ended: a timestamp of the time provider.</summary>
    public long LastUsed
    {
        get => Volatile.Read(ref _lastUsed);
        set => Volatile.Write(ref _lastUsed, value);
    }

    /// <summary>Where the entry is in the eviction order. Owned by <see cref="RecencyHeap"/>.</summary>
    public int HeapIndex { get; set; }

    /// <summary>Whether the entry was taken out of the eviction order because it is leased; the last lease puts it back.</summary>
    public bool IsParked
    {
        get => Volatile.Read(ref _isParked);
        set => Volatile.Write(ref _isParked, value);
    }

    public bool IsRetired => Volatile.Read(ref _state) < 0;

    public int Leases => Volatile.Read(ref _state) & int.MaxValue;

    /// <summary>Counts a lease, unless the entry is retired.</summary>
    public bool TryAcquire()
    {
        int state = Volatile.Read(ref _state);
        while (state >= 0)
        {
            Interleaving.At(InterleavingPoint.BeforeAcquire);
            int seen = Interlocked.CompareExchange(ref _state, state + 1, state);
            if (seen == state)
            {
                return true;
            }

            state = seen;
        }

        return false;
    }

    /// <summary>Gives a lease back. Idle when this was the last lease of a retired entry: the caller releases the value.</summary>
    public Retirement Release()
    {
        Interleaving.At(InterleavingPoint.BeforeRelease);
        int state = Interlocked.Decrement(ref _state);
        return state == Retired ? Retirement.Idle : state < 0 ? Retirement.Leased : Retirement.None;
    }

    /// <summary>Retires the entry if nobody holds a lease.</summary>
    public bool TryRetireIdle()
    {
        if (Volatile.Read(ref _state) != 0)
        {
            return false;
        }

        Interleaving.At(InterleavingPoint.BeforeRetireIdle);
        return Interlocked.CompareExchange(ref _state, Retired, 0) == 0;
    }

    /// <summary>Retires the entry whether or not it is leased.</summary>
    public Retirement Retire()
    {
        int state = Volatile.Read(ref _state);
        while (state >= 0)
        {
            Interleaving.At(InterleavingPoint.BeforeRetire);
            int seen = Interlocked.CompareExchange(ref _state, state | Retired, state);
            if (seen == state)
            {
                return state == 0 ? Retirement.Idle : Retirement.Leased;
            }

            state = seen;
        }

        return Retirement.None;
    }
}
