using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using Xunit;
using Counts = LeakLint.Guard.BoundedDictionary<string, int>;

namespace LeakLint.Guard.Tests.Collections;

/// <summary>
/// What programs write with the dictionaries that this one replaces compiles and does the same. Each body runs on all of
/// them where all of them can.
/// </summary>
public sealed class DropInTests
{
    private readonly Counts _target = new();
    private readonly Counts _withComparer = new(StringComparer.OrdinalIgnoreCase);
    private readonly Counts _withInitializer = new() { ["a"] = 1, ["b"] = 2 };
    private readonly Counts _withElements = new() { { "a", 1 }, { "b", 2 } };
    private readonly Counts _empty = [];

    [Fact]
    public void The_ways_to_create_one_compile()
    {
        Assert.Empty(_target);
        Assert.Empty(_empty);
        Assert.Equal(2, _withInitializer.Count);
        Assert.Equal(2, _withElements.Count);
        _withComparer["key"] = 1;
        Assert.Equal(1, _withComparer["KEY"]);
        Assert.Equal(StringComparer.OrdinalIgnoreCase, _withComparer.Comparer);

        Dictionary<string, int> plain = new() { ["a"] = 1 };
        Assert.Equal(1, new Counts(plain)["a"]);
        Assert.Equal(1, new Counts(plain, StringComparer.OrdinalIgnoreCase)["A"]);
        Assert.Equal(1, new Counts(plain.Where(pair => pair.Value == 1))["a"]);
        Assert.Throws<ArgumentException>(() => new Counts([new("a", 1), new("a", 2)]));
    }

    [Fact]
    public void Members_of_both_dictionaries_do_what_they_do_there()
    {
        Counts counts = new();
        Assert.True(counts.IsEmpty);
        counts["a"] = 1;
        counts["a"]++;
        counts.Add("b", 5);
        Assert.Throws<ArgumentException>(() => counts.Add("b", 6));
        Assert.True(counts.TryAdd("c", 7));
        Assert.False(counts.TryAdd("c", 8));
        Assert.Equal(2, counts["a"]);
        Assert.True(counts.TryGetValue("b", out int b));
        Assert.Equal(5, b);
        Assert.False(counts.TryGetValue("x", out _));
        Assert.Throws<KeyNotFoundException>(() => counts["x"]);
        Assert.True(counts.ContainsKey("a"));
        Assert.True(counts.ContainsValue(7));
        Assert.False(counts.ContainsValue(8));
        Assert.Equal(3, counts.Count);
        Assert.Equal(["a", "b", "c"], counts.Keys.Order());
        Assert.Equal([2, 5, 7], counts.Values.Order());
        Assert.Equal(0, counts.GetValueOrDefault("x"));

        Assert.True(counts.Remove("a"));
        Assert.False(counts.Remove("a"));
        Assert.True(counts.Remove("b", out int removed));
        Assert.Equal(5, removed);
        Assert.True(counts.TryRemove("c", out removed));
        Assert.Equal(7, removed);
        Assert.False(counts.TryRemove("c", out removed));
        Assert.Equal(0, removed);

        counts["d"] = 1;
        Assert.False(counts.TryRemove(KeyValuePair.Create("d", 2)));
        Assert.True(counts.TryRemove(new KeyValuePair<string, int>("d", 1)));
        counts["e"] = 1;
        counts.Clear();
        Assert.Empty(counts);
    }

    [Fact]
    public void Members_of_the_concurrent_dictionary_do_what_they_do_there()
    {
        Counts counts = new();
        Assert.Equal(1, counts.GetOrAdd("a", 1));
        Assert.Equal(1, counts.GetOrAdd("a", 2));
        Assert.Equal(1, counts.GetOrAdd("b", key => key.Length));
        Assert.Equal(1, counts.GetOrAdd("b", _ => throw new FormatException()));
        Assert.Equal(11, counts.GetOrAdd("c", static (key, argument) => key.Length + argument, 10));
        Assert.Equal(11, counts.GetOrAdd("c", static (_, _) => throw new FormatException(), 10));

        Assert.Equal(5, counts.AddOrUpdate("d", 5, (_, old) => old + 1));
        Assert.Equal(6, counts.AddOrUpdate("d", 5, (_, old) => old + 1));
        Assert.Equal(1, counts.AddOrUpdate("e", key => key.Length, (_, old) => old + 1));
        Assert.Equal(2, counts.AddOrUpdate("e", key => key.Length, (_, old) => old + 1));
        Assert.Equal(3, counts.AddOrUpdate("f", static (_, argument) => argument, static (_, old, argument) => old * argument, 3));
        Assert.Equal(9, counts.AddOrUpdate("f", static (_, argument) => argument, static (_, old, argument) => old * argument, 3));

        Assert.False(counts.TryUpdate("f", 1, comparisonValue: 8));
        Assert.True(counts.TryUpdate("f", 1, comparisonValue: 9));
        Assert.False(counts.TryUpdate("x", 1, comparisonValue: 0));
        Assert.Equal(1, counts["f"]);
        Assert.Equal(6, counts.ToArray().Length);
    }

    [Fact]
    public void It_can_be_enumerated_while_it_changes()
    {
        Counts counts = new() { ["a"] = 1, ["b"] = 2 };
        Dictionary<string, int> seen = [];
        foreach ((string key, int value) in counts)
        {
            seen.Add(key, value);
            counts.Remove(key);
        }

        Assert.Equal(2, seen.Count);
        Assert.Empty(counts);
        foreach (KeyValuePair<string, int> pair in counts)
        {
            Assert.Fail(pair.Key);
        }
    }

    [Fact]
    public void It_is_a_dictionary_to_others()
    {
        Counts counts = new() { ["a"] = 1 };
        IDictionary<string, int> dictionary = counts;
        IReadOnlyDictionary<string, int> readOnly = counts;
        Assert.False(dictionary.IsReadOnly);
        dictionary.Add(new("b", 2));
        Assert.Contains(new KeyValuePair<string, int>("b", 2), dictionary);
        Assert.DoesNotContain(new KeyValuePair<string, int>("b", 3), dictionary);
        Assert.False(dictionary.Remove(new KeyValuePair<string, int>("b", 3)));
        Assert.True(dictionary.Remove(new KeyValuePair<string, int>("b", 2)));
        KeyValuePair<string, int>[] copy = new KeyValuePair<string, int>[2];
        dictionary.CopyTo(copy, 1);
        Assert.Equal("a", copy[1].Key);
        Assert.Equal(["a"], readOnly.Keys);
        Assert.Equal([1], readOnly.Values);
        Assert.Equal(1, counts.ToDictionary()["a"]);
        Assert.Equal("a", counts.OrderBy(pair => pair.Value).First().Key);
    }

    [Fact]
    public void Values_may_be_of_any_type()
    {
        BoundedDictionary<int, (long, long, string?)> tuples = new() { [1] = (1, 2, null) };
        Assert.Equal((1, 2, null), tuples[1]);
        BoundedDictionary<Guid, string?> nullable = new();
        Guid id = Guid.NewGuid();
        nullable[id] = null;
        Assert.True(nullable.TryGetValue(id, out string? value));
        Assert.Null(value);
        Assert.Null(nullable.GetOrAdd(id, "other"));
        BoundedDictionary<string, ConcurrentDictionary<string, byte>> groups = new();
        groups.GetOrAdd("group", _ => new()).TryAdd("member", 0);
        Assert.Single(groups["group"]);
    }

    [Fact]
    public void Null_keys_are_errors()
    {
        Counts counts = new();
        Assert.Throws<ArgumentNullException>(() => counts[null!]);
        Assert.Throws<ArgumentNullException>(() => counts[null!] = 1);
        Assert.Throws<ArgumentNullException>(() => counts.TryAdd(null!, 1));
        Assert.Throws<ArgumentNullException>(() => counts.ContainsKey(null!));
        Assert.Throws<ArgumentNullException>(() => counts.TryRemove(null!, out _));
        Assert.Empty(counts);
    }
}
