using System;
using System.Diagnostics;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using LeakLint.Guard.Monitoring;
using LeakLint.Guard.Tests.Processes;
using LeakLint.Guard.Tests.Testing;
using LeakLint.Guard.Unix;
using Xunit;

namespace LeakLint.Guard.Tests.Monitoring;

/// <summary>What is read of the real process. Other tests run in it, too: what they may change is not asserted.</summary>
[Collection(ProcessCollection.Name)]
public sealed class ProcessReaderTests
{
    private readonly ProcessReader _reader = new();

    [Fact]
    public void The_live_heap_is_what_the_last_full_collection_left()
    {
        GC.Collect();
        ResourceReading before = _reader.Read();
        byte[][] held = [.. Enumerable.Range(0, 64).Select(_ => new byte[FakeReader.Megabyte])];
        GC.Collect();
        ResourceReading holding = _reader.Read();
        GC.KeepAlive(held);

        Assert.True(holding.FullCollection > before.FullCollection);
        // Other tests may let go of something meanwhile, but not of half as much.
        Assert.True(holding.LiveHeapBytes - before.LiveHeapBytes > 32 * FakeReader.Megabyte);
    }

    [Fact]
    public void Reading_makes_nothing_be_collected()
    {
        int before = GC.CollectionCount(2);
        Assert.True(_reader.Read().FullCollection >= 0);
        int after = GC.CollectionCount(2);

        // Another test may collect meanwhile, and then this says nothing; it fails when reading itself collects, each time.
        for (int i = 0; i < 20 && after != before; i++)
        {
            before = GC.CollectionCount(2);
            _ = _reader.Read();
            after = GC.CollectionCount(2);
        }

        Assert.Equal(before, after);
    }

    [Fact]
    public void Threads_and_timers_are_counted()
    {
        using ManualResetEventSlim end = new();
        Thread[] threads = [.. Enumerable.Range(0, 30).Select(_ => new Thread(end.Wait) { IsBackground = true })];
        Array.ForEach(threads, thread => thread.Start());
        Timer[] timers = [.. Enumerable.Range(0, 1_000).Select(_ => new Timer(_ => { }, null, 1_000_000, Timeout.Infinite))];

        ResourceReading reading = _reader.Read();

        Assert.True(reading.ThreadCount > 30);
        Assert.True(reading.TimerCount >= 1_000);
        Assert.True(reading.WorkingSetBytes > FakeReader.Megabyte);
        Assert.True(reading.HeapLimitBytes > FakeReader.Megabyte);
        end.Set();
        Array.ForEach(timers, timer => timer.Dispose());
        Array.ForEach(threads, thread => thread.Join());
    }

    [LinuxFact]
    public async Task Descendants_are_counted_and_zombies_are_not()
    {
        // A shell that starts two more and waits for one; the other ends at once and is never waited for.
        using Process shell = Process.Start(new ProcessStartInfo("sh", ["-c", "sleep 60 & (sleep 0) & exec sleep 60"]))!;
        try
        {
            await Eventually.True(() => ProcessTree.CountDescendants(shell.Id) == 1, "one descendant of the shell is live");
            Assert.True(ProcessTree.CountDescendants(Environment.ProcessId) >= 2);
            Assert.True(ProcessTree.HasChildren());
            Assert.True(_reader.Read().ChildProcessCount >= 2);
            Assert.Equal(0, ProcessTree.CountDescendants(int.MaxValue));
        }
        finally
        {
            shell.Kill(entireProcessTree: true);
        }
    }

    [LinuxFact]
    public async Task The_reaper_of_a_group_is_no_child()
    {
        int before = _reader.Read().ChildProcessCount;
        await using ChildProcessGroup group = new(new ChildProcessGroupOptions { Name = "monitored" });
        Assert.Equal(before, _reader.Read().ChildProcessCount);

        await using ChildProcess child = group.Start(new ProcessStartInfo("sleep", ["60"]));
        Assert.Equal(before + 1, _reader.Read().ChildProcessCount);
    }

    [LinuxFact]
    public void Threads_are_counted_as_the_system_shows_them()
    {
        Assert.True(ProcessTree.TryCountThreads(1, out int count));
        Assert.InRange(count, 1, int.MaxValue);
        Assert.False(ProcessTree.TryCountThreads(int.MaxValue, out _));
    }
}
