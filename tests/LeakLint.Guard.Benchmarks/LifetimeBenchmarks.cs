using System;
using System.Diagnostics;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;

namespace LeakLint.Guard.Benchmarks;

/// <summary>Expiry, capacity and drain: targets in time, not in nanoseconds.</summary>
internal static class LifetimeBenchmarks
{
    public static async Task RunAsync(Report report)
    {
        Console.WriteLine();
        Console.WriteLine("Lifetimes");
        await MeasureIdleLag(report);
        await MeasureOvershoot(report);
        await MeasureDrain(report);
        await MeasureDrainWithHungDisposal(report);
    }

    private static async Task MeasureIdleLag(Report report)
    {
        TimeSpan idle = TimeSpan.FromMilliseconds(500);
        TimeSpan scan = TimeSpan.FromMilliseconds(250);
        TaskCompletionSource<TimeSpan> evicted = new(TaskCreationOptions.RunContinuationsAsynchronously);
        Stopwatch sinceReturn = new();
        await using ResourceRegistry<int, object> registry = new(new()
        {
            Capacity = 1,
            IdleTimeout = idle,
            ScanInterval = scan,
            OnEvicted = _ => evicted.TrySetResult(sinceReturn.Elapsed),
        });
        (await registry.GetOrAddAsync(1, static (_, _) => new(new object()))).Dispose();
        sinceReturn.Start();
        TimeSpan lag = await evicted.Task - idle;
        report.Target($"idle expiry without traffic, late by (scan every {scan.TotalMilliseconds} ms)", lag.TotalMilliseconds, scan.TotalMilliseconds + 100, "ms");
    }

    private static async Task MeasureOvershoot(Report report)
    {
        const int Capacity = 4;
        int alive = 0;
        int most = 0;
        int mostCounted = 0;
        await using ResourceRegistry<int, object> registry = new(new() { Capacity = Capacity, FullMode = RegistryFullMode.Wait });
        await Task.WhenAll(Enumerable.Range(0, 64).Select(worker => Task.Run(async () =>
        {
            for (int i = 0; i < 500; i++)
            {
                using ResourceLease<object> lease = await registry.GetOrAddAsync((worker * 500) + i, static (_, _) => new(new object()));
                int now = Interlocked.Increment(ref alive);
                most = Math.Max(most, now);
                mostCounted = Math.Max(mostCounted, registry.Count);
                await Task.Yield();
                Interlocked.Decrement(ref alive);
            }
        })));
        report.Target("resources leased at once over the capacity, 64 workers", Math.Max(most, mostCounted) - Capacity, 0, "resources");
    }

    private static async Task MeasureDrain(Report report)
    {
        ResourceRegistry<int, object> registry = new(new() { Capacity = 1000, Dispose = static async _ => await Task.Delay(50) });
        await FillAsync(registry);
        DrainResult result = await registry.DrainAsync(TimeSpan.FromSeconds(60));
        report.Target("drain of 1,000 resources, 50 ms each, 8 at a time", result.Elapsed.TotalSeconds, 7, "s");
        report.Target("of these not disposed", 1000 - result.Completed, 0, "resources");
    }

    private static async Task MeasureDrainWithHungDisposal(Report report)
    {
        TimeSpan timeout = TimeSpan.FromSeconds(1);
        object hung = new();
        TaskCompletionSource never = new();
        ResourceRegistry<int, object> registry = new(new()
        {
            Capacity = 1000,
            DisposeTimeout = timeout,
            Dispose = resource => resource == hung ? new ValueTask(never.Task) : default,
        });
        await registry.TryAddAsync(-1, hung);
        await FillAsync(registry);
        DrainResult result = await registry.DrainAsync(TimeSpan.FromSeconds(60));
        report.Target("drain with one disposal that hangs (time-out 1 s)", result.Elapsed.TotalSeconds, timeout.TotalSeconds + 0.25, "s");
        report.Target("abandoned by it", result.Abandoned, 1, "resources");
    }

    private static async Task FillAsync(ResourceRegistry<int, object> registry)
    {
        for (int i = 0; registry.Count < 1000; i++)
        {
            await registry.TryAddAsync(i, new object());
        }
    }
}
