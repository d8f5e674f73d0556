using System;
using System.IO;
using System.Runtime.Versioning;
using System.Threading.Tasks;
using LeakLint.Guard.Unix;
using Xunit;

namespace LeakLint.Guard.Tests.Processes;

/// <summary>What a group says of itself must be what would happen: <see cref="OwnerDeathTests"/> proves the highest level.</summary>
[Collection(ProcessCollection.Name)]
[SupportedOSPlatform("linux")]
public sealed class ProtectionTests : IDisposable
{
    private readonly Footprint _footprint = new();
    private readonly DirectoryInfo _tools = Directory.CreateTempSubdirectory("leaklint-");

    public void Dispose()
    {
        _footprint.Dispose();
        _tools.Delete(recursive: true);
    }

    [LinuxTheory]
    [InlineData("sh setsid grep sleep", ParentExitProtection.ProcessTree)]
    [InlineData("sh setsid sleep", ParentExitProtection.ProcessGroup)]
    [InlineData("sh grep sleep", ParentExitProtection.DirectChild)]
    [InlineData("setsid grep sleep", ParentExitProtection.GracefulExitOnly)]
    [InlineData("", ParentExitProtection.GracefulExitOnly)]
    public async Task Protection_depends_on_the_tools_of_the_machine(string tools, ParentExitProtection expected)
    {
        foreach (var tool in tools.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            File.CreateSymbolicLink(Path.Combine(_tools.FullName, tool), ExecutableLookup.FindOnPath(tool)!);

        Assert.Equal(expected.ToString(), await OwnerProcess.RunAsync(_footprint, _tools.FullName, "protection"));
    }

    [LinuxFact]
    public void Without_a_reaper_only_an_orderly_exit_is_covered()
    {
        using var group = new ChildProcessGroup(new() { UseReaper = false });

        Assert.Equal(ParentExitProtection.GracefulExitOnly, group.Protection);
    }

    [LinuxFact]
    public void Less_than_the_required_protection_is_an_exception_that_says_why()
    {
        var refused = Assert.Throws<PlatformNotSupportedException>(() => new ChildProcessGroup(
            new() { UseReaper = false, RequiredProtection = ParentExitProtection.ProcessTree }));

        Assert.Contains(nameof(ChildProcessGroupOptions.UseReaper), refused.Message, StringComparison.Ordinal);
        using var group = new ChildProcessGroup(new() { RequiredProtection = ParentExitProtection.ProcessTree });
        Assert.Equal(ParentExitProtection.ProcessTree, group.Protection);
    }

    [LinuxFact]
    public async Task A_reaper_that_is_killed_time_and_again_lowers_the_protection_and_stops_further_starts()
    {
        await using var group = new ChildProcessGroup(new() { RequiredProtection = ParentExitProtection.DirectChild, GracePeriod = TimeSpan.Zero });
        var child = group.Start(_footprint.Shell("exec sleep 300"));
        Assert.Equal(ParentExitProtection.ProcessTree, child.Protection);

        Assert.True(await Footprint.EventuallyAsync(() =>
        {
            foreach (var reaper in Reapers.Of(Environment.ProcessId))
                reaper.TrySignal(LibC.SigKill);
            return group.Protection == ParentExitProtection.GracefulExitOnly;
        }));

        Assert.Equal(ParentExitProtection.GracefulExitOnly, child.Protection);
        Assert.Throws<PlatformNotSupportedException>(() => group.Start(_footprint.Shell("exec sleep 300")));
        Assert.False(child.HasExited);
    }

    [LinuxFact]
    public async Task A_disposed_group_leaves_no_reaper()
    {
        var group = new ChildProcessGroup();
        var reaper = Assert.Single(Reapers.Of(Environment.ProcessId));

        group.Dispose();

        Assert.True(await Footprint.EventuallyAsync(() => !reaper.IsAlive));
    }

    [LinuxFact]
    public void The_reaper_does_not_carry_the_environment_of_its_owner()
    {
        Environment.SetEnvironmentVariable("LEAKLINT_TEST_SECRET", "s3cret");
        try
        {
            using var group = new ChildProcessGroup();
            var reaper = Assert.Single(Reapers.Of(Environment.ProcessId));

            Assert.DoesNotContain("s3cret", File.ReadAllText($"/proc/{reaper.Id}/environ"), StringComparison.Ordinal);
        }
        finally
        {
            Environment.SetEnvironmentVariable("LEAKLINT_TEST_SECRET", null);
        }
    }
}
