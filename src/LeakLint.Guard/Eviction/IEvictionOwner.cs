namespace LeakLint.Guard.Eviction;

/// <summary>What a collection does with the entries that its core lets go of. Never called under a lock.</summary>
internal interface IEvictionOwner<TKey, TValue>
    where TKey : notnull
{
    /// <summary>The entry was retired. Idle: nobody uses it, release it now. Leased: its last lease will call <see cref="EvictionCore{TKey, TValue}.Return"/>.</summary>
    void OnRetired(EvictionEntry<TKey, TValue> entry, Retirement retirement);

    /// <summary>The last lease of a retired entry was returned: release it now.</summary>
    void OnLastLeaseReturned(EvictionEntry<TKey, TValue> entry);

    /// <summary>The collection is closed, and everything that was retired has been handed over.</summary>
    void OnSettled();
}
