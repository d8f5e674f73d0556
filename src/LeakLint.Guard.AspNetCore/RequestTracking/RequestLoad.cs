using System;
using System.Threading;

namespace LeakLint.Guard.AspNetCore.RequestTracking;

/// <summary>
/// Tells which requests ran alone. Memory is counted for the whole process, so only of those can be said how much they allocated.
/// </summary>
internal sealed class RequestLoad
{
    private int _running;
    private long _started;

    public Stay Enter()
    {
        var isFirst = Interlocked.Increment(ref _running) == 1;
        var number = Interlocked.Increment(ref _started);
        return new Stay(number, isFirst ? GC.GetTotalAllocatedBytes() : null);
    }

    /// <summary>Ends a stay.</summary>
    /// <returns>The bytes that were allocated during it; null when another request ran at any time of it.</returns>
    public long? Leave(Stay stay)
    {
        Interlocked.Decrement(ref _running);
        return stay.AllocatedBefore is { } before && Volatile.Read(ref _started) == stay.Number ? GC.GetTotalAllocatedBytes() - before : null;
    }

    /// <summary>A request that runs.</summary>
    internal readonly record struct Stay(long Number, long? AllocatedBefore);
}
