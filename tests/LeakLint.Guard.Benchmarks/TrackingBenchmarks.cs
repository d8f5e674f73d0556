using System;
using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace LeakLint.Guard.Benchmarks;

/// <summary>What it costs a program that its resources are tracked.</summary>
internal static class TrackingBenchmarks
{
    private const int Operations = 200_000;
    private const int Batch = 64;
    private const int Depth = 20;

    private static readonly object Resource = new();

    public static void Run(Report report)
    {
        LeakDetectionLevel level = LeakTracker.Level;
        LeakTracker.Level = LeakDetectionLevel.Disabled;
        Measurement disabled = Measurement.Of(Operations, TrackAndRelease);
        LeakTracker.Level = LeakDetectionLevel.Simple;
        double track = MeasureUnsampled(static handles => Track(handles));
        double pair = MeasureUnsampled(static _ => TrackAndRelease(Batch));
        Measurement average = Measurement.Of(Operations, TrackAndRelease);
        double inScope;
        using (LeakScope.Begin("request"))
        {
            inScope = MeasureUnsampled(static _ => TrackAndRelease(Batch));
        }

        LeakTracker.Level = LeakDetectionLevel.Paranoid;
        Measurement sampled = Measurement.Of(200, static operations => Descend(Depth, operations));
        LeakTracker.Level = level;

        // Bytes of a run that no sample falls into: places are used again.
        double bytes = MeasureBytes();
        report.Title("Tracking");
        report.Row("Track + Release, disabled", disabled);
        report.Row("Track, not sampled", new Measurement(track, bytes));
        report.Row("Track + Release, not sampled", new Measurement(pair, bytes));
        report.Row("Track + Release in a scope, not sampled", new Measurement(inScope, bytes));
        report.Row("Track + Release, one of 128 sampled (shallow stack)", average);
        report.Row($"Track + Release, sampled, {Depth} calls deep", sampled);
        report.Target("tracked, not sampled", track, 10, "ns");
        report.Target("tracked, not sampled, allocated", bytes, 0, "B");
        report.Target("tracked, sampled", sampled.Nanoseconds / 1000, 25, "us");
    }

    // Of many short batches most have no sample in them: the lower quartile is one of those.
    private static double MeasureUnsampled(Action<LeakTrackingHandle[]> run)
    {
        const int Batches = 20_000;
        LeakTrackingHandle[] handles = new LeakTrackingHandle[Batch];
        double best = double.MaxValue;
        double[] times = new double[Batches];
        for (int round = 0; round < 10; round++)
        {
            for (int batch = 0; batch < Batches; batch++)
            {
                long start = Stopwatch.GetTimestamp();
                run(handles);
                times[batch] = Stopwatch.GetElapsedTime(start).TotalNanoseconds;
                Array.ForEach(handles, static handle => handle.Release());
            }

            Array.Sort(times);
            best = Math.Min(best, times[Batches / 4] / Batch);
        }

        return best;
    }

    private static double MeasureBytes()
    {
        long least = long.MaxValue;
        for (int batch = 0; batch < 1000; batch++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            TrackAndRelease(Batch);
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        return (double)least / Batch;
    }

    private static void Track(LeakTrackingHandle[] handles)
    {
        for (int i = 0; i < handles.Length; i++)
        {
            handles[i] = LeakTracker.Track(Resource, "benchmark");
        }
    }

    private static void TrackAndRelease(int operations)
    {
        for (int i = 0; i < operations; i++)
        {
            LeakTracker.Track(Resource, "benchmark").Release();
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Descend(int depth, int operations)
    {
        if (depth == 0)
        {
            TrackAndRelease(operations);
        }
        else
        {
            Descend(depth - 1, operations);
            GC.KeepAlive(depth);
        }
    }
}
