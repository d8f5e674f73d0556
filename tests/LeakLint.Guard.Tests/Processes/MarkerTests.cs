using System;
using System.Linq;
using LeakLint.Guard.Unix;
using Xunit;

namespace LeakLint.Guard.Tests.Processes;

public sealed class MarkerTests
{
    [Fact]
    public void A_marker_names_its_owner_and_group()
    {
        var marker = new OwnerMarker("my group/{1}");

        var owner = Assert.Single(OwnerMarker.Parse(marker.Extend(null, 7)));

        Assert.Equal(ProcessIdentity.Current, owner.Owner);
        Assert.Equal("mygroup1", owner.GroupName);
    }

    [Fact]
    public void Owners_are_chained_and_each_stands_once()
    {
        var outer = new OwnerMarker("outer");
        var inner = new OwnerMarker("inner");

        var value = inner.Extend(inner.Extend(outer.Extend(null, 1), 2), 3);

        Assert.Equal(["outer", "inner"], OwnerMarker.Parse(value).Select(owner => owner.GroupName));
        Assert.Contains(inner.ChildNeedle(3), value, StringComparison.Ordinal);
        Assert.DoesNotContain(inner.ChildNeedle(2), value, StringComparison.Ordinal);
        Assert.Equal(inner.ChildNeedle(3), inner.FindChildNeedle(value));
        Assert.Null(new OwnerMarker("other").FindChildNeedle(value));
    }

    [Fact]
    public void One_childs_needle_is_not_in_anothers()
    {
        var marker = new OwnerMarker("group");

        Assert.DoesNotContain(marker.ChildNeedle(1), marker.Extend(null, 11), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("{1.2.3/4/name}")]
    [InlineData("{1.x.3.4/5/name}")]
    [InlineData("nonsense")]
    public void Malformed_markers_name_nobody(string value) => Assert.Empty(OwnerMarker.Parse(value));

    [Theory]
    [InlineData("7 (sh) S 1 7 7 0 -1 0 0 0 0 0 0 0 0 0 20 0 1 0 4242 0 0", "sh", 'S', 1, 7, 4242)]
    [InlineData("7 (a) b (c)) Z 12 9 7 0 -1 0 0 0 0 0 0 0 0 0 20 0 1 0 5 0 0", "a) b (c)", 'Z', 12, 9, 5)]
    public void The_line_of_a_process_is_read_whatever_its_name(string line, string name, char state, int parent, int group, long start)
    {
        Assert.True(ProcStat.TryParse(7, line, out var stat));

        Assert.Equal(new ProcStat(7, name, state, parent, group, start), stat);
        Assert.Equal(state == 'Z', stat.IsZombie);
    }

    [Theory]
    [InlineData("4194304", "S", "0", true)] // between the new memory and the new environment
    [InlineData("4194304", "S", "140000", false)]
    [InlineData("2097152", "S", "0", false)] // a thread of the kernel never has one
    [InlineData("4194304", "Z", "0", false)]
    public void A_process_without_environment_is_starting_or_of_the_kernel_or_dead(string flags, string state, string end, bool starting)
    {
        var rest = string.Join(' ', Enumerable.Repeat("1", 41));
        Assert.True(ProcStat.TryParse(7, $"7 (sh) {state} 1 7 7 0 -1 {flags} {rest} {end} 0", out var stat));

        Assert.Equal(starting, stat.IsStarting);
    }
}
