using System;
using System.Collections.Concurrent;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using LeakLint.Guard.Tests.Testing;
using Xunit;
using Xunit.Abstractions;

namespace LeakLint.Guard.Tests.Registry;

/// <summary>
/// Millions of operations on few keys: nothing is disposed twice or while it is leased, the capacity holds, and in the
/// end as much was disposed as was created.
/// </summary>
[Collection(ProcessWide.Name)]
public sealed class RegistrySoakTests(ITestOutputHelper output)
{
    private const int Threads = 8;
    private const int Keys = 16;

    private readonly ConcurrentQueue<Probe> _created = new();
    private long _operations;
    private long _leases;
    private int _overCapacity;

    [Theory]
    [InlineData(RegistryFullMode.EvictIdle)]
    [InlineData(RegistryFullMode.Wait)]
    public async Task Nothing_is_disposed_twice_or_in_use_or_never(RegistryFullMode mode)
    {
        ResourceRegistry<int, Probe> registry = new(new()
        {
            Capacity = Keys / 2,
            FullMode = mode,
            IdleTimeout = TimeSpan.FromMilliseconds(1),
            MaxLifetime = TimeSpan.FromMilliseconds(20),
            ScanInterval = TimeSpan.FromMilliseconds(2),
        });
        DateTime end = DateTime.UtcNow + Soak.Length;
        await Task.WhenAll(Enumerable.Range(0, Threads).Select(
            thread => Task.Factory.StartNew(() => Work(registry, new Random(thread), end), TaskCreationOptions.LongRunning).Unwrap()));
        DrainResult result = await registry.DrainAsync(Eventually.Limit).InTime();

        output.WriteLine($"{mode}: {_operations:N0} operations, {_leases:N0} leases, {_created.Count:N0} resources");
        Assert.True(result.IsClean, string.Join(", ", result.AbandonedNames));
        Assert.Equal(0, _overCapacity);
        Assert.Equal(0, _created.Sum(probe => probe.Violations));
        Assert.Equal(_created.Count, _created.Count(probe => probe.Disposals == 1));
        Assert.True(_created.Count > 100, "too little happened to show anything");
    }

    private async Task Work(ResourceRegistry<int, Probe> registry, Random random, DateTime end)
    {
        long operations = 0;
        long leases = 0;
        while ((operations & 63) != 0 || DateTime.UtcNow < end)
        {
            operations++;
            int key = random.Next(Keys);
            switch (random.Next(1000))
            {
                case < 4:
                    leases += await CreateAndUse(registry, key) ? 1 : 0;
                    break;
                case < 6:
                    registry.TryRetire(key);
                    break;
                case < 7:
                    await registry.RemoveAsync(key);
                    break;
                default:
                    if (registry.TryAcquire(key, out ResourceLease<Probe>? lease))
                    {
                        leases++;
                        lease.Value.Use();
                        lease.Dispose();
                    }

                    break;
            }

            if (registry.Count > Keys / 2)
            {
                Interlocked.Increment(ref _overCapacity);
            }
        }

        Interlocked.Add(ref _operations, operations);
        Interlocked.Add(ref _leases, leases);
    }

    private async Task<bool> CreateAndUse(ResourceRegistry<int, Probe> registry, int key)
    {
        try
        {
            using ResourceLease<Probe> lease = await registry.GetOrAddAsync(key, (_, _) =>
            {
                Probe probe = new();
                _created.Enqueue(probe);
                return new ValueTask<Probe>(probe);
            });
            lease.Value.Use();
            return true;
        }
        catch (RegistryFullException)
        {
            return false;
        }
    }
}
