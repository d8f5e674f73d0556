using System;
using System.Diagnostics;

namespace LeakLint.Guard.Benchmarks;

/// <summary>What one operation costs.</summary>
internal readonly record struct Measurement(double Nanoseconds, double Bytes)
{
    private const int Rounds = 25;

    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(1);

    /// <summary>Runs an operation many times, and takes the best of several rounds: the others were disturbed by something else.</summary>
    public static Measurement Of(int operations, Action<int> run)
    {
        // Until the compiler has seen what the code does and compiled it again.
        for (long start = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(start) < WarmUp;)
        {
            run(operations);
        }

        double best = double.MaxValue;
        long bytes = long.MaxValue;
        for (int round = 0; round < Rounds; round++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
            long before = GC.GetTotalAllocatedBytes(precise: true);
            long start = Stopwatch.GetTimestamp();
            run(operations);
            best = Math.Min(best, Stopwatch.GetElapsedTime(start).TotalNanoseconds);
            bytes = Math.Min(bytes, GC.GetTotalAllocatedBytes(precise: true) - before);
        }

        return new Measurement(best / operations, (double)bytes / operations);
    }
}
