using System;
using System.Collections.Generic;
using System.Diagnostics.Metrics;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using LeakLint.Guard.Tests.Testing;
using LeakLint.Guard.Tracking;
using Xunit;

namespace LeakLint.Guard.Tests.Tracking;

[Collection(TrackingCollection.Name)]
public sealed class LeakTrackerTests : IDisposable
{
    private readonly LeakDetectionLevel _level = LeakTracker.Level;
    private readonly string _kind = $"thing-{Guid.NewGuid():N}";

    public void Dispose() => LeakTracker.Level = _level;

    [Fact]
    public void Things_are_counted_by_kind_until_they_are_released()
    {
        var handles = Enumerable.Range(0, 1000).Select(_ => LeakTracker.Track(new object(), _kind)).ToArray();
        Assert.Equal(1000, LeakTracker.CountActive()[_kind]);
        Assert.Equal(1000, LeakTracker.FindActive(_kind).Count);

        foreach (var handle in handles[..999])
            Assert.True(handle.Release());
        Assert.Equal(1, LeakTracker.CountActive()[_kind]);

        Assert.True(handles[999].Release());
        Assert.False(LeakTracker.CountActive().ContainsKey(_kind));
    }

    [Fact]
    public void Releasing_again_does_nothing_also_when_the_place_is_used_by_another_thing()
    {
        var first = LeakTracker.Track(this, _kind);
        var copy = first;
        Assert.True(first.Release());
        Assert.False(copy.Release());

        // Free places are used last in, first out: this is the same place.
        var second = LeakTracker.Track(this, _kind);
        Assert.False(first.Release());
        copy.Detach();
        Assert.Equal(1, LeakTracker.CountActive()[_kind]);
        Assert.True(second.Release());
    }

    [Fact]
    public void Of_two_releases_at_the_same_time_one_counts()
    {
        using var scope = LeakScope.Begin("request");
        var handle = LeakTracker.Track(this, _kind);
        using (new InterleavingScript(InterleavingPoint.BeforeTrackingChanges, () => Assert.True(handle.Release())))
            Assert.False(handle.Release());
        Assert.Equal(0, scope.ActiveCount);

        // The place came back once: two things do not get the same.
        LeakTrackingHandle[] others = [LeakTracker.Track(this, _kind), LeakTracker.Track(this, _kind)];
        Assert.Equal(2, LeakTracker.CountActive()[_kind]);
        Assert.All(others, static other => Assert.True(other.Release()));
    }

    [Fact]
    public void A_detachment_that_is_overtaken_by_the_release_takes_nothing_from_the_scope()
    {
        using var scope = LeakScope.Begin("request");
        var handle = LeakTracker.Track(this, _kind);
        using (new InterleavingScript(InterleavingPoint.BeforeTrackingChanges, () => Assert.True(handle.Release())))
            handle.Detach();
        Assert.Equal(0, scope.ActiveCount);
    }

    [Fact]
    public void A_release_that_is_overtaken_by_a_detachment_still_counts()
    {
        using var scope = LeakScope.Begin("request");
        var handle = LeakTracker.Track(this, _kind);
        using (new InterleavingScript(InterleavingPoint.BeforeTrackingChanges, () => handle.Detach()))
            Assert.True(handle.Release());
        Assert.Equal(0, scope.ActiveCount);
        Assert.False(LeakTracker.CountActive().ContainsKey(_kind));
    }

    [Fact]
    public async Task Counts_stay_true_when_things_are_released_by_other_threads()
    {
        const int Things = 20_000;
        var handles = new System.Collections.Concurrent.BlockingCollection<LeakTrackingHandle>(boundedCapacity: 500);
        var consumer = Task.Run(() =>
        {
            var released = 0;
            foreach (var handle in handles.GetConsumingEnumerable())
                released += handle.Release() ? 1 : 0;
            return released;
        });
        for (var i = 0; i < Things; i++)
            handles.Add(LeakTracker.Track(this, _kind));
        handles.CompleteAdding();

        Assert.Equal(Things, await consumer.InTime());
        Assert.False(LeakTracker.CountActive().ContainsKey(_kind));
    }

    [Fact]
    public async Task Places_come_back_from_threads_that_have_ended()
    {
        var held = TakeAllPlaces();
        // Each thread takes a batch of places for one thing. If they were lost with the thread, each would need a new one.
        await Eventually.True(() => CountBatchesOf(threads: 10) < 10, "a place is used again");
        held.ForEach(static handle => handle.Release());

        List<LeakTrackingHandle> TakeAllPlaces()
        {
            List<LeakTrackingHandle> taken = [];
            for (var all = CountBatches(); CountBatches() == all;)
                taken.AddRange(Enumerable.Range(0, EntryPool.BatchSize).Select(_ => LeakTracker.Track(this, _kind)));
            return taken;
        }

        int CountBatchesOf(int threads)
        {
            var before = CountBatches();
            for (var i = 0; i < threads; i++)
            {
                Thread thread = new(() => LeakTracker.Track(this, _kind).Release());
                thread.Start();
                thread.Join();
                GC.Collect();
                GC.WaitForPendingFinalizers();
            }

            return CountBatches() - before;
        }

        static int CountBatches() => EntryPool.Enumerate().Count() / EntryPool.BatchSize;
    }

    [Fact]
    public void Nothing_is_tracked_when_disabled()
    {
        LeakTracker.Level = LeakDetectionLevel.Disabled;
        var handle = LeakTracker.Track(this, _kind);
        handle.Record("used");
        handle.Detach();
        Assert.False(LeakTracker.CountActive().ContainsKey(_kind));
        Assert.False(handle.Release());
        Assert.False(default(LeakTrackingHandle).Release());
    }

    [Fact]
    public void One_of_128_is_sampled_on_average()
    {
        LeakTracker.Level = LeakDetectionLevel.Simple;
        var handles = Enumerable.Range(0, 64_000).Select(_ => LeakTracker.Track(this, _kind)).ToArray();
        var sampled = LeakTracker.FindActive(_kind).Count(static thing => thing.CreationStack is not null);
        Assert.All(handles, static handle => Assert.True(handle.Release()));
        // 500 are expected, with a deviation of some 13.
        Assert.InRange(sampled, 350, 650);
    }

    [Fact]
    public void Each_is_sampled_when_paranoid_with_what_happened_to_it()
    {
        LeakTracker.Level = LeakDetectionLevel.Paranoid;
        var handle = LeakTracker.Track(this, _kind, "first");
        for (var i = 1; i <= 5; i++)
            handle.Record($"step {i}");
        handle.Record();
        var thing = Assert.Single(LeakTracker.FindActive(_kind));
        handle.Release();

        Assert.Equal("first", thing.Name);
        Assert.Contains(nameof(Each_is_sampled_when_paranoid_with_what_happened_to_it), thing.CreationStack!.Split('\n')[0]);
        Assert.Equal(_kind, thing.ToReport().Kind);
        Assert.Collection(
            thing.ToReport().Records,
            name => Assert.Equal("first", name),
            record => AssertRecord("step 3", record),
            record => AssertRecord("step 4", record),
            record => AssertRecord("step 5", record),
            record => AssertRecord("used", record));

        static void AssertRecord(string hint, string record)
        {
            Assert.StartsWith(hint, record, StringComparison.Ordinal);
            Assert.Contains(nameof(Each_is_sampled_when_paranoid_with_what_happened_to_it), record);
        }
    }

    [Fact]
    public void Records_are_kept_from_the_advanced_level_on()
    {
        LeakTracker.Level = LeakDetectionLevel.Paranoid;
        var handle = LeakTracker.Track(this, _kind);
        LeakTracker.Level = LeakDetectionLevel.Simple;
        handle.Record("not kept");
        var records = Assert.Single(LeakTracker.FindActive(_kind)).ToReport().Records;
        handle.Release();
        Assert.Empty(records);
    }

    [Fact]
    public void The_same_thing_is_equal_to_itself_and_to_no_other()
    {
        var first = LeakTracker.Track(this, _kind);
        var seen = Assert.Single(LeakTracker.FindActive(_kind));
        Assert.Equal(seen, Assert.Single(LeakTracker.FindActive(_kind)));
        first.Release();
        var second = LeakTracker.Track(this, _kind);
        Assert.NotEqual(seen, Assert.Single(LeakTracker.FindActive(_kind)));
        second.Release();
    }

    [Theory]
    [InlineData(null, null, LeakDetectionLevel.Simple)]
    [InlineData("paranoid", null, LeakDetectionLevel.Paranoid)]
    [InlineData("Disabled", "Advanced", LeakDetectionLevel.Disabled)]
    [InlineData("", "Advanced", LeakDetectionLevel.Advanced)]
    [InlineData("loud", "Advanced", LeakDetectionLevel.Advanced)]
    [InlineData("17", 3, LeakDetectionLevel.Simple)]
    public void The_level_comes_from_the_environment_then_from_the_runtime_options(string? variable, object? option, LeakDetectionLevel expected)
        => Assert.Equal(expected, LeakLevelSetting.Parse(variable, option));

    [Fact]
    public void Active_things_are_a_metric_by_kind()
    {
        var handle = LeakTracker.Track(this, _kind);
        Dictionary<object, long> measured = [];
        using MeterListener listener = new();
        listener.InstrumentPublished = static (instrument, self) =>
        {
            if (instrument.Meter.Name == "LeakLint.Guard" && instrument.Name == "leaklint.resource.active")
                self.EnableMeasurementEvents(instrument);
        };
        listener.SetMeasurementEventCallback<long>((_, value, tags, _) =>
        {
            foreach (var tag in tags)
            {
                if (tag.Key == "leaklint.resource.kind")
                    measured[tag.Value!] = value;
            }
        });
        listener.Start();
        listener.RecordObservableInstruments();
        handle.Release();
        Assert.Equal(1, measured[_kind]);
    }
}
