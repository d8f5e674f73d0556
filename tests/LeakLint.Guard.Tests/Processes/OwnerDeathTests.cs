using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using LeakLint.Guard.Unix;
using Xunit;

namespace LeakLint.Guard.Tests.Processes;

/// <summary>Ends a program that owns children in every way, and looks for survivors.</summary>
[Collection(ProcessCollection.Name)]
public sealed class OwnerDeathTests : IDisposable
{
    private readonly Footprint _footprint = new();
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("leaklint-");

    /// <summary>Children that do not carry the footprint.</summary>
    private readonly List<ProcessIdentity> _hidden = [];

    public void Dispose()
    {
        _footprint.Dispose();
        _hidden.ForEach(child => child.TrySignal(LibC.SigKill));
        _folder.Delete(recursive: true);
    }

    [LinuxTheory]
    [InlineData("SIGKILL")]
    [InlineData("SIGTERM")]
    [InlineData("SIGINT")]
    [InlineData("SIGHUP")]
    [InlineData("throw")]
    [InlineData("failfast")]
    [InlineData("exit")]
    [InlineData("return")]
    public async Task Nothing_survives_a_program_that_does_nothing_about_its_end(string end)
    {
        using var owner = await OwnerProcess.StartAsync(_footprint, "plain", "children=12", $"end={end}");
        var reaper = Assert.Single(Reapers.Of(owner.Id));

        owner.End(end);

        await owner.WaitForExitAsync();
        Assert.True(await _footprint.EventuallyGoneAsync());
        Assert.True(await Footprint.EventuallyAsync(() => !reaper.IsAlive));
    }

    [LinuxTheory]
    [InlineData("exit")]
    [InlineData("return")]
    public async Task Without_a_reaper_nothing_survives_an_orderly_exit(string end)
    {
        using var owner = await OwnerProcess.StartAsync(_footprint, "plain", "children=6", "reaper=no", $"end={end}");
        Assert.Empty(Reapers.Of(owner.Id));

        owner.End(end);

        await owner.WaitForExitAsync();
        Assert.True(await _footprint.EventuallyGoneAsync());
    }

    [LinuxFact]
    public async Task Fifty_siblings_do_not_keep_the_pipe_of_the_reaper_open()
    {
        using var owner = await OwnerProcess.StartAsync(_footprint, "plain", "children=50");

        owner.End("SIGKILL");

        await owner.WaitForExitAsync();
        Assert.True(await _footprint.EventuallyGoneAsync());
    }

    [LinuxTheory]
    [InlineData("SIGHUP")]
    [InlineData("SIGINT")]
    [InlineData("SIGTERM")]
    public async Task The_reaper_ignores_signals_and_still_does_its_work(string signal)
    {
        using var owner = await OwnerProcess.StartAsync(_footprint, "plain", "children=4");
        var reaper = Assert.Single(Reapers.Of(owner.Id));
        Assert.True(reaper.TrySignal(OwnerProcess.Signal(signal)!.Value));

        owner.End("SIGKILL");

        await owner.WaitForExitAsync();
        Assert.True(await _footprint.EventuallyGoneAsync());
    }

    [LinuxFact]
    public async Task A_child_that_dropped_its_environment_is_killed_because_the_reaper_was_told_of_it()
    {
        using var owner = await OwnerProcess.StartAsync(_footprint, "plain", "children=3", "shape=no-environment");
        _hidden.AddRange(owner.Children);
        Assert.Equal(3, owner.Children.Count(child => child.IsAlive));

        owner.End("SIGKILL");

        Assert.True(await Footprint.EventuallyAsync(() => !owner.Children.Any(child => child.IsAlive)));
    }

    [LinuxFact]
    public async Task A_killed_reaper_is_replaced_and_the_new_one_knows_the_children()
    {
        using var owner = await OwnerProcess.StartAsync(_footprint, "plain", "children=3", "shape=no-environment");
        _hidden.AddRange(owner.Children);
        var first = Assert.Single(Reapers.Of(owner.Id));
        Assert.True(first.TrySignal(LibC.SigKill));
        await owner.NewReaperAsync();
        Assert.NotEqual(first, Assert.Single(Reapers.Of(owner.Id)));
        Assert.Equal(3, owner.Children.Count(child => child.IsAlive));

        owner.End("SIGKILL");

        Assert.True(await Footprint.EventuallyAsync(() => !owner.Children.Any(child => child.IsAlive)));
    }

    [LinuxTheory]
    [InlineData("SIGTERM", 143)]
    [InlineData("SIGINT", 130)]
    [InlineData("SIGQUIT", 131)]
    [InlineData("SIGHUP", 129)]
    public async Task A_program_that_listens_for_signals_stops_its_children_gracefully(string signal, int exitCode)
    {
        var file = Path.Combine(_folder.FullName, "said");
        using var owner = await OwnerProcess.StartAsync(_footprint, "listening", "children=1", $"shape=says:{file}");
        Assert.True(await Footprint.EventuallyAsync(() => File.Exists(file + ".up")));

        owner.End(signal);

        await owner.WaitForExitAsync();
        Assert.Equal(exitCode, owner.ExitCode);
        Assert.Equal("asked\n", await File.ReadAllTextAsync(file));
        Assert.Empty(_footprint.Alive());
    }

    [LinuxFact]
    public async Task A_second_signal_ends_the_patience_and_kills_the_children()
    {
        // The drain would hang for ten minutes.
        using var owner = await OwnerProcess.StartAsync(_footprint, "listening", "children=6", "stuck=drain", "timeout=600", "reaper=no");

        owner.End("SIGINT");
        await Task.Delay(300);
        owner.End("SIGINT");

        await owner.WaitForExitAsync();
        Assert.Equal(130, owner.ExitCode);
        Assert.Empty(_footprint.Alive());
    }

    [LinuxFact]
    public async Task A_callback_that_hangs_does_not_keep_the_children_alive()
    {
        using var owner = await OwnerProcess.StartAsync(_footprint, "listening", "children=6", "stuck=drain", "timeout=3", "reaper=no");

        owner.End("SIGTERM");

        await owner.WaitForExitAsync();
        Assert.Equal(143, owner.ExitCode);
        Assert.Empty(_footprint.Alive());
    }

    [LinuxTheory]
    [InlineData("SIGTERM")]
    [InlineData("SIGINT")]
    public async Task A_host_stops_its_children_gracefully(string signal)
    {
        var file = Path.Combine(_folder.FullName, "said");
        using var owner = await OwnerProcess.StartAsync(_footprint, "host", "children=1", $"shape=says:{file}", "reaper=no");
        Assert.True(await Footprint.EventuallyAsync(() => File.Exists(file + ".up")));

        owner.End(signal);

        await owner.WaitForExitAsync();
        Assert.Equal(0, owner.ExitCode);
        Assert.Equal("asked\n", await File.ReadAllTextAsync(file));
        Assert.Empty(_footprint.Alive());
    }

    [LinuxFact]
    public async Task A_background_service_that_ignores_its_token_does_not_keep_the_children_alive()
    {
        using var owner = await OwnerProcess.StartAsync(_footprint, "host", "children=6", "stuck=background", "timeout=2", "reaper=no");

        owner.End("SIGTERM");

        await owner.WaitForExitAsync();
        Assert.Empty(_footprint.Alive());
    }

    [LinuxFact]
    public async Task A_service_that_never_returns_from_its_stop_holds_up_the_host_and_not_the_end_of_the_children()
    {
        using var owner = await OwnerProcess.StartAsync(_footprint, "host", "children=6", "stuck=stop", "timeout=2", "reaper=no");

        owner.End("SIGTERM");

        Assert.True(await Footprint.EventuallyAsync(() => _footprint.Alive() is [var last] && last == owner.Id));
        owner.End("SIGKILL");
        await owner.WaitForExitAsync();
    }

    [LinuxFact]
    public async Task Nothing_survives_a_killed_host()
    {
        using var owner = await OwnerProcess.StartAsync(_footprint, "host", "children=12");

        owner.End("SIGKILL");

        await owner.WaitForExitAsync();
        Assert.True(await _footprint.EventuallyGoneAsync());
    }
}
