using System;
using System.Collections.Generic;
using System.Linq;
using LeakLint.Guard.Eviction;

namespace LeakLint.Guard;

public sealed partial class BoundedDictionary<TKey, TValue>
{
    bool ICollection<KeyValuePair<TKey, TValue>>.IsReadOnly => false;

    IEnumerable<TKey> IReadOnlyDictionary<TKey, TValue>.Keys => Keys;

    IEnumerable<TValue> IReadOnlyDictionary<TKey, TValue>.Values => Values;

    void ICollection<KeyValuePair<TKey, TValue>>.Add(KeyValuePair<TKey, TValue> item) => Add(item.Key, item.Value);

    bool ICollection<KeyValuePair<TKey, TValue>>.Contains(KeyValuePair<TKey, TValue> item)
        => _core.TryFind(item.Key, out var entry) && EqualityComparer<TValue>.Default.Equals(entry.Value, item.Value);

    bool ICollection<KeyValuePair<TKey, TValue>>.Remove(KeyValuePair<TKey, TValue> item) => TryRemove(item);

    // LINQ sizes an array by the count and has it filled by CopyTo. So that no place stays empty, the count leaves out what
    // is due by evicting it, and CopyTo leaves out nothing that was counted.
    int ICollection<KeyValuePair<TKey, TValue>>.Count
    {
        get
        {
            if (_expiry.IsActive)
            {
                _core.RetireExpired();
            }

            return _core.Count;
        }
    }

    void ICollection<KeyValuePair<TKey, TValue>>.CopyTo(KeyValuePair<TKey, TValue>[] array, int arrayIndex)
    {
        ArgumentNullException.ThrowIfNull(array);
        KeyValuePair<TKey, TValue>[] entries = [.. _core.Entries.Select(ToPair)];
        entries.CopyTo(array, arrayIndex);
    }

    private static KeyValuePair<TKey, TValue> ToPair(EvictionEntry<TKey, TValue> entry) => new(entry.Key, entry.Value);
}
