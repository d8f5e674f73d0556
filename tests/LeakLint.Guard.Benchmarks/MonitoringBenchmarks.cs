using System;
using System.Diagnostics;
using System.Threading;
using System.Threading.Tasks;
using LeakLint.Guard.AspNetCore.RequestTracking;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace LeakLint.Guard.Benchmarks;

/// <summary>What watching costs: a sample of the monitor, and the tracking of a request that tracks nothing.</summary>
internal static class MonitoringBenchmarks
{
    public static void Run(Report report)
    {
        report.Title("Monitoring");
        MeasureSample(report);
        MeasureRequest(report);
    }

    private static void MeasureSample(Report report)
    {
        Measurement alone = MeasureSample();
        using Process child = Process.Start("sleep", "600");
        Measurement withChild = MeasureSample();
        child.Kill();
        report.Row("LeakMonitor.Sample without child processes", alone);
        report.Row($"LeakMonitor.Sample with one, among {Process.GetProcesses().Length} processes", withChild, alone);
        report.Target("sample", Math.Max(alone.Nanoseconds, withChild.Nanoseconds) / 1e6, 1.5, "ms");
        report.Target("sample, allocated", Math.Max(alone.Bytes, withChild.Bytes) / 1024, 150, "KB");
    }

    private static Measurement MeasureSample()
    {
        Clock clock = new();
        using LeakMonitor monitor = new(new LeakMonitorOptions { WarmUp = TimeSpan.Zero }, timeProvider: clock);
        // Until the history is full: from then on, each sample looks for growth in as much as it ever will.
        for (int i = 0; i < 300; i++)
        {
            SampleNext(monitor, clock);
        }

        return Measurement.Of(5, operations =>
        {
            for (int i = 0; i < operations; i++)
            {
                SampleNext(monitor, clock);
            }
        });
    }

    private static void SampleNext(LeakMonitor monitor, Clock clock)
    {
        clock.Seconds += 30;
        monitor.Sample();
    }

    private static void MeasureRequest(Report report)
    {
        using ServiceProvider services = new ServiceCollection().BuildServiceProvider();
        RequestTracker tracker = new(services);
        DefaultHttpContext context = new();
        AsyncLocal<object> other = new() { Value = new object() };
        RequestDelegate next = static _ => Task.CompletedTask;

        Measurement request = Measurement.Of(200_000, operations =>
        {
            for (int i = 0; i < operations; i++)
            {
                _ = tracker.RunAsync(context, next).IsCompletedSuccessfully;
            }
        });
        GC.KeepAlive(other);
        report.Row("request that tracks nothing", request);
        report.Target("request tracking", request.Nanoseconds, 300, "ns");
        // The scope (32) and its state (40), the execution context (40) and, with one other value in it, its map (48).
        report.Target("request tracking, allocated", request.Bytes, 160, "B");
    }

    /// <summary>Half a minute passes between two samples.</summary>
    private sealed class Clock : TimeProvider
    {
        public long Seconds { get; set; }

        public override long TimestampFrequency => 1;

        public override long GetTimestamp() => Seconds;
    }
}
