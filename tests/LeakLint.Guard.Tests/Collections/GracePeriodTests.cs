using System;
using System.Collections.Generic;
using LeakLint.Guard.Collections;
using LeakLint.Guard.Eviction;
using Xunit;

namespace LeakLint.Guard.Tests.Collections;

public sealed class GracePeriodTests
{
    [Fact]
    public void An_entry_counts_until_whoever_releases_it_has_it()
    {
        GracePeriod<string, int> grace = new(TimeSpan.FromMinutes(1), limit: 4, TimeProvider.System);
        Assert.Null(grace.Add(new("a", 1, timestamp: 0)));
        Assert.Null(grace.Add(new("b", 2, timestamp: 0)));
        grace.End();

        List<(string Key, int Count)> released = [];
        grace.ReleaseDue(entry => released.Add((entry.Key, grace.Count)));
        Assert.Equal([("a", 2), ("b", 1)], released);
        Assert.Equal(0, grace.Count);
    }

    [Fact]
    public void An_entry_whose_release_throws_counts_no_longer()
    {
        GracePeriod<string, int> grace = new(TimeSpan.FromMinutes(1), limit: 4, TimeProvider.System);
        Assert.Null(grace.Add(new("a", 1, timestamp: 0)));
        grace.End();

        Assert.Throws<FormatException>(() => grace.ReleaseDue(_ => throw new FormatException()));
        Assert.Equal(0, grace.Count);
    }

    [Fact]
    public void One_more_than_the_limit_gives_back_the_oldest_and_changes_no_count()
    {
        GracePeriod<string, int> grace = new(TimeSpan.FromMinutes(1), limit: 1, TimeProvider.System);
        EvictionEntry<string, int> oldest = new("a", 1, timestamp: 0);
        Assert.Null(grace.Add(oldest));
        Assert.Same(oldest, grace.Add(new("b", 2, timestamp: 0)));
        Assert.Equal(1, grace.Count);
    }
}
