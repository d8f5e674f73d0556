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
        double track = MeasureUnsampled(Track);
        double pair = MeasureUnsampled(static (ref Handles _) => TrackAndRelease(Batch));
        Measurement average = Measurement.Of(Operations, TrackAndRelease);
        double inScope;
        using (LeakScope.Begin("request"))
        {
            inScope = MeasureUnsampled(static (ref Handles _) => TrackAndRelease(Batch));
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

    // The mean of the short batches that no sample fell into: those that allocated nothing. Places are released outside of the clock.
    private static double MeasureUnsampled(BatchOf run)
    {
        double best = double.MaxValue;
        for (int round = 0; round < 20; round++)
        {
            Handles handles = default;
            double time = 0;
            int counted = 0;
            while (counted < 5_000)
            {
                long bytes = GC.GetAllocatedBytesForCurrentThread();
                long start = Stopwatch.GetTimestamp();
                run(ref handles);
                double elapsed = Stopwatch.GetElapsedTime(start).TotalNanoseconds;
                if (GC.GetAllocatedBytesForCurrentThread() == bytes)
                {
                    time += elapsed;
                    counted++;
                }

                foreach (LeakTrackingHandle handle in handles)
                {
                    handle.Release();
                }
            }

            best = Math.Min(best, time / counted / Batch);
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

    private static void Track(ref Handles handles)
    {
        for (int i = 0; i < Batch; i++)
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

    private delegate void BatchOf(ref Handles handles);

    // On the stack, so that keeping the handles costs next to nothing.
    [InlineArray(Batch)]
    private struct Handles
    {
        private LeakTrackingHandle _first;
    }
}
