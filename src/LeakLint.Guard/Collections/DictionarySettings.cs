using System;
using System.Threading.Tasks;
using LeakLint.Guard.Release;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace LeakLint.Guard.Collections;

/// <summary>The options of a bounded dictionary, checked and frozen.</summary>
internal sealed record DictionarySettings<TKey, TValue>(
    string Name,
    int Capacity,
    TimeSpan? IdleTimeout,
    TimeSpan? MaxLifetime,
    TimeSpan ScanInterval,
    TimeSpan GracePeriod,
    TimeSpan DisposeTimeout,
    TimeSpan DrainTimeout,
    int MaxConcurrentDisposals,
    bool HasCustomDispose,
    Func<TValue, ValueTask> Dispose,
    Action<EvictedEntry<TKey, TValue>>? OnEvicted,
    TimeProvider TimeProvider,
    ILogger Logger)
    where TKey : notnull
{
    public static DictionarySettings<TKey, TValue> From(BoundedDictionaryOptions<TKey, TValue> options) => new(
        options.Name ?? typeof(TValue).Name,
        Limit.Positive(options.Capacity, nameof(options.Capacity)),
        Limit.PositiveOrNull(options.IdleTimeout, nameof(options.IdleTimeout)),
        Limit.PositiveOrNull(options.MaxLifetime, nameof(options.MaxLifetime)),
        Limit.Positive(options.ScanInterval, nameof(options.ScanInterval)),
        Limit.NotNegative(options.GracePeriod, nameof(options.GracePeriod)),
        Limit.PositiveOrInfinite(options.DisposeTimeout, nameof(options.DisposeTimeout)),
        Limit.PositiveOrInfinite(options.DrainTimeout, nameof(options.DrainTimeout)),
        Limit.Positive(options.MaxConcurrentDisposals, nameof(options.MaxConcurrentDisposals)),
        options.Dispose is not null,
        options.Dispose ?? Disposal.DisposeAsync,
        options.OnEvicted,
        options.TimeProvider ?? TimeProvider.System,
        options.Logger ?? NullLogger.Instance);
}
