using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.IO;
using System.Linq;
using System.Runtime.Versioning;
using System.Threading;
using System.Threading.Tasks;
using LeakLint.Guard.TestHost;
using LeakLint.Guard.Unix;
using Xunit;

namespace LeakLint.Guard.Tests.Processes;

[Collection(ProcessCollection.Name)]
[SupportedOSPlatform("linux")]
public sealed class ChildProcessStopTests : IDisposable
{
    private const int Killed = 128 + 9;
    private const string IgnoresTerm = "trap '' TERM; echo up; while :; do sleep 0.05; done";
    private static readonly TimeSpan _patience = TimeSpan.FromMinutes(10);

    private readonly Footprint _footprint = new();
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("leaklint-");

    // Without its environment a process does not carry the footprint; the owner's death has tests for that shape.
    public static TheoryData<string> Shapes => new(ChildShapes.Names.Where(name => name != "no-environment"));

    public void Dispose()
    {
        _footprint.Dispose();
        _folder.Delete(recursive: true);
    }

    [LinuxFact]
    public async Task A_server_on_standard_input_is_ended_by_the_end_of_its_input()
    {
        using var group = new ChildProcessGroup(new() { GracePeriod = _patience });
        var startInfo = _footprint.Shell("trap 'exit 9' TERM; cat > /dev/null; exit 4");
        startInfo.RedirectStandardInput = true;
        using var child = group.Start(startInfo);

        await SoonAsync(child.StopAsync());

        Assert.Equal(4, await child.WaitForExitAsync());
    }

    [LinuxFact]
    public async Task A_process_without_redirected_input_is_asked_by_signal()
    {
        using var group = new ChildProcessGroup(new() { GracePeriod = _patience });
        using var child = await StartAsync(group, "trap 'exit 3' TERM; echo up; while :; do sleep 0.05; done");

        await SoonAsync(child.StopAsync());

        Assert.Equal(3, await child.WaitForExitAsync());
    }

    [LinuxFact]
    public async Task A_server_that_ignores_the_end_of_its_input_is_asked_by_signal()
    {
        await using var group = new ChildProcessGroup();
        var startInfo = _footprint.Shell("trap 'exit 3' TERM; while :; do sleep 0.05; done");
        startInfo.RedirectStandardInput = true;
        await using var child = group.Start(startInfo);

        await child.StopAsync(TimeSpan.FromSeconds(2));

        Assert.Equal(3, await child.WaitForExitAsync());
    }

    [LinuxFact]
    public async Task A_process_that_ignores_everything_is_killed()
    {
        await using var group = new ChildProcessGroup();
        await using var child = await StartAsync(group, IgnoresTerm);

        await child.StopAsync(TimeSpan.FromMilliseconds(100));

        Assert.Equal(Killed, await child.WaitForExitAsync());
        Assert.Empty(_footprint.Alive());
    }

    [LinuxFact]
    public async Task Cancellation_ends_the_patience_and_not_the_stopping()
    {
        using var group = new ChildProcessGroup();
        using var child = await StartAsync(group, IgnoresTerm);
        using var cancellation = new CancellationTokenSource();

        var stopping = child.StopAsync(_patience, cancellation.Token).AsTask();
        await Task.Delay(100);
        Assert.False(stopping.IsCompleted);
        await cancellation.CancelAsync();
        await SoonAsync(new ValueTask(stopping));

        Assert.Equal(Killed, await child.WaitForExitAsync());
    }

    [LinuxFact]
    public async Task Cancelling_the_stop_of_a_group_kills_at_once()
    {
        using var group = new ChildProcessGroup(new() { GracePeriod = _patience });
        var child = await StartAsync(group, IgnoresTerm);
        using var cancellation = new CancellationTokenSource();

        var stopping = group.StopAsync(cancellation.Token).AsTask();
        await Task.Delay(100);
        Assert.False(stopping.IsCompleted);
        await cancellation.CancelAsync();
        await SoonAsync(new ValueTask(stopping));

        Assert.Equal(Killed, await child.WaitForExitAsync());
        Assert.Empty(_footprint.Alive());
    }

    [LinuxFact]
    public async Task What_the_process_left_in_its_group_gets_the_grace_period_too()
    {
        var said = Path.Combine(_folder.FullName, "said");
        using var group = new ChildProcessGroup(new() { GracePeriod = _patience });
        // The shell ends at once when it is asked; its child needs a moment longer.
        const string child = "trap 'sleep 0.2; echo bye > \"$1\"; exit 0' TERM; echo up; while :; do sleep 0.05; done";
        using var root = await StartAsync(group, $"(sh -c '{child.Replace("'", "'\\''")}' sh \"$1\") & wait", said);

        await SoonAsync(root.StopAsync());

        Assert.Equal("bye\n", await File.ReadAllTextAsync(said));
        Assert.Empty(_footprint.Alive());
    }

    [LinuxFact]
    public async Task Many_callers_share_one_stop()
    {
        await using var group = new ChildProcessGroup();
        await using var child = await StartAsync(group, IgnoresTerm);

        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => child.StopAsync(TimeSpan.FromMilliseconds(50)).AsTask()));
        await child.StopAsync();
        child.Dispose();
        child.Dispose();

        Assert.Equal(0, group.Count);
    }

    [LinuxTheory]
    [MemberData(nameof(Shapes))]
    public async Task Stopping_a_group_leaves_nothing_of_any_shape(string shape)
    {
        var group = new ChildProcessGroup(new() { GracePeriod = TimeSpan.FromMilliseconds(200) });
        for (var i = 0; i < 3; i++)
            group.Start(_footprint.On(ChildShapes.Create(shape)));
        await SettleAsync(shape);

        await group.StopAsync();

        Assert.Empty(_footprint.Alive());
        Assert.Equal(0, group.Count);
    }

    [LinuxTheory]
    [MemberData(nameof(Shapes))]
    public async Task Disposing_a_group_leaves_nothing_of_any_shape(string shape)
    {
        var group = new ChildProcessGroup(new() { GracePeriod = _patience });
        for (var i = 0; i < 3; i++)
            group.Start(_footprint.On(ChildShapes.Create(shape)));
        await SettleAsync(shape);

        group.Dispose();

        Assert.Empty(_footprint.Alive());
        Assert.Equal(0, group.Count);
    }

    [LinuxTheory]
    [MemberData(nameof(Shapes))]
    public async Task Disposing_one_process_leaves_nothing_of_it_and_all_of_the_others(string shape)
    {
        using var otherFootprint = new Footprint();
        await using var group = new ChildProcessGroup(new() { GracePeriod = TimeSpan.FromMilliseconds(100) });
        var other = group.Start(otherFootprint.Shell("(setsid sleep 300 &) ; exec sleep 300"));
        Assert.True(await otherFootprint.EventuallyAsync(2));
        var child = group.Start(_footprint.On(ChildShapes.Create(shape)));
        await SettleAsync(shape);

        child.Dispose();

        Assert.Empty(_footprint.Alive());
        Assert.False(other.HasExited);
        Assert.Equal(2, otherFootprint.Alive().Count);
    }

    [LinuxFact]
    public async Task Killing_just_after_the_start_leaves_nothing()
    {
        // The process may not have a group of its own yet in that moment.
        await using var group = new ChildProcessGroup();
        for (var i = 0; i < 40; i++)
            group.Start(_footprint.Shell("sleep 300 & sleep 300 & wait")).Dispose();

        Assert.Empty(_footprint.Alive());
    }

    [LinuxFact]
    public async Task A_storm_of_processes_in_sessions_of_their_own_ends()
    {
        var group = new ChildProcessGroup(new() { GracePeriod = TimeSpan.Zero });
        group.Start(_footprint.Shell("while :; do (setsid sh -c 'sleep 300 & wait' &); sleep 0.01; done"));
        Assert.True(await Footprint.EventuallyAsync(() => _footprint.Alive().Count > 40));

        await group.StopAsync();

        Assert.Empty(_footprint.Alive());
    }

    [LinuxFact]
    public async Task What_a_process_leaves_in_its_group_when_it_ends_is_killed()
    {
        await using var group = new ChildProcessGroup();
        await using var child = group.Start(_footprint.Shell("sleep 300 & exit 6"));

        Assert.Equal(6, await child.WaitForExitAsync());

        Assert.True(await _footprint.EventuallyGoneAsync());
    }

    [LinuxFact]
    public async Task Disposing_the_process_object_leaves_the_process_to_its_group()
    {
        var asked = Path.Combine(_folder.FullName, "asked");
        using var group = new ChildProcessGroup(new() { GracePeriod = _patience });
        var child = await StartAsync(group, "trap 'echo > \"$1\"; exit 3' TERM; echo up; while :; do sleep 0.05; done", asked);

        child.Process.Dispose();
        Assert.Equal(1, group.Count);
        Assert.False(child.HasExited);
        await SoonAsync(child.StopAsync());

        Assert.True(File.Exists(asked));
        Assert.True(child.HasExited);
        Assert.Equal(0, group.Count);
    }

    [LinuxFact]
    public async Task A_process_of_somebody_else_is_never_touched()
    {
        using var bystanders = new Footprint();
        using var bystander = Process.Start(bystanders.Shell("sleep 300 & exec sleep 300"))!;
        Assert.True(await bystanders.EventuallyAsync(2));
        var group = new ChildProcessGroup(new() { GracePeriod = TimeSpan.Zero });
        group.Start(_footprint.Shell("sleep 300 & exec sleep 300"));
        var otherGroup = new ChildProcessGroup();
        otherGroup.Start(bystanders.Shell("exec sleep 300"));

        await group.StopAsync();

        Assert.Empty(_footprint.Alive());
        Assert.True(await bystanders.EventuallyAsync(3));
        otherGroup.Dispose();
    }

    [LinuxFact]
    public async Task A_reused_process_id_is_not_signalled()
    {
        await using var group = new ChildProcessGroup();
        await using var child = group.Start(_footprint.Shell("exec sleep 300"));
        Assert.True(ProcFs.TryReadStat(child.Id, out var stat));

        Assert.False(new ProcessIdentity(child.Id, stat.StartTicks + 1).TrySignal(LibC.SigKill));
        Assert.False(child.HasExited);

        Assert.True(new ProcessIdentity(child.Id, stat.StartTicks).TrySignal(LibC.SigKill));
        Assert.Equal(Killed, await child.WaitForExitAsync());
    }

    [LinuxFact]
    public async Task Ends_are_counted_by_how_they_came_about()
    {
        var counts = new ConcurrentDictionary<string, long>();
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, l) =>
        {
            if (instrument.Meter.Name == "LeakLint.Guard" && instrument.Name.StartsWith("leaklint.child_process", StringComparison.Ordinal))
                l.EnableMeasurementEvents(instrument);
        };
        listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) =>
        {
            var texts = tags.ToArray().ToDictionary(tag => tag.Key, tag => tag.Value?.ToString());
            if (texts["leaklint.resource.kind"] == "counted")
                counts.AddOrUpdate($"{instrument.Name} {texts.GetValueOrDefault("leaklint.termination.reason")}".Trim(), value, (_, sum) => sum + value);
        });
        listener.Start();
        var group = new ChildProcessGroup(new() { Name = "counted" });
        await using var exits = group.Start(_footprint.Shell("exit 0"));
        await exits.WaitForExitAsync();
        await using var stops = await StartAsync(group, "echo up; exec sleep 300");
        await stops.StopAsync();
        using var killed = await StartAsync(group, "echo up; exec sleep 300");
        killed.Dispose();
        await StartAsync(group, IgnoresTerm);
        await group.StopAsync(new CancellationToken(canceled: true));

        Assert.Equal(0, counts["leaklint.child_process.active"]);
        Assert.Equal(1, counts["leaklint.child_process.terminated exited"]);
        Assert.Equal(1, counts["leaklint.child_process.terminated stopped"]);
        Assert.Equal(2, counts["leaklint.child_process.terminated killed"]);
    }

    [LinuxFact]
    public async Task Stopping_does_not_need_the_thread_that_asks_for_it()
    {
        await using var group = new ChildProcessGroup();
        var child = await StartAsync(group, IgnoresTerm);
        var stopped = false;

        // A context that runs nothing: any continuation that was posted to it would be lost.
        var thread = new Thread(() =>
        {
            SynchronizationContext.SetSynchronizationContext(new DeadContext());
            stopped = child.StopAsync(TimeSpan.FromMilliseconds(50)).AsTask().Wait(TimeSpan.FromSeconds(30));
        });
        thread.Start();
        thread.Join();

        Assert.True(stopped);
    }

    /// <summary>Fails long before the patience of these tests is over.</summary>
    private static Task SoonAsync(ValueTask stop) => stop.AsTask().WaitAsync(TimeSpan.FromSeconds(30));

    private async Task<ChildProcess> StartAsync(ChildProcessGroup group, string script, params string[] arguments)
    {
        var startInfo = _footprint.Shell(script, arguments);
        startInfo.RedirectStandardOutput = true;
        var child = group.Start(startInfo);
        Assert.Equal("up", await child.Process.StandardOutput.ReadLineAsync().WaitAsync(TimeSpan.FromSeconds(30)));
        return child;
    }

    /// <summary>Lets the shape unfold: a kill in the very first moment has a test of its own.</summary>
    private async Task SettleAsync(string shape)
    {
        Assert.True(await Footprint.EventuallyAsync(() => _footprint.Alive().Count > 0));
        await Task.Delay(shape == "plain" ? 20 : 150);
    }

    private sealed class DeadContext : SynchronizationContext
    {
        public override void Post(SendOrPostCallback d, object? state)
        {
        }
    }
}
