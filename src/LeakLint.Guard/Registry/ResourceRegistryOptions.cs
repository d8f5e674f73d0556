using System;
using System.Collections.Generic;
using System.Threading.Tasks;

namespace LeakLint.Guard;

/// <summary>How a <see cref="ResourceRegistry{TKey, TResource}"/> limits, expires and disposes what it holds. Read once, by the constructor.</summary>
/// <typeparam name="TKey">The type of the keys.</typeparam>
/// <typeparam name="TResource">The type of the resources.</typeparam>
public sealed class ResourceRegistryOptions<TKey, TResource>
    where TKey : notnull
    where TResource : class
{
    /// <summary>
    /// How many resources there are at most: in the registry, being created, or removed and still leased. At least 1.
    /// Resources that are being disposed come on top; creation waits while there are more of those than the capacity.
    /// </summary>
    public required int Capacity { get; set; }

    /// <summary>What happens to a new key while the registry is full.</summary>
    public RegistryFullMode FullMode { get; set; } = RegistryFullMode.EvictIdle;

    /// <summary>After how long without a lease a resource is evicted. The clock starts when the last lease ends. Null: never.</summary>
    public TimeSpan? IdleTimeout { get; set; }

    /// <summary>
    /// After how long a resource is evicted however much it is used. One that is leased then is handed out no more, and
    /// disposed when its last lease ends. Null: never.
    /// </summary>
    public TimeSpan? MaxLifetime { get; set; }

    /// <summary>How often the time limits are checked: what is due is evicted at most this much later, even if nobody uses the registry.</summary>
    public TimeSpan ScanInterval { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>How long disposing one resource may take before the next one gets its turn.</summary>
    public TimeSpan DisposeTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>How long <see cref="ResourceRegistry{TKey, TResource}.DisposeAsync"/> waits for leases and disposals to end.</summary>
    public TimeSpan DrainTimeout { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>How many resources are disposed at the same time. At least 1.</summary>
    public int MaxConcurrentDisposals { get; set; } = 8;

    /// <summary>How to dispose a resource. Null: <see cref="IAsyncDisposable"/>, or else <see cref="IDisposable"/>, if it is either.</summary>
    public Func<TResource, ValueTask>? Dispose { get; set; }

    /// <summary>Called on the thread pool, under no lock, after a resource was disposed. What it throws is logged.</summary>
    public Action<RegistryEviction<TKey>>? OnEvicted { get; set; }

    /// <summary>How keys are compared. Null: the default comparer.</summary>
    public IEqualityComparer<TKey>? Comparer { get; set; }

    /// <summary>What to call the registry in logs, metrics and exceptions. Null: the name of the resource type.</summary>
    public string? Name { get; set; }
}
