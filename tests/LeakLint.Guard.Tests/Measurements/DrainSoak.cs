using System;
using System.Collections.Concurrent;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Xunit;
using Xunit.Abstractions;

namespace LeakLint.Guard.Tests.Measurements;

/// <summary>The target for draining background work, measured.</summary>
[Trait("Category", "Soak")]
public sealed class DrainSoak(ITestOutputHelper output)
{
    [SoakFact]
    public async Task Ten_thousand_tasks_are_drained_in_time_and_reported_by_name()
    {
        const int count = 10_000;
        var timeout = TimeSpan.FromSeconds(4);
        var unobserved = 0;
        void OnUnobserved(object? sender, UnobservedTaskExceptionEventArgs e) => Interlocked.Increment(ref unobserved);
        TaskScheduler.UnobservedTaskException += OnUnobserved;
        var faults = new ConcurrentBag<string>();
        var tracker = new BackgroundTaskTracker(new() { MaxConcurrency = count, OnFault = (name, _) => faults.Add(name) });
        for (var i = 0; i < count; i++)
        {
            var n = i;
            await tracker.RunAsync(
                token => (n % 100) switch
                {
                    0 => FailAsync(n),
                    1 => new TaskCompletionSource().Task, // ignores its token
                    < 50 => Task.Delay(n % 1000, token),
                    _ => Task.Run(() => Thread.SpinWait(20_000), token),
                },
                name: $"work {n}");
        }

        var result = await tracker.DrainAsync(timeout);
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();
        TaskScheduler.UnobservedTaskException -= OnUnobserved;

        output.WriteLine($"{count} tasks: {result.Abandoned} abandoned, {faults.Distinct().Count()} faults by name, elapsed {result.Elapsed.TotalMilliseconds:F0} ms of {timeout.TotalMilliseconds:F0}, {unobserved} unobserved");
        Assert.Equal(count / 100, result.AbandonedNames.Distinct().Count());
        Assert.Equal(count / 100, faults.Distinct().Count());
        Assert.InRange(result.Elapsed, TimeSpan.Zero, timeout + TimeSpan.FromMilliseconds(250));
        Assert.Equal(0, unobserved);
    }

    private static async Task FailAsync(int n)
    {
        await Task.Delay(n % 500);
        throw new InvalidOperationException($"work {n}");
    }
}
