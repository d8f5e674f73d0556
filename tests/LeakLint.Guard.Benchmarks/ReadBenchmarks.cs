using System;
using System.Collections.Concurrent;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.Extensions.Caching.Memory;

namespace LeakLint.Guard.Benchmarks;

/// <summary>Looking something up that is there.</summary>
internal static class ReadBenchmarks
{
    private const int Entries = 1024;
    private const int Operations = 200_000;

    public static void Run(Report report)
    {
        string[] keys = [.. Enumerable.Range(0, Entries).Select(i => $"session-{i}")];
        ConcurrentDictionary<string, object> plain = new();
        BoundedDictionary<string, object> bounded = new();
        BoundedDictionary<string, object> expiring = new(new BoundedDictionaryOptions<string, object> { IdleTimeout = TimeSpan.FromMinutes(5) });
        using MemoryCache cache = new(new MemoryCacheOptions { SizeLimit = 2 * Entries });
        ResourceRegistry<string, object> registry = new(new() { Capacity = 2 * Entries });
        ResourceRegistry<string, object> expiringRegistry = new(new() { Capacity = 2 * Entries, IdleTimeout = TimeSpan.FromMinutes(5) });
        foreach (string key in keys)
        {
            object value = new();
            plain[key] = bounded[key] = expiring[key] = value;
            cache.Set(key, value, new MemoryCacheEntryOptions { Size = 1, SlidingExpiration = TimeSpan.FromMinutes(5) });
            Add(registry, key, value);
            Add(expiringRegistry, key, value);
        }

        Measurement plainRead = Measure(keys, key => plain.TryGetValue(key, out _));
        Measurement cacheRead = Measure(keys, key => cache.TryGetValue(key, out _));
        Measurement boundedRead = Measure(keys, key => bounded.TryGetValue(key, out _));
        Measurement expiringRead = Measure(keys, key => expiring.TryGetValue(key, out _));
        Measurement lease = Measure(keys, key => Lease(registry, key));
        Measurement expiringLease = Measure(keys, key => Lease(expiringRegistry, key));
        Measurement asynchronousLease = Measure(keys, key => LeaseAsynchronously(registry, key));

        report.Title($"One thread, {Entries} entries");
        report.Row("ConcurrentDictionary.TryGetValue", plainRead);
        report.Row("MemoryCache.TryGetValue (size limit, sliding)", cacheRead, plainRead);
        report.Row("BoundedDictionary.TryGetValue", boundedRead, plainRead);
        report.Row("BoundedDictionary.TryGetValue (idle time-out)", expiringRead, plainRead);
        report.Row("ResourceRegistry.TryAcquire + Dispose", lease, plainRead);
        report.Row("ResourceRegistry.TryAcquire + Dispose (idle time-out)", expiringLease, plainRead);
        report.Row("ResourceRegistry.GetOrAddAsync of an entry + Dispose", asynchronousLease, plainRead);
        report.Target("lease", lease.Nanoseconds, 150, "ns");
        report.Target("lease, allocated", lease.Bytes, 32, "B");
        report.Target("lease / MemoryCache hit", lease.Nanoseconds / cacheRead.Nanoseconds, 1.2, "x");
        report.Target("BoundedDictionary / MemoryCache hit", boundedRead.Nanoseconds / cacheRead.Nanoseconds, 1, "x");

        report.Title("Eight threads, one entry that all want (wall time per operation)");
        Measurement plainHot = MeasureHot(() => plain.TryGetValue(keys[0], out _));
        report.Row("ConcurrentDictionary.TryGetValue", plainHot);
        report.Row("MemoryCache.TryGetValue (size limit, sliding)", MeasureHot(() => cache.TryGetValue(keys[0], out _)), plainHot);
        report.Row("BoundedDictionary.TryGetValue", MeasureHot(() => bounded.TryGetValue(keys[0], out _)), plainHot);
        report.Row("ResourceRegistry.TryAcquire + Dispose", MeasureHot(() => Lease(registry, keys[0])), plainHot);
    }

    private static void Add(ResourceRegistry<string, object> registry, string key, object value)
    {
        if (!registry.TryAddAsync(key, value).AsTask().Result)
        {
            throw new InvalidOperationException($"{key} was not added.");
        }
    }

    private static bool Lease(ResourceRegistry<string, object> registry, string key)
    {
        bool isFound = registry.TryAcquire(key, out ResourceLease<object>? lease);
        lease!.Dispose();
        return isFound;
    }

    private static bool LeaseAsynchronously(ResourceRegistry<string, object> registry, string key)
    {
        ValueTask<ResourceLease<object>> lease = registry.GetOrAddAsync(key, static (_, _) => throw new InvalidOperationException());
        lease.Result.Dispose();
        return true;
    }

    private static Measurement Measure(string[] keys, Func<string, bool> read) => Measurement.Of(Operations, operations =>
    {
        int found = 0;
        for (int i = 0; i < operations; i++)
        {
            found += read(keys[i & (Entries - 1)]) ? 1 : 0;
        }

        Require(found == operations);
    });

    private static Measurement MeasureHot(Func<bool> read) => Measurement.Of(8 * 25_000, operations =>
    {
        int found = 0;
        Thread[] threads = [.. Enumerable.Range(0, 8).Select(_ => new Thread(() =>
        {
            int own = 0;
            for (int i = 0; i < operations / 8; i++)
            {
                own += read() ? 1 : 0;
            }

            Interlocked.Add(ref found, own);
        }))];
        Array.ForEach(threads, thread => thread.Start());
        Array.ForEach(threads, thread => thread.Join());
        Require(found == operations);
    });

    private static void Require(bool condition)
    {
        if (!condition)
        {
            throw new InvalidOperationException("An entry was not found: the numbers would mean nothing.");
        }
    }
}
