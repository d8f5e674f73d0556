using System;
using System.Collections.Generic;
using System.Threading.Tasks;
using LeakLint.Guard.Release;

namespace LeakLint.Guard.Registry;

/// <summary>The options of a registry, checked and frozen.</summary>
internal sealed record RegistrySettings<TKey, TResource>(
    string Name,
    int Capacity,
    RegistryFullMode FullMode,
    TimeSpan? IdleTimeout,
    TimeSpan? MaxLifetime,
    TimeSpan ScanInterval,
    TimeSpan DisposeTimeout,
    TimeSpan DrainTimeout,
    int MaxConcurrentDisposals,
    Func<TResource, ValueTask> Dispose,
    Action<RegistryEviction<TKey>>? OnEvicted,
    IEqualityComparer<TKey>? Comparer)
    where TKey : notnull
    where TResource : class
{
    public static RegistrySettings<TKey, TResource> From(ResourceRegistryOptions<TKey, TResource> options) => new(
        options.Name ?? typeof(TResource).Name,
        Limit.Positive(options.Capacity, nameof(options.Capacity)),
        options.FullMode,
        Limit.PositiveOrNull(options.IdleTimeout, nameof(options.IdleTimeout)),
        Limit.PositiveOrNull(options.MaxLifetime, nameof(options.MaxLifetime)),
        Limit.Positive(options.ScanInterval, nameof(options.ScanInterval)),
        Limit.PositiveOrInfinite(options.DisposeTimeout, nameof(options.DisposeTimeout)),
        Limit.PositiveOrInfinite(options.DrainTimeout, nameof(options.DrainTimeout)),
        Limit.Positive(options.MaxConcurrentDisposals, nameof(options.MaxConcurrentDisposals)),
        options.Dispose ?? Disposal.DisposeAsync,
        options.OnEvicted,
        options.Comparer);
}
