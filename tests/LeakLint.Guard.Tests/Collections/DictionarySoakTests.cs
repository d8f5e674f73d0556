using System;
using System.Collections.Concurrent;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using LeakLint.Guard.Tests.Testing;
using Xunit;
using Xunit.Abstractions;

namespace LeakLint.Guard.Tests.Collections;

/// <summary>Each value ends exactly once: disposed by the dictionary, or taken out by the program.</summary>
[Collection(ProcessWide.Name)]
public sealed class DictionarySoakTests(ITestOutputHelper output)
{
    private const int Threads = 8;
    private const int Capacity = 64;

    private readonly ConcurrentQueue<Probe> _created = new();
    private readonly ConcurrentDictionary<Probe, int> _taken = new();
    private long _operations;
    private int _overCapacity;

    [Fact]
    public async Task Every_value_ends_exactly_once()
    {
        BoundedDictionary<int, Probe> dictionary = new(new BoundedDictionaryOptions<int, Probe>
        {
            Capacity = Capacity,
            IdleTimeout = TimeSpan.FromMilliseconds(5),
            MaxLifetime = TimeSpan.FromMilliseconds(20),
            ScanInterval = TimeSpan.FromMilliseconds(2),
            GracePeriod = TimeSpan.FromMilliseconds(1),
        });
        DateTime end = DateTime.UtcNow + Soak.Length;
        await Task.WhenAll(Enumerable.Range(0, Threads).Select(
            thread => Task.Factory.StartNew(() => Work(dictionary, new Random(thread), end), TaskCreationOptions.LongRunning)));
        await dictionary.DisposeAsync().InTime();

        output.WriteLine($"{_operations:N0} operations, {_created.Count:N0} values, {_taken.Count:N0} taken out");
        Assert.Equal(0, _overCapacity);
        Assert.Equal(0, dictionary.DisposingCount);
        Assert.All(_taken, taken => Assert.Equal((1, 0), (taken.Value, taken.Key.Disposals)));
        Assert.Equal(_created.Count - _taken.Count, _created.Count(probe => probe.Disposals == 1));
        Assert.True(_taken.Count > 100 && _created.Count > 10 * Capacity, "too little happened to show anything");
    }

    private void Work(BoundedDictionary<int, Probe> dictionary, Random random, DateTime end)
    {
        long operations = 0;
        for (; (operations & 63) != 0 || DateTime.UtcNow < end; operations++)
        {
            int key = random.Next(2 * Capacity);
            switch (random.Next(200))
            {
                case 0:
                    dictionary.GetOrAdd(key, _ => Create());
                    break;
                case 1:
                    Probe added = Create();
                    if (!dictionary.TryAdd(key, added))
                    {
                        Take(added);
                    }

                    break;
                case 2:
                    if (dictionary.TryRemove(key, out Probe? removed))
                    {
                        Take(removed);
                    }

                    break;
                case 3:
                    if (dictionary.TryGetValue(key, out Probe? current))
                    {
                        Probe replacement = Create();
                        Take(dictionary.TryUpdate(key, replacement, current) ? current : replacement);
                    }

                    break;
                default:
                    dictionary.TryGetValue(key, out _);
                    break;
            }

            if (dictionary.Count > Capacity)
            {
                Interlocked.Increment(ref _overCapacity);
            }
        }

        Interlocked.Add(ref _operations, operations);
    }

    private Probe Create()
    {
        Probe probe = new();
        _created.Enqueue(probe);
        return probe;
    }

    private void Take(Probe probe) => _taken.AddOrUpdate(probe, 1, (_, times) => times + 1);
}
