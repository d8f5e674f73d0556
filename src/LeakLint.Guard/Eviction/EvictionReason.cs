namespace LeakLint.Guard;

/// <summary>Why a collection let go of an entry.</summary>
public enum EvictionReason
{
    /// <summary>The collection was full and this was the least recently used entry that could go.</summary>
    Capacity,

    /// <summary>Nobody used the entry for the idle time-out.</summary>
    IdleTimeout,

    /// <summary>The entry reached its maximum lifetime.</summary>
    MaxLifetime,

    /// <summary>The program removed the entry.</summary>
    Removed,

    /// <summary>The entry was idle, and a <see cref="LeakMonitor"/> found the program at <see cref="LeakStatus.Critical"/>.</summary>
    MemoryPressure,

    /// <summary>The collection was drained or disposed.</summary>
    Drain,
}
