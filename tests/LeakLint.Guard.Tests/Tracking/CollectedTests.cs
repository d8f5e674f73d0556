using System;
using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Linq;
using System.Runtime.CompilerServices;
using System.Threading;
using System.Threading.Tasks;
using LeakLint.Guard.Tests.Testing;
using LeakLint.Guard.Tracking;
using Xunit;

namespace LeakLint.Guard.Tests.Tracking;

/// <summary>Things that the collector takes although nobody released them.</summary>
[Collection(TrackingCollection.Name)]
public sealed class CollectedTests : IDisposable
{
    private readonly LeakDetectionLevel _level = LeakTracker.Level;
    private readonly string _kind = $"thing-{Guid.NewGuid():N}";
    private readonly ConcurrentQueue<LeakReport> _reports = new();
    private readonly ConcurrentDictionary<string, bool> _seen = new();
    private volatile bool _reportedOnPool = true;

    public CollectedTests()
    {
        LeakTracker.Level = LeakDetectionLevel.Paranoid;
        LeakTracker.Leaked += OnLeaked;
    }

    public void Dispose()
    {
        LeakTracker.Leaked -= OnLeaked;
        LeakTracker.Level = _level;
    }

    [Fact]
    public async Task Something_collected_unreleased_is_reported_off_the_finalizer_thread()
    {
        Leak(1);
        await Collect(() => !_reports.IsEmpty);
        var report = Assert.Single(_reports);
        Assert.Equal(_kind, report.Kind);
        Assert.Contains(nameof(Leak), report.CreationStack);
        Assert.True(report.Age > TimeSpan.Zero);
        Assert.True(_reportedOnPool);
    }

    [Fact]
    public async Task A_place_that_goes_on_leaking_is_told_the_first_and_the_tenth_time()
    {
        Leak(1);
        await Collect(() => _reports.Count == 1);
        Leak(8);
        await CollectSentinel();
        Assert.Single(_reports);

        Leak(1);
        await Collect(() => _reports.Count == 2);
        Assert.Equal([0, 8], _reports.Select(static report => report.Suppressed));

        // They stay tracked, and share one stack.
        var stacks = LeakTracker.FindActive(_kind).Select(static thing => thing.CreationStack).ToArray();
        Assert.Equal(10, stacks.Length);
        Assert.All(stacks, stack => Assert.Same(stacks[0], stack));
    }

    [Fact]
    public async Task Something_released_is_not_reported()
    {
        Create().Release();
        await CollectSentinel();
        Assert.Empty(_reports);
    }

    [Fact]
    public async Task Tracking_does_not_keep_the_thing_alive()
    {
        var (reference, handle) = CreateWeak();
        await Collect(() => !reference.IsAlive);
        handle.Release();
    }

    [Fact]
    public async Task Something_released_by_its_own_finalizer_is_not_reported()
    {
        // The finalizers of the thing and of the tracker run in no order.
        for (var i = 0; i < 100; i++)
            CreateSelfReleasing();
        await Collect(() => !LeakTracker.CountActive().ContainsKey(_kind));
        await CollectSentinel();
        Assert.Empty(_reports);
    }

    [Fact]
    public async Task Something_that_is_tracked_twice_is_two_things()
    {
        TrackTwice();
        await Collect(() => !_reports.IsEmpty);
        Assert.Equal(_kind + "-outer", Assert.Single(_reports).Kind);
    }

    [Fact]
    public async Task A_handler_that_throws_does_not_keep_the_report_from_the_others()
    {
        Action<LeakReport> throwing = static _ => throw new InvalidTimeZoneException();
        LeakTracker.Leaked -= OnLeaked;
        LeakTracker.Leaked += throwing;
        LeakTracker.Leaked += OnLeaked;
        Leak(1);
        await Collect(() => !_reports.IsEmpty);
        LeakTracker.Leaked -= throwing;
    }

    [Fact]
    public async Task Who_listens_to_the_metric_and_throws_ends_neither_the_process_nor_the_reports()
    {
        var thrown = 0;
        using MeterListener listener = new();
        listener.InstrumentPublished = static (instrument, owner) =>
        {
            if (instrument.Name == "leaklint.resource.leaked")
                owner.EnableMeasurementEvents(instrument);
        };
        listener.SetMeasurementEventCallback<long>((_, _, tags, _) =>
        {
            if (tags[0].Value as string != _kind)
                return;
            Interlocked.Increment(ref thrown);
            throw new InvalidTimeZoneException();
        });
        listener.Start();

        Leak(1);
        await Collect(() => Volatile.Read(ref thrown) == 1);
        Leak(9);
        await Collect(() => Volatile.Read(ref thrown) == 10);

        Assert.Equal(2, _reports.Count);
    }

    [Fact]
    public async Task A_registry_that_is_forgotten_is_reported_by_its_resources()
    {
        await ForgetRegistryAsync();
        await Collect(() => _reports.Any(static report => report.Kind == ResourceKinds.RegistryResource));
    }

    private void OnLeaked(LeakReport report)
    {
        _reportedOnPool &= Thread.CurrentThread.IsThreadPoolThread;
        _seen[report.Kind] = true;
        if (report.Kind.StartsWith(_kind, StringComparison.Ordinal) || report.Kind == ResourceKinds.RegistryResource)
            _reports.Enqueue(report);
    }

    private static Task Collect(Func<bool> until) => Eventually.True(
        () =>
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
            return until();
        },
        "something is collected");

    // What was left before this one has been dealt with when this one has.
    private async Task CollectSentinel()
    {
        var kind = $"sentinel-{Guid.NewGuid():N}";
        TrackOther(kind);
        await Collect(() => _seen.ContainsKey(kind));
    }

    // On a thread of its own, so that the stack is the same each time.
    private void Leak(int count)
    {
        Thread thread = new(() =>
        {
            for (var i = 0; i < count; i++)
                LeakTracker.Track(new object(), _kind);
        });
        thread.Start();
        thread.Join();
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private LeakTrackingHandle Create() => LeakTracker.Track(new object(), _kind);

    [MethodImpl(MethodImplOptions.NoInlining)]
    private (WeakReference Reference, LeakTrackingHandle Handle) CreateWeak()
    {
        object created = new();
        return (new WeakReference(created), LeakTracker.Track(created, _kind));
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void CreateSelfReleasing() => _ = new SelfReleasing(_kind);

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void TrackTwice()
    {
        object created = new();
        LeakTracker.Track(created, _kind + "-inner").Release();
        LeakTracker.Track(created, _kind + "-outer");
        LeakTracker.Track(created, _kind + "-other").Release();
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void TrackOther(string kind) => LeakTracker.Track(new object(), kind);

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static async Task ForgetRegistryAsync()
    {
        ResourceRegistry<string, object> registry = new(new() { Capacity = 1 });
        (await registry.GetOrAddAsync("a", static (_, _) => new(new object()))).Dispose();
    }

    private sealed class SelfReleasing
    {
        private readonly LeakTrackingHandle _tracking;

        public SelfReleasing(string kind) => _tracking = LeakTracker.Track(this, kind);

        ~SelfReleasing() => _tracking.Release();
    }
}
