using System;
using System.Threading;

namespace LeakLint.Guard.AspNetCore.RequestTracking;

/// <summary>
/// Tells which requests ran alone. Memory is counted for the whole process, so only of those can be said how much they allocated.
/// </summary>
internal sealed class RequestLoad
{
    // One number, so that both change at once: how many run (the lower bits), and how many were started.
    private const int StartedShift = 24;
    private const long OneStarted = 1L << StartedShift;
    private const long RunningMask = OneStarted - 1;

    private long _requests;

    public Stay Enter()
    {
        var requests = Interlocked.Add(ref _requests, OneStarted + 1);
        var isAlone = (requests & RunningMask) == 1;
        return new Stay(requests >> StartedShift, isAlone ? GC.GetTotalAllocatedBytes() : Stay.Unknown);
    }

    /// <summary>Ends a stay.</summary>
    /// <returns>The bytes that were allocated during it; null when another request ran at any time of it.</returns>
    public long? Leave(Stay stay)
    {
        var started = Interlocked.Decrement(ref _requests) >> StartedShift;
        return stay.AllocatedBefore != Stay.Unknown && started == stay.Number ? GC.GetTotalAllocatedBytes() - stay.AllocatedBefore : null;
    }

    /// <summary>A request that runs.</summary>
    /// <param name="Number">How many were started, it included.</param>
    /// <param name="AllocatedBefore">The bytes that were allocated until then; <see cref="Unknown"/> when others ran.</param>
    internal readonly record struct Stay(long Number, long AllocatedBefore)
    {
        public const long Unknown = -1;
    }
}
