using System;
using System.Collections.Generic;
using System.Threading.Tasks;
using Microsoft.Extensions.Logging;

namespace LeakLint.Guard;

/// <summary>How a <see cref="BoundedDictionary{TKey, TValue}"/> limits, expires and releases what it holds. Read once, by the constructor.</summary>
/// <typeparam name="TKey">The type of the keys.</typeparam>
/// <typeparam name="TValue">The type of the values.</typeparam>
public sealed class BoundedDictionaryOptions<TKey, TValue>
    where TKey : notnull
{
    /// <summary>How many entries there are at most. At least 1; <see cref="BoundedDictionary{TKey, TValue}.DefaultCapacity"/> unless set.</summary>
    public int Capacity { get; set; } = BoundedDictionary<TKey, TValue>.DefaultCapacity;

    /// <summary>After how long without a read or a write an entry is evicted. Null: never.</summary>
    public TimeSpan? IdleTimeout { get; set; }

    /// <summary>After how long an entry is evicted however much it is used. Writing a value starts its life anew. Null: never.</summary>
    public TimeSpan? MaxLifetime { get; set; }

    /// <summary>How often the time limits are checked. What is due is not found any more even before it is evicted.</summary>
    public TimeSpan ScanInterval { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>
    /// How long an evicted value is left alone before it is disposed, for readers who got it just before. At most
    /// <see cref="Capacity"/> values wait: beyond that the oldest is disposed early. Values that need no disposal do not wait.
    /// </summary>
    public TimeSpan GracePeriod { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How long disposing one value may take before the next one gets its turn.</summary>
    public TimeSpan DisposeTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>How long <see cref="BoundedDictionary{TKey, TValue}.DisposeAsync"/> waits for values to be disposed.</summary>
    public TimeSpan DrainTimeout { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>How many values are disposed at the same time. At least 1.</summary>
    public int MaxConcurrentDisposals { get; set; } = 8;

    /// <summary>
    /// How to release an evicted value. Null: <see cref="IAsyncDisposable"/>, or else <see cref="IDisposable"/>, if it is
    /// either; tasks are left alone.
    /// </summary>
    public Func<TValue, ValueTask>? Dispose { get; set; }

    /// <summary>
    /// Called on the thread pool, under no lock, soon after an entry was evicted and before its value is released: the
    /// place to complete a pending request or to write something back. What it throws is logged.
    /// </summary>
    public Action<EvictedEntry<TKey, TValue>>? OnEvicted { get; set; }

    /// <summary>How keys are compared. Null: the default comparer.</summary>
    public IEqualityComparer<TKey>? Comparer { get; set; }

    /// <summary>What to call the dictionary in logs and metrics. Null: the name of the value type.</summary>
    public string? Name { get; set; }

    /// <summary>The clock. Null: the system's.</summary>
    public TimeProvider? TimeProvider { get; set; }

    /// <summary>Where failing releases and callbacks are logged. Null: nowhere.</summary>
    public ILogger? Logger { get; set; }
}
