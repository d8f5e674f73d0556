using System;

namespace LeakLint.Guard.Eviction;

/// <summary>
/// The idle time-out and the maximum lifetime, in ticks of the monotonic clock: setting the wall clock expires nothing.
/// </summary>
internal sealed class ExpiryPolicy
{
    private readonly TimeProvider _timeProvider;
    private readonly long _idleTicks;
    private readonly long _lifetimeTicks;

    public ExpiryPolicy(TimeSpan? idleTimeout, TimeSpan? maxLifetime, TimeProvider timeProvider)
    {
        _timeProvider = timeProvider;
        _idleTicks = ToTicks(idleTimeout, timeProvider);
        _lifetimeTicks = ToTicks(maxLifetime, timeProvider);
        IsActive = idleTimeout is not null || maxLifetime is not null;
    }

    /// <summary>Whether time alone lets entries go.</summary>
    public bool IsActive { get; }

    public long Now => _timeProvider.GetTimestamp();

    public TimeSpan ElapsedSince(long timestamp) => _timeProvider.GetElapsedTime(timestamp);

    /// <summary>Why the entry is due, or null. A leased entry is in use, so never idle.</summary>
    public EvictionReason? FindReason<TKey, TValue>(EvictionEntry<TKey, TValue> entry, long now)
        where TKey : notnull
    {
        if (now - entry.CreatedAt >= _lifetimeTicks)
        {
            return EvictionReason.MaxLifetime;
        }

        return now - entry.LastUsed >= _idleTicks && entry.Leases == 0 ? EvictionReason.IdleTimeout : null;
    }

    private static long ToTicks(TimeSpan? span, TimeProvider timeProvider)
    {
        if (span is not { } limit)
        {
            return long.MaxValue;
        }

        double ticks = limit.TotalSeconds * timeProvider.TimestampFrequency;
        return ticks >= long.MaxValue ? long.MaxValue : (long)ticks;
    }
}
