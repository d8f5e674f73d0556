using System;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using LeakLint.Guard.TestHost;
using LeakLint.Guard.Tests.Processes;
using LeakLint.Guard.Unix;
using Xunit;
using Xunit.Abstractions;

namespace LeakLint.Guard.Tests.Measurements;

/// <summary>The targets for child processes, measured.</summary>
[Collection(ProcessCollection.Name)]
[Trait("Category", "Soak")]
public sealed class ChildProcessSoak(ITestOutputHelper output) : IDisposable
{
    private readonly Footprint _footprint = new();

    public void Dispose() => _footprint.Dispose();

    [SoakFact]
    public async Task A_thousand_starts_and_stops_of_mixed_shapes_leave_no_survivor_no_zombie_and_no_descriptor()
    {
        const int rounds = 1000;
        var group = new ChildProcessGroup(new() { GracePeriod = TimeSpan.FromMilliseconds(100) });
        await CycleAsync(group, 50);
        GC.Collect();
        GC.WaitForPendingFinalizers();
        var descriptors = Descriptors();
        var watch = Stopwatch.StartNew();

        await CycleAsync(group, rounds);
        var elapsed = watch.Elapsed;

        var zombies = ProcFs.EnumerateProcessIds()
            .Count(id => ProcFs.TryReadStat(id, out var stat) && stat.IsZombie && stat.ParentId == Environment.ProcessId);
        var left = Descriptors() - descriptors;
        output.WriteLine($"{rounds} cycles in {elapsed.TotalSeconds:F1} s: {_footprint.Alive().Count} survivors, {zombies} zombies, {left} descriptors more");
        Assert.Empty(_footprint.Alive());
        Assert.Equal(0, zombies);
        Assert.InRange(left, int.MinValue, 0);
        await group.StopAsync();
    }

    [SoakTheory]
    [InlineData("SIGKILL")]
    [InlineData("SIGTERM")]
    [InlineData("SIGINT")]
    [InlineData("throw")]
    [InlineData("failfast")]
    public async Task Fifty_children_and_their_owner_are_gone_in_two_seconds(string end)
    {
        const int rounds = 20;
        var slowest = TimeSpan.Zero;
        for (var round = 0; round < rounds; round++)
        {
            using var owner = await OwnerProcess.StartAsync(_footprint, "plain", "children=50", $"end={end}");
            var before = _footprint.Alive().Count;
            var watch = Stopwatch.StartNew();
            owner.End(end);

            Assert.True(await _footprint.EventuallyGoneAsync()); // the owner is one of them

            Assert.InRange(before, 51, int.MaxValue);
            slowest = watch.Elapsed > slowest ? watch.Elapsed : slowest;
        }

        output.WriteLine($"{end}: {rounds} rounds with 50 children, the slowest took {slowest.TotalMilliseconds:F0} ms from the signal to 0 survivors");
        Assert.InRange(slowest, TimeSpan.Zero, TimeSpan.FromSeconds(2));
    }

    [SoakFact]
    public async Task A_start_costs_a_few_milliseconds_more_than_a_plain_one()
    {
        await using var group = new ChildProcessGroup();
        var (plain, owned) = (new double[150], new double[150]);
        for (var i = 0; i < plain.Length; i++)
        {
            var watch = Stopwatch.StartNew();
            using (var process = Process.Start(_footprint.Shell("exit 0"))!)
                await process.WaitForExitAsync();
            plain[i] = watch.Elapsed.TotalMilliseconds;

            watch.Restart();
            var child = group.Start(_footprint.Shell("exit 0"));
            await child.WaitForExitAsync();
            owned[i] = watch.Elapsed.TotalMilliseconds;
            child.Dispose();
        }

        Array.Sort(plain);
        Array.Sort(owned);
        var overhead = owned[75] - plain[75];
        output.WriteLine($"start and exit, median of 150: plain {plain[75]:F2} ms, owned {owned[75]:F2} ms, {overhead:F2} ms more");
        Assert.InRange(overhead, double.MinValue, 5);
    }

    private async Task CycleAsync(ChildProcessGroup group, int rounds)
    {
        for (var i = 0; i < rounds; i += 10)
        {
            await Task.WhenAll(Enumerable.Range(i, 10).Select(async n =>
            {
                await using var child = await group.StartAsync(_footprint.On(ChildShapes.Create("mixed", n)));
                await Task.Delay(n % 20);
            }));
        }
    }

    private static int Descriptors() => Directory.EnumerateFileSystemEntries("/proc/self/fd").Count();
}
