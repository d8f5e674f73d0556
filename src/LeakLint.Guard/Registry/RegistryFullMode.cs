namespace LeakLint.Guard;

/// <summary>What a <see cref="ResourceRegistry{TKey, TResource}"/> does about a new key while it is full.</summary>
public enum RegistryFullMode
{
    /// <summary>Evicts the least recently used resource that nobody holds a lease on; rejects when all are leased.</summary>
    EvictIdle,

    /// <summary>Evicts like <see cref="EvictIdle"/>, and waits for a lease to end when all are leased. First come, first served.</summary>
    Wait,

    /// <summary>Rejects. Room comes only from time-outs and removals.</summary>
    Reject,
}
