using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Linq;
using System.Threading.Tasks;
using Xunit;

namespace LeakLint.Guard.Tests.Processes;

/// <summary>Processes that another library starts.</summary>
[Collection(ProcessCollection.Name)]
public sealed class AdoptionTests : IDisposable
{
    private const string Escaping = "(setsid sleep 300 &) ; sleep 300 & exec sleep 300";
    private readonly Footprint _footprint = new();

    public void Dispose() => _footprint.Dispose();

    [LinuxFact]
    public async Task A_prepared_process_is_killed_with_the_group_even_if_it_was_never_adopted()
    {
        var group = new ChildProcessGroup();
        var startInfo = _footprint.Shell(Escaping);
        group.Prepare(startInfo);
        using var process = Process.Start(startInfo)!;
        Assert.True(await _footprint.EventuallyAsync(3));
        Assert.Equal(0, group.Count);

        await group.StopAsync();

        Assert.Empty(_footprint.Alive());
    }

    [LinuxFact]
    public async Task A_prepared_process_is_asked_before_it_is_killed()
    {
        using var group = new ChildProcessGroup(new() { GracePeriod = TimeSpan.FromMinutes(10) });
        var startInfo = _footprint.Shell("trap 'exit 3' TERM; echo up; while :; do sleep 0.05; done");
        startInfo.RedirectStandardOutput = true;
        group.Prepare(startInfo);
        using var process = Process.Start(startInfo)!;
        Assert.Equal("up", await process.StandardOutput.ReadLineAsync());

        await group.StopAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(30));
        await process.WaitForExitAsync();

        Assert.Equal(3, process.ExitCode);
    }

    [LinuxFact]
    public async Task A_prepared_and_adopted_process_is_as_protected_as_one_of_our_own()
    {
        await using var group = new ChildProcessGroup(new() { RequiredProtection = ParentExitProtection.ProcessTree });
        var startInfo = _footprint.Shell(Escaping);
        group.Prepare(startInfo);

        var child = group.Adopt(Process.Start(startInfo)!);
        Assert.Equal(1, group.Count);
        Assert.Equal(ParentExitProtection.ProcessTree, child.Protection);
        Assert.True(await _footprint.EventuallyAsync(3));
        child.Dispose();

        Assert.Empty(_footprint.Alive());
        Assert.Equal(0, group.Count);
    }

    [LinuxFact]
    public async Task Preparing_twice_wraps_once()
    {
        await using var group = new ChildProcessGroup();
        var startInfo = _footprint.Shell("echo \"$1\"", "said");
        startInfo.RedirectStandardOutput = true;
        group.Prepare(startInfo);
        var arguments = startInfo.ArgumentList.ToArray();

        group.Prepare(startInfo);

        Assert.Equal(arguments, startInfo.ArgumentList);
        await using var child = group.Start(startInfo);
        Assert.Equal("said", await child.Process.StandardOutput.ReadLineAsync());
    }

    [LinuxFact]
    public async Task Two_starts_of_one_prepared_command_are_two_children()
    {
        await using var group = new ChildProcessGroup(new() { GracePeriod = TimeSpan.Zero });
        var startInfo = _footprint.Shell("exec sleep 300");
        group.Prepare(startInfo);
        var first = group.Start(startInfo);
        var second = group.Start(startInfo);

        first.Dispose();

        Assert.False(second.HasExited);
        Assert.True(await _footprint.EventuallyAsync(1));
    }

    [LinuxFact]
    public async Task A_foreign_process_is_protected_less_and_stopped_all_the_same()
    {
        await using var group = new ChildProcessGroup();
        var child = group.Adopt(Process.Start(_footprint.Shell("trap 'exit 3' TERM; while :; do sleep 0.05; done"))!);

        Assert.Equal(ParentExitProtection.DirectChild, child.Protection);
        await child.StopAsync();

        Assert.Equal(3, await child.WaitForExitAsync());
        Assert.Empty(_footprint.Alive());
    }

    [LinuxFact]
    public async Task A_foreign_process_that_cannot_be_protected_as_required_is_refused_and_left_alone()
    {
        await using var group = new ChildProcessGroup(new() { MaxProcesses = 1, RequiredProtection = ParentExitProtection.ProcessTree });
        using var process = Process.Start(_footprint.Shell("exec sleep 300"))!;

        Assert.Throws<PlatformNotSupportedException>(() => group.Adopt(process));

        Assert.False(process.HasExited);
        await using var child = group.Start(_footprint.Shell("exit 0"));
    }

    [LinuxFact]
    public async Task One_adopted_process_too_many_is_refused_and_left_alone()
    {
        await using var group = new ChildProcessGroup(new() { MaxProcesses = 1, GracePeriod = TimeSpan.Zero });
        group.Start(_footprint.Shell("exec sleep 300"));
        using var process = Process.Start(_footprint.Shell("exec sleep 300"))!;

        Assert.Throws<ChildProcessLimitException>(() => group.Adopt(process));

        Assert.False(process.HasExited);
    }

    [LinuxFact]
    public async Task A_wrapped_command_gets_its_marker_through_the_environment_of_the_library()
    {
        var group = new ChildProcessGroup();
        var environment = new Dictionary<string, string?> { [Footprint.Variable] = _footprint.Id };

        var (fileName, arguments) = group.WrapCommand("sh", ["-c", Escaping], environment);
        var startInfo = new ProcessStartInfo(fileName, arguments);
        foreach (var (name, value) in environment)
            startInfo.Environment[name] = value;
        using var process = Process.Start(startInfo)!;
        Assert.True(await _footprint.EventuallyAsync(3));
        await group.StopAsync();

        Assert.Empty(_footprint.Alive());
    }

    [LinuxFact]
    public async Task A_child_that_owns_children_itself_keeps_the_markers_of_both_owners()
    {
        await using var outer = new ChildProcessGroup(new() { GracePeriod = TimeSpan.Zero });
        using var inner = new ChildProcessGroup();
        var startInfo = _footprint.Shell("exec sleep 300");
        outer.Prepare(startInfo);

        var child = inner.Start(startInfo);
        Assert.True(await _footprint.EventuallyAsync(1));
        Assert.Contains(child.Id, outer.GetProcesses(includeDescendants: true).Select(info => info.Id));
        Assert.Contains(child.Id, inner.GetProcesses(includeDescendants: true).Select(info => info.Id));
        await outer.StopAsync();

        Assert.Empty(_footprint.Alive());
    }
}
