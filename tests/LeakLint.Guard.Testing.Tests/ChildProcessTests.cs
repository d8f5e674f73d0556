using System;
using System.Diagnostics;
using System.Threading.Tasks;
using Xunit;

namespace LeakLint.Guard.Testing.Tests;

public sealed class ChildProcessTests
{
    [LinuxFact]
    public async Task A_process_that_runs_on_is_named_with_its_rule()
    {
        Process? process = null;
        var leak = await Leaks.FindAsync(() =>
        {
            process = Process.Start("sleep", "600");
            return Task.CompletedTask;
        });
        await EndAsync(process!);

        Assert.Contains($"1 child-process: sleep (pid {process!.Id}) (still running)", leak.Message);
        Assert.Contains("LEAK1009", leak.Message);
        Assert.Contains("only valid when no other test runs at the same time", leak.Message);
        process.Dispose();
    }

    [LinuxFact]
    public async Task Disposing_a_process_does_not_end_it()
    {
        var id = 0;
        var leak = await Leaks.FindAsync(() =>
        {
            using var process = Process.Start("sleep", "600");
            id = process.Id;
            return Task.CompletedTask;
        });
        using var left = Process.GetProcessById(id);
        await EndAsync(left);
        Assert.Contains($"(pid {id})", leak.Message);
    }

    [LinuxFact]
    public async Task A_process_that_ends_is_no_leak_and_need_not_be_waited_for()
    {
        Process? process = null;
        await Leaks.NoneAsync(() =>
        {
            process = Process.Start("sleep", "0.05");
            return Task.CompletedTask;
        });
        process!.Dispose();
    }

    [LinuxFact]
    public async Task A_grandchild_is_found()
    {
        using var shell = Process.Start(Shell("sleep 600 & echo started; wait"))!;
        await shell.StandardOutput.ReadLineAsync();
        Process? grandchild = null;
        var leak = await Leaks.FindAsync(async () =>
        {
            grandchild = Process.Start(Shell("sleep 601 & echo started; wait"))!;
            await grandchild.StandardOutput.ReadLineAsync();
        });
        grandchild!.Kill(entireProcessTree: true);
        shell.Kill(entireProcessTree: true);
        await EndAsync(grandchild);
        await EndAsync(shell);
        Assert.Equal(2, leak.Leaks.Count);
        Assert.Contains("sh (pid", leak.Message);
        Assert.Contains("sleep (pid", leak.Message);
        grandchild.Dispose();
    }

    [LinuxFact]
    public async Task A_process_whose_parent_is_gone_is_found()
    {
        var id = 0;
        var leak = await Leaks.FindAsync(async () =>
        {
            using var shell = Process.Start(Shell("setsid sleep 600 >/dev/null 2>&1 & echo $!"))!;
            id = int.Parse((await shell.StandardOutput.ReadLineAsync())!);
            await shell.WaitForExitAsync();
        });
        using var orphan = Process.GetProcessById(id);
        await EndAsync(orphan);
        Assert.Contains($"(pid {id})", leak.Message);
    }

    [LinuxFact]
    public async Task A_process_of_a_group_is_reported_with_its_creation_site()
    {
        await using ChildProcessGroup group = new();
        ChildProcess? child = null;
        var leak = await Leaks.FindAsync(() =>
        {
            child = group.Start(new ProcessStartInfo("sleep", "600"));
            return Task.CompletedTask;
        });
        await child!.DisposeAsync();
        Assert.Contains(
            $"   at {typeof(ChildProcessTests)}", Assert.Single(leak.Leaks).CreationStack, StringComparison.Ordinal);
    }

    [LinuxFact]
    public async Task A_group_that_is_disposed_leaves_nothing_and_its_watcher_is_no_leak()
    {
        await Leaks.NoneAsync(async () =>
        {
            await using ChildProcessGroup group = new();
            group.Start(new ProcessStartInfo("sleep", "600"));
        });

        ChildProcessGroup? kept = null;
        await Leaks.NoneAsync(() =>
        {
            kept = new ChildProcessGroup();
            return Task.CompletedTask;
        });
        await kept!.DisposeAsync();
    }

    private static ProcessStartInfo Shell(string script) => new("sh", ["-c", script]) { RedirectStandardOutput = true };

    private static async Task EndAsync(Process process)
    {
        process.Kill();
        await process.WaitForExitAsync();
    }
}
