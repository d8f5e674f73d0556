using System;
using System.Collections;
using System.Collections.Generic;
using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using System.Linq;
using System.Threading.Tasks;
using LeakLint.Guard.Collections;
using LeakLint.Guard.Eviction;

namespace LeakLint.Guard;

/// <summary>
/// A thread-safe dictionary that cannot grow without end: when it is full, the least recently used entry makes room, and
/// entries can expire. It has the members of <c>ConcurrentDictionary</c> and of <c>Dictionary</c> that programs use, so that
/// it takes the place of either by a change of the declaration.
/// </summary>
/// <remarks>
/// <para>All members are thread-safe. Enumerating needs no lock and sees changes made meanwhile, or not.</para>
/// <para>
/// Who disposes a value: values that the dictionary <em>evicts</em> are disposed by it, on the thread pool, after
/// <see cref="BoundedDictionaryOptions{TKey, TValue}.GracePeriod"/>. Values that the program removes, replaces or clears
/// are the program's, as with the dictionaries it replaces. Where a value may be in use for longer than the grace period
/// when it is evicted, use <see cref="ResourceRegistry{TKey, TResource}"/>, whose leases keep it alive.
/// </para>
/// </remarks>
/// <typeparam name="TKey">The type of the keys.</typeparam>
/// <typeparam name="TValue">The type of the values.</typeparam>
[DebuggerDisplay("Count = {Count}")]
public sealed partial class BoundedDictionary<TKey, TValue> : IDictionary<TKey, TValue>, IReadOnlyDictionary<TKey, TValue>, IAsyncDisposable
    where TKey : notnull
{
    /// <summary>How many entries a dictionary holds at most unless its options say otherwise.</summary>
    public const int DefaultCapacity = 10_000;

    private readonly DictionarySettings<TKey, TValue> _settings;
    private readonly ExpiryPolicy _expiry;
    private readonly EvictionCore<TKey, TValue> _core;
    private readonly ValueReleaser<TKey, TValue> _releaser;
    private readonly SweepTimer _timer;

    /// <summary>Creates an empty dictionary that holds at most <see cref="DefaultCapacity"/> entries.</summary>
    public BoundedDictionary()
        : this(new BoundedDictionaryOptions<TKey, TValue>())
    {
    }

    /// <summary>Creates an empty dictionary that holds at most <see cref="DefaultCapacity"/> entries.</summary>
    /// <param name="comparer">How keys are compared. Null: the default comparer.</param>
    public BoundedDictionary(IEqualityComparer<TKey>? comparer)
        : this(new BoundedDictionaryOptions<TKey, TValue> { Comparer = comparer })
    {
    }

    /// <summary>Creates a dictionary that holds at most <see cref="DefaultCapacity"/> entries, and adds the given ones.</summary>
    /// <param name="collection">The entries to begin with.</param>
    /// <param name="comparer">How keys are compared. Null: the default comparer.</param>
    /// <exception cref="ArgumentException">A key comes twice.</exception>
    public BoundedDictionary(IEnumerable<KeyValuePair<TKey, TValue>> collection, IEqualityComparer<TKey>? comparer = null)
        : this(comparer)
    {
        ArgumentNullException.ThrowIfNull(collection);
        foreach (KeyValuePair<TKey, TValue> pair in collection)
        {
            Add(pair.Key, pair.Value);
        }
    }

    /// <summary>Creates an empty dictionary with limits of its own.</summary>
    /// <param name="options">The limits. Changing them later has no effect.</param>
    /// <exception cref="ArgumentOutOfRangeException">A limit is not positive.</exception>
    public BoundedDictionary(BoundedDictionaryOptions<TKey, TValue> options)
    {
        ArgumentNullException.ThrowIfNull(options);
        _settings = DictionarySettings<TKey, TValue>.From(options);
        _expiry = new ExpiryPolicy(_settings.IdleTimeout, _settings.MaxLifetime, _settings.TimeProvider);
        _core = new EvictionCore<TKey, TValue>(_settings.Capacity, options.Comparer, _expiry, this);
        _releaser = new ValueReleaser<TKey, TValue>(_settings, IsBack, OnProgress);
        _timer = new SweepTimer(this, _settings.ScanInterval, _settings.TimeProvider);
    }

    /// <summary>How many entries there are at most.</summary>
    public int Capacity => _settings.Capacity;

    /// <summary>How keys are compared.</summary>
    public IEqualityComparer<TKey> Comparer => _core.Comparer;

    /// <summary>How many entries there are. Entries that are due but not evicted yet are counted.</summary>
    public int Count => _core.Count;

    /// <summary>Whether there are no entries.</summary>
    public bool IsEmpty => _core.Count == 0;

    private IEnumerable<EvictionEntry<TKey, TValue>> LiveEntries => _expiry.IsActive
        ? _core.Entries.Where(entry => _expiry.FindReason(entry, _expiry.Now) is null)
        : _core.Entries;

    /// <summary>A copy of the keys.</summary>
    public ICollection<TKey> Keys => Array.AsReadOnly([.. LiveEntries.Select(static entry => entry.Key)]);

    /// <summary>A copy of the values.</summary>
    public ICollection<TValue> Values => Array.AsReadOnly([.. LiveEntries.Select(static entry => entry.Value)]);

    /// <summary>The value of a key. Setting it evicts the least recently used entry when a new key finds the dictionary full.</summary>
    /// <param name="key">The key.</param>
    /// <exception cref="KeyNotFoundException">There is no entry: it was never there, was removed, or was evicted.</exception>
    public TValue this[TKey key]
    {
        get => TryGetValue(key, out TValue? value) ? value : throw new KeyNotFoundException($"The key '{key}' is not in the dictionary.");
        set => Set(key, value);
    }

    /// <summary>Finds the value of a key, and marks the entry as used.</summary>
    /// <param name="key">The key.</param>
    /// <param name="value">The value.</param>
    /// <returns>Whether there was an entry.</returns>
    public bool TryGetValue(TKey key, [MaybeNullWhen(false)] out TValue value)
    {
        if (_core.TryUse(key, out EvictionEntry<TKey, TValue>? entry))
        {
            value = entry.Value;
            return true;
        }

        value = default;
        return false;
    }

    /// <summary>Whether there is an entry for a key. Does not mark it as used.</summary>
    /// <param name="key">The key.</param>
    /// <returns>Whether there is one.</returns>
    public bool ContainsKey(TKey key) => _core.TryFind(key, out _);

    /// <summary>Whether an entry has a value. Looks at every entry.</summary>
    /// <param name="value">The value.</param>
    /// <returns>Whether one has it.</returns>
    public bool ContainsValue(TValue value) => LiveEntries.Any(entry => EqualityComparer<TValue>.Default.Equals(entry.Value, value));

    /// <summary>Copies the entries to an array.</summary>
    /// <returns>The array.</returns>
    public KeyValuePair<TKey, TValue>[] ToArray() => [.. LiveEntries.Select(ToPair)];

    /// <summary>Enumerates the entries, in no order, without marking them as used. The dictionary may change meanwhile.</summary>
    /// <returns>The enumerator.</returns>
    public IEnumerator<KeyValuePair<TKey, TValue>> GetEnumerator() => LiveEntries.Select(ToPair).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
