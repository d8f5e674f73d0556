using System;
using System.Linq;
using System.Threading.Tasks;
using Xunit;

namespace LeakLint.Guard.Tests.Processes;

[Collection(ProcessCollection.Name)]
public sealed class OrphanTests : IDisposable
{
    private readonly Footprint _footprint = new();
    private readonly string _name = "orphans-" + Guid.NewGuid().ToString("N");

    public void Dispose() => _footprint.Dispose();

    [LinuxFact]
    public async Task What_a_crashed_program_left_behind_is_found_and_killed()
    {
        var left = await LeaveOrphansAsync();
        await using var group = new ChildProcessGroup(new() { Name = _name });

        var orphans = group.FindOrphans();

        Assert.Equal(left.Order(), orphans.Select(orphan => orphan.Id).Order());
        Assert.All(orphans, orphan => Assert.True(orphan.IsOrphan));
        Assert.Equal(left.Length, await group.KillOrphansAsync());
        Assert.Empty(_footprint.Alive());
        Assert.Empty(group.FindOrphans());
        Assert.Equal(0, await group.KillOrphansAsync());
    }

    [LinuxFact]
    public async Task Orphans_are_killed_at_the_start_when_asked_for()
    {
        await LeaveOrphansAsync();

        await using var group = new ChildProcessGroup(new() { Name = _name, KillOrphansAtStart = true });

        Assert.Empty(_footprint.Alive());
    }

    [LinuxFact]
    public async Task Orphans_of_another_name_are_left_alone()
    {
        var left = await LeaveOrphansAsync();

        await using var group = new ChildProcessGroup(new() { Name = _name + "-other", KillOrphansAtStart = true });

        Assert.Empty(group.FindOrphans());
        Assert.Equal(left.Length, _footprint.Alive().Count);
    }

    [LinuxFact]
    public async Task Children_of_a_living_owner_are_no_orphans()
    {
        await using var living = new ChildProcessGroup(new() { Name = _name, GracePeriod = TimeSpan.Zero });
        living.Start(_footprint.Shell("(setsid sleep 300 &) ; exec sleep 300"));
        Assert.True(await _footprint.EventuallyAsync(2));

        await using var group = new ChildProcessGroup(new() { Name = _name, KillOrphansAtStart = true });

        Assert.Empty(group.FindOrphans());
        Assert.Equal(2, _footprint.Alive().Count);
    }

    private async Task<int[]> LeaveOrphansAsync()
    {
        using var owner = await OwnerProcess.StartAsync(
            _footprint, "plain", "children=2", "shape=escaped", "reaper=no", $"name={_name}");
        Assert.True(await _footprint.EventuallyAsync(5)); // the owner, two children, and what escaped from each
        owner.End("SIGKILL");
        await owner.WaitForExitAsync();
        Assert.True(await _footprint.EventuallyAsync(4));
        return _footprint.Alive().ToArray();
    }
}
