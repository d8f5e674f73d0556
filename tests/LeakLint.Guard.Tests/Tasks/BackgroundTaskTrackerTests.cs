using System;
using System.Collections.Concurrent;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Xunit;

namespace LeakLint.Guard.Tests.Tasks;

public sealed class BackgroundTaskTrackerTests
{
    private static readonly TimeSpan _long = TimeSpan.FromMinutes(5);
    private static readonly AsyncLocal<string?> _ambient = new();
    private readonly ConcurrentQueue<(string Name, Exception Error)> _faults = new();

    [Fact]
    public async Task Work_runs_on_the_pool_even_if_it_blocks_before_its_first_await()
    {
        await using var tracker = Create();
        using var go = new ManualResetEventSlim();

        Assert.True(tracker.TryRun(_ =>
        {
            go.Wait();
            return Task.CompletedTask;
        }));

        Assert.Equal(1, tracker.ActiveCount);
        go.Set();
        Assert.Equal(1, (await tracker.DrainAsync(_long)).Completed);
    }

    [Fact]
    public async Task No_more_than_the_limit_run_at_once()
    {
        await using var tracker = Create(new() { MaxConcurrency = 2 });
        var gate = new TaskCompletionSource();

        Assert.True(tracker.TryRun(_ => gate.Task));
        Assert.True(tracker.TryRun(_ => gate.Task));
        Assert.False(tracker.TryRun(_ => gate.Task));
        var waiting = tracker.RunAsync(_ => gate.Task).AsTask();
        Assert.False(waiting.IsCompleted);

        gate.SetResult();
        await waiting;
        var result = await tracker.DrainAsync(_long);
        Assert.True(result.IsClean);
    }

    [Fact]
    public async Task A_wait_for_a_place_can_be_cancelled()
    {
        await using var tracker = Create(new() { MaxConcurrency = 1 });
        var gate = new TaskCompletionSource();
        tracker.TryRun(_ => gate.Task);
        using var cancellation = new CancellationTokenSource();

        var waiting = tracker.RunAsync(_ => Task.CompletedTask, cancellation.Token).AsTask();
        await cancellation.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        Assert.Equal(1, tracker.ActiveCount);
        gate.SetResult();
    }

    [Fact]
    public async Task Work_does_not_see_the_ambient_values_of_its_caller()
    {
        _ambient.Value = "request";
        await using var tracker = Create();
        var seen = new TaskCompletionSource<string?>();

        tracker.TryRun(_ =>
        {
            seen.SetResult(_ambient.Value);
            return Task.CompletedTask;
        });

        Assert.Null(await seen.Task);
        Assert.Equal("request", _ambient.Value);
        Assert.False(ExecutionContext.IsFlowSuppressed());
    }

    [Fact]
    public async Task Work_sees_the_ambient_values_when_asked_for()
    {
        _ambient.Value = "request";
        await using var tracker = Create(new() { FlowExecutionContext = true });
        var seen = new TaskCompletionSource<string?>();

        tracker.TryRun(_ =>
        {
            seen.SetResult(_ambient.Value);
            return Task.CompletedTask;
        });

        Assert.Equal("request", await seen.Task);
    }

    [Fact]
    public async Task Failures_are_reported_by_name_and_do_not_reach_the_caller()
    {
        await using var tracker = Create();

        tracker.TryRun(_ => throw new InvalidOperationException("at once"), "first");
        tracker.TryRun(
            async _ =>
            {
                await Task.Yield();
                throw new InvalidOperationException("later");
            },
            "second");
        tracker.TryRun(_ => Task.CompletedTask);
        await WaitUntilIdleAsync(tracker);

        Assert.Equal(["first", "second"], _faults.Select(fault => fault.Name).Order());
    }

    [Fact]
    public async Task The_default_name_is_the_calling_member()
    {
        await using var tracker = Create();

        tracker.TryRun(_ => throw new InvalidOperationException());
        await WaitUntilIdleAsync(tracker);

        Assert.Equal(nameof(The_default_name_is_the_calling_member), Assert.Single(_faults).Name);
    }

    [Fact]
    public async Task A_fault_callback_that_fails_is_contained()
    {
        await using var tracker = new BackgroundTaskTracker(new() { OnFault = (_, _) => throw new InvalidOperationException() });
        tracker.TryRun(_ => throw new InvalidOperationException());

        var result = await tracker.DrainAsync(_long);

        Assert.Equal(0, result.Abandoned);
        Assert.Equal(0, tracker.ActiveCount);
    }

    [Fact]
    public async Task A_task_that_already_failed_is_still_reported()
    {
        await using var tracker = Create();

        tracker.Track(Task.FromException(new InvalidOperationException("before")), "adopted");

        Assert.Equal("adopted", Assert.Single(_faults).Name);
        Assert.Equal(0, tracker.ActiveCount);
    }

    [Fact]
    public async Task An_adopted_task_is_waited_for_and_takes_no_place()
    {
        await using var tracker = Create(new() { MaxConcurrency = 1 });
        var adopted = new TaskCompletionSource();
        tracker.Track(adopted.Task);
        Assert.True(tracker.TryRun(_ => Task.CompletedTask));

        var draining = tracker.DrainAsync(_long).AsTask();
        Assert.False(draining.IsCompleted);
        adopted.SetResult();

        Assert.True((await draining).IsClean);
    }

    [Fact]
    public async Task A_drain_admits_no_more_work()
    {
        await using var tracker = Create();
        var gate = new TaskCompletionSource();
        tracker.TryRun(_ => gate.Task);

        var draining = tracker.DrainAsync(_long).AsTask();

        Assert.False(tracker.TryRun(_ => Task.CompletedTask));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => tracker.RunAsync(_ => Task.CompletedTask).AsTask());
        gate.SetResult();
        Assert.Equal(1, (await draining).Completed);
    }

    [Fact]
    public async Task Work_that_starts_more_work_during_a_drain_is_told_no_and_ends()
    {
        await using var tracker = Create();
        var started = new TaskCompletionSource();
        var gate = new TaskCompletionSource();
        var admitted = true;
        tracker.TryRun(async _ =>
        {
            started.SetResult();
            await gate.Task;
            admitted = tracker.TryRun(_ => Task.CompletedTask);
        });
        await started.Task;

        var draining = tracker.DrainAsync(_long).AsTask();
        gate.SetResult();

        Assert.True((await draining).IsClean);
        Assert.False(admitted);
    }

    [Fact]
    public async Task Work_waiting_for_a_place_is_turned_away_by_a_drain()
    {
        await using var tracker = Create(new() { MaxConcurrency = 1 });
        var gate = new TaskCompletionSource();
        tracker.TryRun(_ => gate.Task);
        var waiting = tracker.RunAsync(_ => Task.CompletedTask).AsTask();

        var draining = tracker.DrainAsync(_long).AsTask();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        gate.SetResult();
        await draining;
    }

    [Fact]
    public async Task Work_that_does_not_end_by_itself_is_cancelled_and_counted_as_such()
    {
        await using var tracker = Create();
        tracker.TryRun(token => Task.Delay(Timeout.Infinite, token));

        var result = await tracker.DrainAsync(TimeSpan.FromMilliseconds(200));

        Assert.Equal((0, 0, 1, 0), (result.Completed, result.Faulted, result.Cancelled, result.Abandoned));
        Assert.True(result.IsClean);
        Assert.Empty(_faults);
    }

    [Fact]
    public async Task A_cancellation_that_nobody_asked_for_is_a_failure()
    {
        await using var tracker = Create();

        tracker.TryRun(_ => throw new TaskCanceledException("a time-out inside"), "timed out");
        await WaitUntilIdleAsync(tracker);

        Assert.Equal("timed out", Assert.Single(_faults).Name);
    }

    [Fact]
    public async Task Work_that_ignores_its_token_is_abandoned_by_name_and_its_end_is_still_reported()
    {
        await using var tracker = Create();
        var gate = new TaskCompletionSource();
        tracker.TryRun(_ => gate.Task, "deaf");
        tracker.TryRun(_ => Task.CompletedTask, "good");

        var result = await tracker.DrainAsync(TimeSpan.FromMilliseconds(100));

        Assert.Equal(["deaf"], result.AbandonedNames);
        Assert.False(result.IsClean);
        gate.SetException(new InvalidOperationException("in the end"));
        await WaitUntilIdleAsync(tracker);
        Assert.Equal("deaf", Assert.Single(_faults).Name);
    }

    [Fact]
    public async Task Cancelling_the_drain_cancels_the_work_at_once()
    {
        await using var tracker = Create();
        tracker.TryRun(token => Task.Delay(Timeout.Infinite, token));
        using var cancellation = new CancellationTokenSource();

        var draining = tracker.DrainAsync(_long, cancellation.Token).AsTask();
        Assert.False(tracker.Stopping.IsCancellationRequested);
        await cancellation.CancelAsync();

        Assert.Equal(1, (await draining).Cancelled);
    }

    [Fact]
    public async Task Callbacks_on_the_stopping_token_may_fail_or_hang()
    {
        await using var tracker = Create();
        tracker.Stopping.Register(() => throw new InvalidOperationException());
        using var hang = new ManualResetEventSlim();
        tracker.Stopping.Register(hang.Wait);

        var result = await tracker.DrainAsync(TimeSpan.FromMilliseconds(100));

        Assert.True(result.IsClean);
        hang.Set();
        using var late = tracker.Stopping.Register(() => { });
    }

    [Fact]
    public async Task Many_callers_share_one_drain()
    {
        await using var tracker = Create();
        var gate = new TaskCompletionSource();
        tracker.TryRun(_ => gate.Task);

        var drains = Enumerable.Range(0, 4).Select(_ => tracker.DrainAsync(_long).AsTask()).ToArray();
        gate.SetResult();

        Assert.All(await Task.WhenAll(drains), result => Assert.Equal(1, result.Completed));
        Assert.True((await tracker.DrainAsync(TimeSpan.Zero)).IsClean);
    }

    [Fact]
    public async Task Every_piece_of_work_is_in_the_report_once()
    {
        var tracker = Create(new() { MaxConcurrency = 400, OnFault = (name, error) => _faults.Enqueue((name, error)) });
        var gate = new TaskCompletionSource();
        var deaf = new TaskCompletionSource();
        for (var i = 0; i < 400; i++)
        {
            var kind = i % 4;
            await tracker.RunAsync(
                async token =>
                {
                    await gate.Task;
                    switch (kind)
                    {
                        case 1:
                            throw new InvalidOperationException();
                        case 2:
                            await Task.Delay(Timeout.Infinite, token);
                            break;
                        case 3:
                            await deaf.Task;
                            break;
                    }
                },
                name: $"work {i}");
        }

        // Cancelled at once: a quarter of the time is left for work that listens.
        var draining = tracker.DrainAsync(TimeSpan.FromSeconds(16), new CancellationToken(canceled: true)).AsTask();
        gate.SetResult();
        var result = await draining;

        Assert.Equal((100, 100, 100, 100), (result.Completed, result.Faulted, result.Cancelled, result.Abandoned));
        Assert.Equal(100, result.AbandonedNames.Distinct().Count());
        Assert.Equal(100, _faults.Select(fault => fault.Name).Distinct().Count());
        deaf.SetResult();
    }

    private BackgroundTaskTracker Create(BackgroundTaskTrackerOptions? options = null)
    {
        options ??= new BackgroundTaskTrackerOptions();
        options.OnFault ??= (name, error) => _faults.Enqueue((name, error));
        return new BackgroundTaskTracker(options);
    }

    private static async Task WaitUntilIdleAsync(BackgroundTaskTracker tracker)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (tracker.ActiveCount > 0)
            await Task.Delay(5, limit.Token);
    }
}
