using System;
using System.Collections.Concurrent;
using Microsoft.Extensions.Caching.Memory;

namespace LeakLint.Guard.Benchmarks;

/// <summary>Adding, replacing and evicting.</summary>
internal static class WriteBenchmarks
{
    private const int Capacity = 10_000;
    private const int Operations = 50_000;

    private static readonly object Value = new();

    public static void Run(Report report)
    {
        Measurement plainAdd = Measurement.Of(Operations, operations =>
        {
            // Grows and is thrown away: what the bounded one is there to prevent.
            ConcurrentDictionary<int, object> dictionary = new();
            for (int i = 0; i < operations; i++)
            {
                dictionary[i] = Value;
            }
        });
        Measurement boundedAdd = Measurement.Of(Operations, operations =>
        {
            BoundedDictionary<int, object> dictionary = new(new BoundedDictionaryOptions<int, object> { Capacity = Operations });
            for (int i = 0; i < operations; i++)
            {
                dictionary[i] = Value;
            }
        });

        int next = 0;
        BoundedDictionary<int, object> full = new();
        Measurement evictingAdd = Measurement.Of(Operations, operations =>
        {
            for (int i = 0; i < operations; i++)
            {
                full[next++] = Value;
            }
        });

        BoundedDictionary<int, object> busy = new();
        Measurement evictingAfterReads = Measurement.Of(Operations, operations =>
        {
            for (int i = 0; i < operations; i++)
            {
                busy[next++] = Value;
                busy.TryGetValue(next - (i % Capacity), out _);
            }
        });

        using MemoryCache cache = new(new MemoryCacheOptions { SizeLimit = 2 * Operations, CompactionPercentage = 0.5 });
        Measurement cacheAdd = Measurement.Of(Operations, operations =>
        {
            cache.Clear();
            for (int i = 0; i < operations; i++)
            {
                cache.Set(i, Value, new MemoryCacheEntryOptions { Size = 1 });
            }
        });

        ConcurrentDictionary<int, object> plain = new();
        BoundedDictionary<int, object> bounded = new();
        Measurement plainReplace = Measurement.Of(Operations, operations =>
        {
            for (int i = 0; i < operations; i++)
            {
                plain[i & 1023] = Value;
            }
        });
        Measurement boundedReplace = Measurement.Of(Operations, operations =>
        {
            for (int i = 0; i < operations; i++)
            {
                bounded[i & 1023] = Value;
            }
        });

        report.Title("One thread, writing");
        report.Row("ConcurrentDictionary, add", plainAdd);
        report.Row("MemoryCache, add (size limit not reached)", cacheAdd, plainAdd);
        report.Row("BoundedDictionary, add (not full)", boundedAdd, plainAdd);
        report.Row($"BoundedDictionary, add and evict ({Capacity} entries)", evictingAdd, plainAdd);
        report.Row("BoundedDictionary, add, evict and one read of any entry", evictingAfterReads, plainAdd);
        report.Row("ConcurrentDictionary, replace", plainReplace);
        report.Row("BoundedDictionary, replace", boundedReplace, plainReplace);
        report.Target("entries of a full dictionary", full.Count, Capacity, "entries");
    }
}
