namespace LeakLint.Guard.Eviction;

/// <summary>A key and its value. The value never changes: a new value is a new entry, so that each is released once.</summary>
internal class EvictionEntry<TKey, TValue> : EvictionNode
    where TKey : notnull
{
    public EvictionEntry(TKey key, TValue value, long timestamp, int leases = 0)
        : base(timestamp, leases)
    {
        Key = key;
        Value = value;
        CreatedAt = timestamp;
    }

    public TKey Key { get; }

    public TValue Value { get; }

    /// <summary>When the entry was added: a timestamp of the time provider.</summary>
    public long CreatedAt { get; }

    /// <summary>Why the entry was retired; set once, before the entry is handed to its owner.</summary>
    public EvictionReason Reason { get; set; }
}
