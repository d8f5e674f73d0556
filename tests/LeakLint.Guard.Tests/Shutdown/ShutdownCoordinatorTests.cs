using System;
using System.Collections.Concurrent;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Xunit;

namespace LeakLint.Guard.Tests.Shutdown;

public sealed class ShutdownCoordinatorTests
{
    private readonly ConcurrentQueue<string> _ran = new();

    [Fact]
    public async Task Phases_run_in_their_order_and_callbacks_last_registered_first()
    {
        await using var coordinator = new ShutdownCoordinator();
        Note(coordinator, ShutdownPhase.KillProcesses, "kill");
        Note(coordinator, ShutdownPhase.Dispose, "dispose 1");
        Note(coordinator, ShutdownPhase.Dispose, "dispose 2");
        Note(coordinator, ShutdownPhase.StopAccepting, "stop");
        Note(coordinator, ShutdownPhase.Drain, "drain 1");
        Note(coordinator, ShutdownPhase.Drain, "drain 2");

        var report = await coordinator.RunAsync();

        Assert.Equal(["stop", "drain 2", "drain 1", "dispose 2", "dispose 1", "kill"], _ran);
        Assert.Empty(report.TimedOut);
        Assert.Empty(report.Errors);
    }

    [Fact]
    public async Task It_runs_once_and_all_callers_get_the_same_report()
    {
        await using var coordinator = new ShutdownCoordinator();
        Note(coordinator, ShutdownPhase.Drain, "once");

        var reports = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => coordinator.RunAsync())));

        Assert.Equal(["once"], _ran);
        Assert.All(reports, report => Assert.Same(reports[0], report));
        Assert.Same(reports[0], await coordinator.RunAsync());
    }

    [Fact]
    public async Task A_callback_that_was_taken_out_does_not_run()
    {
        await using var coordinator = new ShutdownCoordinator();
        var registration = coordinator.Register(ShutdownPhase.Drain, "out", Noting("out"));
        Note(coordinator, ShutdownPhase.Drain, "in");

        registration.Dispose();
        registration.Dispose();
        await coordinator.RunAsync();

        Assert.Equal(["in"], _ran);
    }

    [Fact]
    public async Task A_callback_that_comes_too_late_is_refused()
    {
        await using var coordinator = new ShutdownCoordinator();
        await coordinator.RunAsync();

        Assert.Throws<InvalidOperationException>(() => Note(coordinator, ShutdownPhase.Drain, "late"));
    }

    [Fact]
    public async Task A_failure_is_reported_and_the_others_still_run()
    {
        await using var coordinator = new ShutdownCoordinator();
        Note(coordinator, ShutdownPhase.Drain, "after");
        coordinator.Register(ShutdownPhase.Drain, "async", async _ =>
        {
            await Task.Yield();
            throw new InvalidOperationException("async");
        });
        coordinator.Register(ShutdownPhase.Drain, "sync", _ => throw new InvalidOperationException("sync"));

        var report = await coordinator.RunAsync();

        Assert.Equal(["sync", "async"], report.Errors.Select(error => error.Message));
        Assert.Equal(["after"], _ran);
    }

    [Fact]
    public async Task Callbacks_that_hang_do_not_stop_the_others_nor_the_killing_of_processes()
    {
        await using var coordinator = Quick();
        using var blocked = new ManualResetEventSlim();
        foreach (var phase in Enum.GetValues<ShutdownPhase>())
        {
            Note(coordinator, phase, $"{phase} good");
            coordinator.Register(phase, $"{phase} deaf", _ => new ValueTask(new TaskCompletionSource().Task));
            coordinator.Register(phase, $"{phase} blocking", _ =>
            {
                blocked.Wait(CancellationToken.None);
                return ValueTask.CompletedTask;
            });
        }

        var report = await coordinator.RunAsync();

        Assert.Equal(Enum.GetNames<ShutdownPhase>().Select(name => $"{name} good"), _ran);
        Assert.Equal(8, report.TimedOut.Count);
        blocked.Set();
    }

    [Fact]
    public async Task The_token_tells_a_callback_that_its_time_is_up()
    {
        await using var coordinator = Quick();
        coordinator.Register(ShutdownPhase.Drain, "slow", async token =>
        {
            await Task.Delay(Timeout.Infinite, token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            _ran.Enqueue("told");
        });

        await coordinator.RunAsync();

        Assert.Equal(["told"], _ran);
    }

    [Fact]
    public async Task Without_time_each_callback_still_gets_the_chance_to_release_at_once()
    {
        await using var coordinator = new ShutdownCoordinator(new() { Timeout = TimeSpan.Zero, KillReserve = TimeSpan.Zero });
        coordinator.Register(ShutdownPhase.Dispose, "released", token =>
        {
            _ran.Enqueue($"cancelled: {token.IsCancellationRequested}");
            return ValueTask.CompletedTask;
        });
        Note(coordinator, ShutdownPhase.KillProcesses, "kill");

        await coordinator.RunAsync();

        Assert.Equal(["cancelled: True", "kill"], _ran);
    }

    [Fact]
    public async Task Cancelling_ends_the_patience_and_still_kills()
    {
        await using var coordinator = new ShutdownCoordinator(new() { Timeout = TimeSpan.FromHours(1) });
        coordinator.Register(ShutdownPhase.Drain, "deaf", _ => new ValueTask(new TaskCompletionSource().Task));
        Note(coordinator, ShutdownPhase.KillProcesses, "kill");
        using var cancellation = new CancellationTokenSource();

        var running = coordinator.RunAsync(cancellation.Token);
        await cancellation.CancelAsync();
        var report = await running;

        Assert.Equal(["deaf"], report.TimedOut);
        Assert.Equal(["kill"], _ran);
    }

    [Fact]
    public async Task Processes_are_killed_at_the_same_time()
    {
        await using var coordinator = new ShutdownCoordinator(new() { Timeout = TimeSpan.FromMinutes(1), KillReserve = TimeSpan.FromSeconds(30) });
        using var both = new Barrier(2);
        for (var i = 0; i < 2; i++)
        {
            coordinator.Register(ShutdownPhase.KillProcesses, "kill", token =>
            {
                both.SignalAndWait(token);
                return ValueTask.CompletedTask;
            });
        }

        var report = await coordinator.RunAsync();

        Assert.Empty(report.TimedOut);
        Assert.Empty(report.Errors);
    }

    [Fact]
    public void Time_that_does_not_add_up_is_refused()
        => Assert.Throws<ArgumentOutOfRangeException>(
            () => new ShutdownCoordinator(new() { Timeout = TimeSpan.FromSeconds(1), KillReserve = TimeSpan.FromSeconds(2) }));

    [Fact]
    public void No_phase_can_use_up_the_time_of_a_later_one()
    {
        var budget = new ShutdownBudget(
            new() { Timeout = TimeSpan.FromSeconds(22), KillReserve = TimeSpan.FromSeconds(2) }, new StoppedClock());

        Assert.Equal(TimeSpan.FromSeconds(5), budget.ForPhase(ShutdownPhase.StopAccepting));
        Assert.Equal(TimeSpan.FromSeconds(15), budget.ForPhase(ShutdownPhase.Drain));
        Assert.Equal(TimeSpan.FromSeconds(20), budget.ForPhase(ShutdownPhase.Dispose));
        Assert.Equal(TimeSpan.FromSeconds(2), budget.ForPhase(ShutdownPhase.KillProcesses));
        Assert.Equal(TimeSpan.FromSeconds(5), ShutdownBudget.ForCallback(TimeSpan.FromSeconds(10), callbacksLeft: 2));
        Assert.Equal(TimeSpan.FromSeconds(10), ShutdownBudget.ForCallback(TimeSpan.FromSeconds(10), callbacksLeft: 1));
    }

    private static ShutdownCoordinator Quick()
        => new(new() { Timeout = TimeSpan.FromMilliseconds(900), KillReserve = TimeSpan.FromMilliseconds(300) });

    private void Note(ShutdownCoordinator coordinator, ShutdownPhase phase, string name) => coordinator.Register(phase, name, Noting(name));

    private Func<CancellationToken, ValueTask> Noting(string name) => _ =>
    {
        _ran.Enqueue(name);
        return ValueTask.CompletedTask;
    };

    private sealed class StoppedClock : TimeProvider
    {
        public override long GetTimestamp() => 0;
    }
}
