using System;

namespace LeakLint.Guard;

/// <summary>An entry that a <see cref="BoundedDictionary{TKey, TValue}"/> let go of.</summary>
/// <param name="Key">The key. Another value may live under it by now.</param>
/// <param name="Value">The value. The dictionary disposes it, if it is disposable, after the grace period.</param>
/// <param name="Reason">Why the dictionary let go of it.</param>
/// <param name="Age">How long the value was in the dictionary.</param>
/// <typeparam name="TKey">The type of the keys.</typeparam>
/// <typeparam name="TValue">The type of the values.</typeparam>
public readonly record struct EvictedEntry<TKey, TValue>(TKey Key, TValue Value, EvictionReason Reason, TimeSpan Age);
