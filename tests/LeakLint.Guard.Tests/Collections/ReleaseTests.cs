using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using LeakLint.Guard.Tests.Testing;
using Microsoft.Extensions.Logging;
using Xunit;

namespace LeakLint.Guard.Tests.Collections;

/// <summary>Who disposes which value, and when.</summary>
public sealed class ReleaseTests
{
    private readonly FakeTimeProvider _time = new();

    [Fact]
    public async Task An_evicted_value_is_disposed_after_the_grace_period()
    {
        BoundedDictionary<string, Probe> dictionary = Create(capacity: 1);
        Probe probe = new();
        dictionary["a"] = probe;
        dictionary["b"] = new Probe();
        Assert.Equal(1, dictionary.DisposingCount);
        _time.Advance(TimeSpan.FromSeconds(29));
        Assert.Equal(0, probe.Disposals);
        _time.Advance(TimeSpan.FromSeconds(6));
        await probe.Disposed.InTime();
        await Eventually.True(() => dictionary.DisposingCount == 0, "released");
        await Eventually.True(() => _time.ArmedTimers == 0, "no timer is left");
    }

    [Fact]
    public async Task No_more_values_than_the_capacity_wait_for_the_end_of_their_grace()
    {
        BoundedDictionary<int, Probe> dictionary = Create<int>(capacity: 2);
        Probe[] probes = [.. Enumerable.Range(0, 6).Select(_ => new Probe())];
        for (int i = 0; i < probes.Length; i++)
        {
            dictionary[i] = probes[i];
            _time.Advance(TimeSpan.FromMilliseconds(1));
        }

        // Two are in the dictionary, two wait, the two oldest had to go.
        await Task.WhenAll(probes[0].Disposed, probes[1].Disposed).InTime();
        await Eventually.True(() => dictionary.DisposingCount == 2, "two wait");
        Assert.All(probes[2..], probe => Assert.Equal(0, probe.Disposals));
    }

    [Fact]
    public async Task Values_that_the_program_takes_out_are_the_programs()
    {
        Probe[] probes = [.. Enumerable.Range(0, 8).Select(_ => new Probe())];
        BoundedDictionary<int, Probe> dictionary = Create<int>(capacity: 10, options => options.GracePeriod = TimeSpan.Zero);
        for (int i = 0; i < probes.Length; i++)
        {
            dictionary[i] = probes[i];
        }

        dictionary.Remove(0);
        dictionary.Remove(1, out _);
        dictionary.TryRemove(2, out _);
        dictionary.TryRemove(KeyValuePair.Create(3, probes[3]));
        dictionary[4] = new Probe();
        dictionary.TryUpdate(5, new Probe(), probes[5]);
        dictionary.AddOrUpdate(6, _ => new Probe(), (_, _) => new Probe());
        dictionary.Clear();
        await dictionary.DisposeAsync().InTime();
        Assert.All(probes, probe => Assert.Equal(0, probe.Disposals));
    }

    [Fact]
    public async Task A_value_that_was_put_back_is_not_disposed()
    {
        BoundedDictionary<string, Probe> dictionary = Create(capacity: 1);
        Probe probe = new();
        dictionary["a"] = probe;
        _time.Advance(TimeSpan.FromSeconds(1));
        dictionary["b"] = new Probe();
        _time.Advance(TimeSpan.FromSeconds(1));
        dictionary["a"] = probe;
        _time.Advance(TimeSpan.FromMinutes(1));
        await Eventually.True(() => dictionary.DisposingCount == 0, "the grace period is over");
        Assert.Equal(0, probe.Disposals);
        await dictionary.DisposeAsync().InTime();
        Assert.Equal(1, probe.Disposals);
    }

    [Fact]
    public async Task The_losers_of_a_race_to_create_are_disposed()
    {
        await using BoundedDictionary<string, Probe> dictionary = Create(capacity: 4);
        Probe? inner = null;
        Probe outer = new();
        Probe kept = dictionary.GetOrAdd("a", _ =>
        {
            // Somebody else is quicker.
            inner = dictionary.GetOrAdd("a", _ => new Probe());
            return outer;
        });
        Assert.Same(inner, kept);
        await outer.Disposed.InTime();
        Assert.Equal(0, kept.Disposals);

        // A factory that gives back what is there loses nothing.
        Assert.Same(kept, dictionary.GetOrAdd("b", _ => dictionary["b"] = kept));
        Assert.Equal(0, kept.Disposals);
    }

    [Fact]
    public async Task The_program_is_told_of_an_eviction_before_the_value_is_disposed()
    {
        ConcurrentQueue<(EvictedEntry<string, Probe> Evicted, int Disposals)> told = new();
        BoundedDictionary<string, Probe> dictionary = Create(capacity: 1, options =>
        {
            options.GracePeriod = TimeSpan.Zero;
            options.OnEvicted = evicted => told.Enqueue((evicted, evicted.Value.Disposals));
        });
        Probe probe = new();
        dictionary["a"] = probe;
        _time.Advance(TimeSpan.FromSeconds(7));
        dictionary["b"] = new Probe();
        await probe.Disposed.InTime();
        (EvictedEntry<string, Probe> evicted, int disposals) = Assert.Single(told);
        Assert.Equal(new EvictedEntry<string, Probe>("a", probe, EvictionReason.Capacity, TimeSpan.FromSeconds(7)), evicted);
        Assert.Equal(0, disposals);
        dictionary.Remove("b");
        await dictionary.DisposeAsync().InTime();
        Assert.Single(told);
    }

    [Fact]
    public async Task A_value_that_is_told_of_first_still_gets_its_grace()
    {
        TaskCompletionSource told = new(TaskCreationOptions.RunContinuationsAsynchronously);
        BoundedDictionary<string, Probe> dictionary = Create(capacity: 1, options => options.OnEvicted = _ => told.SetResult());
        Probe probe = new();
        dictionary["a"] = probe;
        dictionary["b"] = new Probe();
        await told.Task.InTime();
        TimeSpan passed = TimeSpan.Zero;
        await Eventually.True(
            () =>
            {
                _time.Advance(TimeSpan.FromSeconds(1));
                passed += TimeSpan.FromSeconds(1);
                return probe.Disposals == 1;
            },
            "disposed");
        Assert.True(passed >= TimeSpan.FromSeconds(30), $"disposed after {passed}");
    }

    [Fact]
    public async Task A_pending_request_can_be_ended_when_it_is_evicted()
    {
        BoundedDictionary<int, TaskCompletionSource<string>> pending = new(new BoundedDictionaryOptions<int, TaskCompletionSource<string>>
        {
            Capacity = 1,
            OnEvicted = evicted => evicted.Value.TrySetCanceled(),
        });
        TaskCompletionSource<string> request = new();
        pending[1] = request;
        pending[2] = new TaskCompletionSource<string>();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => request.Task).InTime();
    }

    [Fact]
    public async Task A_callback_may_use_the_dictionary()
    {
        BoundedDictionary<string, int>? dictionary = null;
        TaskCompletionSource done = new(TaskCreationOptions.RunContinuationsAsynchronously);
        dictionary = new(new BoundedDictionaryOptions<string, int>
        {
            Capacity = 1,
            OnEvicted = evicted =>
            {
                if (evicted.Key == "a")
                {
                    // On another thread, so that a lock held by this one would show.
                    Task.Run(() => dictionary!.GetOrAdd("again", 1)).Wait(Eventually.Limit);
                    done.SetResult();
                }
            },
        });
        dictionary["a"] = 1;
        dictionary["b"] = 1;
        await done.Task.InTime();
        Assert.True(dictionary.ContainsKey("again"));
    }

    [Fact]
    public async Task Disposing_the_dictionary_disposes_what_is_left_and_waits_for_it()
    {
        BoundedDictionary<int, Probe> dictionary = Create<int>(capacity: 3);
        Probe[] probes = [.. Enumerable.Range(0, 5).Select(_ => new Probe())];
        for (int i = 0; i < probes.Length; i++)
        {
            dictionary[i] = probes[i];
        }

        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => dictionary.DisposeAsync().AsTask()))).InTime();
        Assert.All(probes, probe => Assert.Equal(1, probe.Disposals));
        Assert.Equal(0, dictionary.DisposingCount);
        Assert.Empty(dictionary);
        Assert.False(dictionary.TryGetValue(4, out _));
        Assert.Throws<ObjectDisposedException>(() => dictionary[5] = new Probe());
        Assert.Throws<ObjectDisposedException>(() => dictionary.TryAdd(5, new Probe()));
        await Eventually.True(() => _time.ArmedTimers == 0, "no timer is left");
    }

    [Fact]
    public async Task Disposing_the_dictionary_gives_up_on_what_hangs()
    {
        TaskCompletionSource hangs = new(TaskCreationOptions.RunContinuationsAsynchronously);
        BoundedDictionary<string, Probe> dictionary = Create(capacity: 4, options =>
        {
            options.Dispose = _ => new ValueTask(hangs.Task);
            options.DisposeTimeout = Timeout.InfiniteTimeSpan;
        });
        dictionary["a"] = new Probe();
        Task disposal = dictionary.DisposeAsync().AsTask();
        await Eventually.True(() => _time.ArmedTimers == 1, "the drain is timed");
        Assert.False(disposal.IsCompleted);
        _time.Advance(TimeSpan.FromSeconds(15));
        await disposal.InTime();
        Assert.Equal(1, dictionary.DisposingCount);
        hangs.SetResult();
    }

    [Fact]
    public async Task What_a_value_throws_is_logged_and_kept_from_callers()
    {
        CapturingLogger logger = new();
        BoundedDictionary<int, Probe> dictionary = Create<int>(capacity: 1, options =>
        {
            options.GracePeriod = TimeSpan.Zero;
            options.Dispose = _ => throw new FormatException();
            options.Logger = logger;
        });
        for (int i = 0; i < 10; i++)
        {
            dictionary[i] = new Probe();
        }

        await dictionary.DisposeAsync().InTime();
        Assert.Equal(10, logger.Entries.Count(entry => entry.Error is FormatException));
    }

    [Fact]
    public async Task Values_that_pile_up_are_reported()
    {
        TaskCompletionSource gate = new(TaskCreationOptions.RunContinuationsAsynchronously);
        CapturingLogger logger = new();
        BoundedDictionary<int, Probe> dictionary = Create<int>(capacity: 4, options =>
        {
            options.GracePeriod = TimeSpan.Zero;
            options.Dispose = _ => new ValueTask(gate.Task);
            options.Logger = logger;
        });
        for (int i = 0; i < 20; i++)
        {
            dictionary[i] = new Probe();
        }

        Assert.Equal(2, logger.Entries.Count(entry => entry.Level == LogLevel.Warning && entry.Message.Contains("more slowly")));
        gate.SetResult();
        await dictionary.DisposeAsync().InTime();
    }

    [Fact]
    public async Task A_running_task_as_a_value_is_left_alone()
    {
        CapturingLogger logger = new();
        BoundedDictionary<int, Task> tasks = new(new BoundedDictionaryOptions<int, Task> { Capacity = 1, GracePeriod = TimeSpan.Zero, Logger = logger });
        tasks[1] = new TaskCompletionSource().Task;
        tasks[2] = new TaskCompletionSource().Task;
        Assert.Equal(0, tasks.DisposingCount);
        await tasks.DisposeAsync().InTime();
        Assert.Empty(logger.Entries);
    }

    private BoundedDictionary<string, Probe> Create(int capacity, Action<BoundedDictionaryOptions<string, Probe>>? configure = null)
        => Create<string>(capacity, configure);

    private BoundedDictionary<TKey, Probe> Create<TKey>(int capacity, Action<BoundedDictionaryOptions<TKey, Probe>>? configure = null)
        where TKey : notnull
    {
        BoundedDictionaryOptions<TKey, Probe> options = new() { Capacity = capacity, TimeProvider = _time };
        configure?.Invoke(options);
        return new BoundedDictionary<TKey, Probe>(options);
    }
}
