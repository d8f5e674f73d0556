using System;
using System.ComponentModel;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Runtime.Versioning;
using System.Threading;
using System.Threading.Tasks;
using LeakLint.Guard.Unix;
using Xunit;

namespace LeakLint.Guard.Tests.Processes;

[Collection(ProcessCollection.Name)]
[SupportedOSPlatform("linux")]
public sealed class ChildProcessStartTests : IDisposable
{
    private readonly Footprint _footprint = new();

    public void Dispose() => _footprint.Dispose();

    [LinuxFact]
    public async Task The_process_is_the_program_itself_with_its_streams_and_exit_code()
    {
        await using var group = new ChildProcessGroup();
        var startInfo = _footprint.Shell("read line; echo \"$line $$\"; exit 7");
        startInfo.RedirectStandardInput = startInfo.RedirectStandardOutput = true;

        await using var child = group.Start(startInfo);
        await child.Process.StandardInput.WriteLineAsync("hello");

        Assert.Equal($"hello {child.Id}", await child.Process.StandardOutput.ReadLineAsync());
        Assert.Equal(7, await child.WaitForExitAsync());
        Assert.True(child.HasExited);
    }

    [LinuxFact]
    public async Task The_start_info_is_given_back_unchanged_and_can_be_used_again()
    {
        await using var group = new ChildProcessGroup();
        var startInfo = _footprint.Shell("echo \"$1\"", "a b");
        startInfo.RedirectStandardOutput = true;
        var arguments = startInfo.ArgumentList.ToArray();

        for (var round = 0; round < 2; round++)
        {
            await using var child = group.Start(startInfo);
            Assert.Equal("a b", await child.Process.StandardOutput.ReadLineAsync());
        }

        Assert.Equal("sh", startInfo.FileName);
        Assert.Equal(arguments, startInfo.ArgumentList);
        Assert.DoesNotContain(OwnerMarker.Variable, startInfo.Environment.Keys);
    }

    [LinuxFact]
    public async Task Arguments_in_one_string_keep_their_quoting()
    {
        await using var group = new ChildProcessGroup();
        var startInfo = _footprint.On(new ProcessStartInfo("sh", "-c \"echo '<a  b>' $1\" sh \"c d\"") { RedirectStandardOutput = true });

        await using var child = group.Start(startInfo);

        Assert.Equal("<a  b> c d", await child.Process.StandardOutput.ReadLineAsync());
        Assert.Equal("-c \"echo '<a  b>' $1\" sh \"c d\"", startInfo.Arguments);
    }

    [LinuxFact]
    public async Task A_program_in_a_folder_with_spaces_starts_with_arguments_in_one_string()
    {
        var folder = Directory.CreateTempSubdirectory("leak lint ");
        try
        {
            var program = Path.Combine(folder.FullName, "a tool");
            await File.WriteAllTextAsync(program, "#!/bin/sh\necho \"got $1\"\n");
            File.SetUnixFileMode(program, UnixFileMode.UserRead | UnixFileMode.UserExecute);
            await using var group = new ChildProcessGroup();

            await using var child = group.Start(_footprint.On(new ProcessStartInfo(program, "\"x y\"") { RedirectStandardOutput = true }));

            Assert.Equal("got x y", await child.Process.StandardOutput.ReadLineAsync());
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [LinuxFact]
    public async Task A_missing_program_is_an_exception_and_takes_no_place()
    {
        await using var group = new ChildProcessGroup(new() { MaxProcesses = 1 });

        Assert.Throws<Win32Exception>(() => group.Start(_footprint.On(new ProcessStartInfo("no-such-program-anywhere"))));

        Assert.Equal(0, group.Count);
        await using var child = group.Start(_footprint.Shell("exec sleep 300"));
        Assert.Equal(1, group.Count);
    }

    [LinuxFact]
    public async Task The_shell_of_the_desktop_is_refused()
    {
        await using var group = new ChildProcessGroup(new() { MaxProcesses = 1 });

        Assert.Throws<ArgumentException>(() => group.Start(new ProcessStartInfo("sh") { UseShellExecute = true }));

        Assert.Equal(0, group.Count);
    }

    [LinuxFact]
    public async Task One_more_than_the_limit_is_refused_until_a_place_is_free()
    {
        await using var group = new ChildProcessGroup(new() { MaxProcesses = 2 });
        await using var first = group.Start(_footprint.Shell("exec sleep 300"));
        await using var second = group.Start(_footprint.Shell("exec sleep 300"));

        var refused = Assert.Throws<ChildProcessLimitException>(() => group.Start(_footprint.Shell("exec sleep 300")));
        Assert.Equal(2, refused.Limit);
        Assert.True(await _footprint.EventuallyAsync(2));

        await first.StopAsync(TimeSpan.FromSeconds(1));
        await using var third = group.Start(_footprint.Shell("exec sleep 300"));
        Assert.Equal(2, group.Count);
    }

    [LinuxFact]
    public async Task Starts_at_the_same_time_never_exceed_the_limit()
    {
        await using var group = new ChildProcessGroup(new() { MaxProcesses = 4, GracePeriod = TimeSpan.Zero });
        var refused = 0;

        await Parallel.ForEachAsync(Enumerable.Range(0, 24), new ParallelOptions { MaxDegreeOfParallelism = 8 }, (_, _) =>
        {
            try
            {
                group.Start(_footprint.Shell("exec sleep 300"));
            }
            catch (ChildProcessLimitException)
            {
                Interlocked.Increment(ref refused);
            }

            return ValueTask.CompletedTask;
        });

        Assert.Equal(20, refused);
        Assert.Equal(4, group.Count);
        Assert.True(await _footprint.EventuallyAsync(4));
    }

    [LinuxFact]
    public async Task A_start_waits_for_a_place()
    {
        await using var group = new ChildProcessGroup(new() { MaxProcesses = 1 });
        await using var first = group.Start(_footprint.Shell("exec sleep 300"));

        var waiting = group.StartAsync(_footprint.Shell("exec sleep 300")).AsTask();
        Assert.False(waiting.IsCompleted);
        await first.StopAsync(TimeSpan.Zero);

        await using var second = await waiting;
        Assert.Equal(1, group.Count);
    }

    [LinuxFact]
    public async Task A_wait_for_a_place_can_be_cancelled_and_ends_with_the_group()
    {
        await using var group = new ChildProcessGroup(new() { MaxProcesses = 1, GracePeriod = TimeSpan.Zero });
        group.Start(_footprint.Shell("exec sleep 300"));
        using var cancellation = new CancellationTokenSource();
        var cancelled = group.StartAsync(_footprint.Shell("exec sleep 300"), cancellation.Token).AsTask();
        var overtaken = group.StartAsync(_footprint.Shell("exec sleep 300")).AsTask();

        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => cancelled);
        await group.StopAsync();

        await Assert.ThrowsAsync<ObjectDisposedException>(() => overtaken);
        Assert.Throws<ObjectDisposedException>(() => group.Start(_footprint.Shell("exec sleep 300")));
        Assert.Empty(_footprint.Alive());
    }

    [LinuxFact]
    public async Task A_place_is_free_again_when_the_process_ended_by_itself()
    {
        await using var group = new ChildProcessGroup(new() { MaxProcesses = 1 });

        for (var i = 0; i < 5; i++)
        {
            await using var child = await group.StartAsync(_footprint.Shell("exit 3"));
            Assert.Equal(3, await child.WaitForExitAsync());
        }
    }

    [LinuxFact]
    public async Task Each_process_leads_a_group_of_its_own()
    {
        await using var group = new ChildProcessGroup();
        await using var child = group.Start(_footprint.Shell("exec sleep 300"));

        Assert.True(await Footprint.EventuallyAsync(() => ProcFs.TryReadStat(child.Id, out var stat) && stat.GroupId == child.Id));
    }

    [LinuxFact]
    public async Task A_process_outlives_the_thread_that_started_it()
    {
        // A parent-death signal would follow the thread, not the program.
        await using var group = new ChildProcessGroup();
        ChildProcess? child = null;
        var thread = new Thread(() => child = group.Start(_footprint.Shell("exec sleep 300")));
        thread.Start();
        thread.Join();

        await Task.Delay(300);

        Assert.False(child!.HasExited);
        Assert.True(await _footprint.EventuallyAsync(1));
    }

    [LinuxFact]
    public async Task A_zombie_is_not_listed_as_a_process()
    {
        await using var group = new ChildProcessGroup();
        // The shell becomes "sleep", which never collects the child that the shell had.
        await using var child = group.Start(_footprint.Shell("sh -c 'exit 0' & exec sleep 300"));
        Assert.True(await Footprint.EventuallyAsync(() => ProcFs.EnumerateProcessIds().Any(
            id => ProcFs.TryReadStat(id, out var stat) && stat.ParentId == child.Id && stat.IsZombie)));

        Assert.Equal([child.Id], group.GetProcesses(includeDescendants: true).Select(info => info.Id));
    }

    [LinuxFact]
    public async Task Descendants_are_listed_with_their_parents()
    {
        await using var group = new ChildProcessGroup();
        await using var child = group.Start(_footprint.Shell("sleep 300 & wait"));
        Assert.True(await _footprint.EventuallyAsync(2));
        Assert.True(await Footprint.EventuallyAsync(() => group.GetProcesses(includeDescendants: true).Any(info => info.Name == "sleep")));

        var descendant = Assert.Single(group.GetProcesses(includeDescendants: true), info => info.Id != child.Id);
        Assert.Equal(child.Id, descendant.ParentId);
        Assert.InRange(descendant.StartedAt, DateTimeOffset.UtcNow.AddMinutes(-5), DateTimeOffset.UtcNow.AddMinutes(5));
        Assert.Equal([child.Id], group.GetProcesses().Select(info => info.Id));
    }
}
