using System;
using System.Linq;
using System.Runtime.CompilerServices;
using System.Threading;
using System.Threading.Tasks;
using Xunit;

namespace LeakLint.Guard.Testing.Tests;

public sealed class ProcessWideTests
{
    private static object? _kept;

    [Fact]
    public async Task Timers_are_counted_only_on_demand()
    {
        Timers? timers = null;
        Func<Task> body = () =>
        {
            timers = new Timers();
            return Task.CompletedTask;
        };
        await Leaks.NoneAsync(body);
        timers!.Dispose();

        var leak = await Leaks.FindAsync(body, LeakKinds.Timers);
        timers.Dispose();
        Assert.Contains(" timer (still active)", leak.Message);
        Assert.Contains("LEAK3001 or LEAK3002 or LEAK3003", leak.Message);

        await Leaks.NoneAsync(
            async () =>
            {
                await body();
                timers.Dispose();
            },
            LeakKinds.Timers);
    }

    [LinuxFact]
    public async Task Threads_are_named_and_those_of_the_pool_are_not_counted()
    {
        using ManualResetEventSlim ends = new();
        var leak = await Leaks.FindAsync(
            () =>
            {
                new Thread(ends.Wait) { IsBackground = true, Name = "pump" }.Start();
                return Task.WhenAll(Task.Run(static () => Thread.Sleep(1)), Task.Run(static () => Thread.Sleep(1)));
            },
            LeakKinds.Threads);
        ends.Set();
        Assert.Contains("1 thread: pump (thread ", leak.Message);

        await Leaks.NoneAsync(
            () =>
            {
                Thread thread = new(static () => Thread.Sleep(1));
                thread.Start();
                return Task.CompletedTask;
            },
            LeakKinds.Threads);
    }

    [LinuxFact]
    public async Task A_thread_without_a_name_is_counted_although_it_looks_like_one_of_the_pool()
    {
        using ManualResetEventSlim ends = new();
        var leak = await Leaks.FindAsync(
            () => Task.Run(() => new Thread(ends.Wait) { IsBackground = true }.Start()),
            LeakKinds.Threads);
        ends.Set();
        Assert.Contains("1 thread: without a name", leak.Message);
    }

    [Fact]
    public async Task Asynchronous_methods_that_do_not_end_are_named()
    {
        TaskCompletionSource never = new();
        Task? left = null;
        var leak = await Leaks.FindAsync(
            async () =>
            {
                left = ListenAsync(never.Task);
                await AnswerAsync();
            },
            LeakKinds.AsyncOperations);
        never.SetResult();
        await left!;

        Assert.Contains(nameof(ListenAsync), leak.Message);
        Assert.DoesNotContain(nameof(AnswerAsync), leak.Message);
        Assert.Single(leak.Leaks);
    }

    [Fact]
    public async Task The_test_itself_is_no_unfinished_operation()
    {
        await using var check = LeakAssert.Begin(new LeakAssertOptions { Kinds = LeakKinds.AsyncOperations, Timeout = Leaks.Long });
        await AnswerAsync();
    }

    [Fact]
    public async Task Checks_at_the_same_time_do_not_fail_for_each_other()
    {
        LeakAssertOptions options = new() { Kinds = LeakKinds.Timers | LeakKinds.Resources, Timeout = Leaks.Brief };
        TaskCompletionSource begun = new();
        TaskCompletionSource started = new();
        TaskCompletionSource verified = new();
        var leaking = Task.Run(async () =>
        {
            await using var check = LeakAssert.Begin(options);
            await begun.Task;
            Timers timers = new();
            var handle = LeakTracker.Track(timers, "subscription");
            started.SetResult();
            await verified.Task;
            return (await Record.ExceptionAsync(async () => await check.VerifyAsync()), check.Inconclusive, timers, handle);
        });
        var clean = Task.Run(async () =>
        {
            await using var check = LeakAssert.Begin(options);
            begun.SetResult();
            await started.Task;
            await check.VerifyAsync();
            verified.SetResult();
            return check.Inconclusive;
        });

        // The timer may be anybody's; the tracked thing is known to be the other's.
        Assert.Equal("timer", Assert.Single(await clean).Kind);
        var (failure, inconclusive, timers, handle) = await leaking;
        Assert.Equal("subscription", Assert.Single(Assert.IsType<LeakAssertionException>(failure).Leaks).Kind);
        Assert.Contains("Perhaps also", failure.Message);
        Assert.Equal("timer", Assert.Single(inconclusive).Kind);
        timers.Dispose();
        handle.Release();
    }

    [Fact]
    public async Task A_check_inside_of_another_is_not_a_check_at_the_same_time()
    {
        Timers? timers = null;
        var leak = await Leaks.FindAsync(
            async () => await LeakAssert.NoLeaksAsync(() =>
            {
                timers = new Timers();
                return Task.CompletedTask;
            }),
            LeakKinds.Timers);
        timers!.Dispose();
        Assert.Single(leak.Leaks);
    }

    [Fact]
    public async Task An_object_that_nobody_keeps_is_collected()
        => await LeakAssert.CollectedAsync(static () => new object(), Leaks.Long);

    [Fact]
    public async Task An_object_that_is_made_asynchronously_is_looked_for_not_its_task()
    {
        await LeakAssert.CollectedAsync(
            static async () =>
            {
                await Task.Yield();
                return new object();
            },
            Leaks.Long);
        await Assert.ThrowsAsync<LeakAssertionException>(async () => await LeakAssert.CollectedAsync(
            static async () =>
            {
                await Task.Yield();
                return _kept = new Version(1, 2);
            },
            Leaks.Brief));
        _kept = null;
        await Assert.ThrowsAsync<ArgumentException>(async () => await LeakAssert.CollectedAsync(static () => Task.FromResult(new Version(1, 2))));
    }

    [Fact]
    public async Task An_object_that_somebody_keeps_is_not_collected()
    {
        var leak = await Assert.ThrowsAsync<LeakAssertionException>(
            async () => await LeakAssert.CollectedAsync(static () => _kept = new Version(1, 2), Leaks.Brief));
        _kept = null;
        Assert.Contains("System.Version", leak.Message);
    }

    [Fact]
    public async Task A_negative_time_out_is_refused()
    {
        var negative = TimeSpan.FromSeconds(-1);
        Assert.Throws<ArgumentOutOfRangeException>(() => LeakAssert.Begin(new LeakAssertOptions { Timeout = negative }));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(async () => await LeakAssert.CollectedAsync(static () => new object(), negative));
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static async Task ListenAsync(Task until) => await until;

    private static async Task AnswerAsync()
    {
        await Task.Yield();
        await Task.Delay(1);
    }

    // Many, because the test host has timers of its own that come and go.
    private sealed class Timers : IDisposable
    {
        private readonly Timer[] _timers = [.. Enumerable.Range(0, 20).Select(static _ => new Timer(static _ => { }, null, 60_000, 60_000))];

        public void Dispose() => Array.ForEach(_timers, static timer => timer.Dispose());
    }
}
