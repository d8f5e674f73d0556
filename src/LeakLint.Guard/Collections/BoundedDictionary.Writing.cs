using System;
using System.Collections.Generic;
using System.Diagnostics.CodeAnalysis;
using LeakLint.Guard.Eviction;

namespace LeakLint.Guard;

// Every write makes a new entry, so that each value has one fate. A write whose entry changed under it tries again.
public sealed partial class BoundedDictionary<TKey, TValue>
{
    /// <summary>Adds an entry.</summary>
    /// <param name="key">The key.</param>
    /// <param name="value">The value.</param>
    /// <exception cref="ArgumentException">The key has an entry already.</exception>
    public void Add(TKey key, TValue value)
    {
        if (!TryAdd(key, value))
        {
            throw new ArgumentException($"The key '{key}' is in the dictionary already.", nameof(key));
        }
    }

    /// <summary>Adds an entry unless the key has one.</summary>
    /// <param name="key">The key.</param>
    /// <param name="value">The value.</param>
    /// <returns>Whether it was added.</returns>
    public bool TryAdd(TKey key, TValue value) => TryAdd(CreateEntry(key, value), out _);

    /// <summary>The value of a key, added if the key has none.</summary>
    /// <param name="key">The key.</param>
    /// <param name="value">The value to add.</param>
    /// <returns>The value that was there, or the one that was added.</returns>
    public TValue GetOrAdd(TKey key, TValue value)
        => TryGetValue(key, out TValue? existing) || TryAddOrUse(CreateEntry(key, value), out existing) ? existing : value;

    /// <summary>
    /// The value of a key, created if the key has none. As with <c>ConcurrentDictionary</c>, callers at the same time may
    /// each run the factory, and one result is kept; the others are disposed if they are disposable.
    /// </summary>
    /// <param name="key">The key.</param>
    /// <param name="valueFactory">Creates the value. Called under no lock.</param>
    /// <returns>The value.</returns>
    public TValue GetOrAdd(TKey key, Func<TKey, TValue> valueFactory)
    {
        ArgumentNullException.ThrowIfNull(valueFactory);
        return TryGetValue(key, out TValue? existing) ? existing : AddCreated(CreateEntry(key, valueFactory(key)));
    }

    /// <inheritdoc cref="GetOrAdd(TKey, Func{TKey, TValue})"/>
    /// <param name="key">The key.</param>
    /// <param name="valueFactory">Creates the value. Called under no lock.</param>
    /// <param name="factoryArgument">What the factory is given besides the key.</param>
    /// <typeparam name="TArg">The type of the argument.</typeparam>
    public TValue GetOrAdd<TArg>(TKey key, Func<TKey, TArg, TValue> valueFactory, TArg factoryArgument)
    {
        ArgumentNullException.ThrowIfNull(valueFactory);
        return TryGetValue(key, out TValue? existing) ? existing : AddCreated(CreateEntry(key, valueFactory(key, factoryArgument)));
    }

    /// <summary>Adds a value, or replaces the one that is there.</summary>
    /// <param name="key">The key.</param>
    /// <param name="addValue">The value to add.</param>
    /// <param name="updateValueFactory">Makes the new value from the one that is there. Called under no lock, and again when another write came first.</param>
    /// <returns>The new value.</returns>
    public TValue AddOrUpdate(TKey key, TValue addValue, Func<TKey, TValue, TValue> updateValueFactory)
    {
        ArgumentNullException.ThrowIfNull(updateValueFactory);
        return AddOrUpdate(key, static (_, state) => state.addValue, static (k, old, state) => state.updateValueFactory(k, old), (addValue, updateValueFactory));
    }

    /// <inheritdoc cref="AddOrUpdate(TKey, TValue, Func{TKey, TValue, TValue})"/>
    /// <param name="key">The key.</param>
    /// <param name="addValueFactory">Makes the value to add. Called under no lock, and again when another write came first.</param>
    /// <param name="updateValueFactory">Makes the new value from the one that is there. Called like the other.</param>
    public TValue AddOrUpdate(TKey key, Func<TKey, TValue> addValueFactory, Func<TKey, TValue, TValue> updateValueFactory)
    {
        ArgumentNullException.ThrowIfNull(addValueFactory);
        ArgumentNullException.ThrowIfNull(updateValueFactory);
        return AddOrUpdate(
            key, static (k, state) => state.addValueFactory(k), static (k, old, state) => state.updateValueFactory(k, old), (addValueFactory, updateValueFactory));
    }

    /// <inheritdoc cref="AddOrUpdate(TKey, TValue, Func{TKey, TValue, TValue})"/>
    /// <param name="key">The key.</param>
    /// <param name="addValueFactory">Makes the value to add. Called under no lock, and again when another write came first.</param>
    /// <param name="updateValueFactory">Makes the new value from the one that is there. Called like the other.</param>
    /// <param name="factoryArgument">What the factories are given besides.</param>
    /// <typeparam name="TArg">The type of the argument.</typeparam>
    public TValue AddOrUpdate<TArg>(
        TKey key, Func<TKey, TArg, TValue> addValueFactory, Func<TKey, TValue, TArg, TValue> updateValueFactory, TArg factoryArgument)
    {
        ArgumentNullException.ThrowIfNull(addValueFactory);
        ArgumentNullException.ThrowIfNull(updateValueFactory);
        while (true)
        {
            if (_core.TryFind(key, out EvictionEntry<TKey, TValue>? existing))
            {
                TValue updated = updateValueFactory(key, existing.Value, factoryArgument);
                if (TryReplace(existing, updated))
                {
                    return updated;
                }
            }
            else
            {
                TValue added = addValueFactory(key, factoryArgument);
                if (TryAdd(key, added))
                {
                    return added;
                }
            }
        }
    }

    /// <summary>Replaces the value of a key if it equals another one.</summary>
    /// <param name="key">The key.</param>
    /// <param name="newValue">The new value.</param>
    /// <param name="comparisonValue">The value that must be there.</param>
    /// <returns>Whether it was replaced.</returns>
    public bool TryUpdate(TKey key, TValue newValue, TValue comparisonValue)
    {
        while (_core.TryFind(key, out EvictionEntry<TKey, TValue>? existing)
            && EqualityComparer<TValue>.Default.Equals(existing.Value, comparisonValue))
        {
            if (TryReplace(existing, newValue))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Removes an entry. Its value is the caller's: it is not disposed.</summary>
    /// <param name="key">The key.</param>
    /// <param name="value">The value that was there.</param>
    /// <returns>Whether there was an entry.</returns>
    public bool TryRemove(TKey key, [MaybeNullWhen(false)] out TValue value)
    {
        while (_core.TryFind(key, out EvictionEntry<TKey, TValue>? existing))
        {
            if (_core.TryTake(existing))
            {
                value = existing.Value;
                return true;
            }
        }

        value = default;
        return false;
    }

    /// <summary>Removes an entry if it has the given value. The value is the caller's: it is not disposed.</summary>
    /// <param name="item">The key and the value.</param>
    /// <returns>Whether there was such an entry.</returns>
    public bool TryRemove(KeyValuePair<TKey, TValue> item)
    {
        while (_core.TryFind(item.Key, out EvictionEntry<TKey, TValue>? existing)
            && EqualityComparer<TValue>.Default.Equals(existing.Value, item.Value))
        {
            if (_core.TryTake(existing))
            {
                return true;
            }
        }

        return false;
    }

    /// <inheritdoc cref="TryRemove(TKey, out TValue)"/>
    public bool Remove(TKey key, [MaybeNullWhen(false)] out TValue value) => TryRemove(key, out value);

    /// <summary>Removes an entry. Its value is the program's: it is not disposed.</summary>
    /// <param name="key">The key.</param>
    /// <returns>Whether there was an entry.</returns>
    public bool Remove(TKey key) => TryRemove(key, out _);

    /// <summary>Removes all entries. Their values are the program's: they are not disposed.</summary>
    public void Clear() => _core.TakeAll();

    private void Set(TKey key, TValue value)
    {
        _core.Set(CreateEntry(key, value));
        ArmForExpiry();
    }

    private TValue AddCreated(EvictionEntry<TKey, TValue> created)
    {
        if (!TryAddOrUse(created, out TValue? existing))
        {
            return created.Value;
        }

        if (!ReferenceEquals(existing, created.Value))
        {
            _releaser.ReleaseUnseen(created);
        }

        return existing;
    }

    private EvictionEntry<TKey, TValue> CreateEntry(TKey key, TValue value) => new(key, value, _expiry.Now);

    private bool TryAdd(EvictionEntry<TKey, TValue> entry, [MaybeNullWhen(true)] out EvictionEntry<TKey, TValue> existing)
    {
        if (!_core.TryAdd(entry, out existing))
        {
            return false;
        }

        ArmForExpiry();
        return true;
    }

    // True when the key had an entry already: its value, marked as used.
    private bool TryAddOrUse(EvictionEntry<TKey, TValue> entry, [MaybeNullWhen(false)] out TValue existing)
    {
        if (TryAdd(entry, out EvictionEntry<TKey, TValue>? found))
        {
            existing = default;
            return false;
        }

        found.LastUsed = _expiry.Now;
        existing = found.Value;
        return true;
    }

    private bool TryReplace(EvictionEntry<TKey, TValue> existing, TValue value) => _core.TryReplace(existing, CreateEntry(existing.Key, value));

    private void ArmForExpiry()
    {
        if (_expiry.IsActive)
        {
            _timer.Arm();
        }
    }
}
