using System;
using System.Collections.Generic;
using System.Linq;
using LeakLint.Guard.Tests.Testing;
using Xunit;

namespace LeakLint.Guard.Tests.Collections;

/// <summary>Which entries go, and when.</summary>
public sealed class EvictionOrderTests
{
    private readonly FakeTimeProvider _time = new();

    [Fact]
    public void A_full_dictionary_lets_the_least_recently_used_entry_go()
    {
        BoundedDictionary<string, int> dictionary = Create(capacity: 3);
        foreach (string key in (string[])["a", "b", "c"])
        {
            dictionary[key] = 1;
            Pass();
        }

        Assert.True(dictionary.TryGetValue("a", out _));
        Pass();
        Assert.True(dictionary.ContainsKey("b"));
        dictionary["c"] = 2;
        Pass();
        dictionary["d"] = 1;
        Assert.Equal(["a", "c", "d"], dictionary.Keys.Order());
        Assert.Equal(3, dictionary.Count);
    }

    [Fact]
    public void Overwriting_a_key_of_a_full_dictionary_lets_nothing_go()
    {
        BoundedDictionary<string, int> dictionary = Create(capacity: 2);
        dictionary["a"] = 1;
        dictionary["b"] = 1;
        for (int i = 0; i < 10; i++)
        {
            dictionary["a"] = i;
            dictionary.AddOrUpdate("b", 0, (_, old) => old + 1);
            dictionary.GetOrAdd("a", 5);
            Assert.False(dictionary.TryAdd("b", 5));
        }

        Assert.Equal((9, 11), (dictionary["a"], dictionary["b"]));
    }

    [Fact]
    public void The_default_capacity_holds()
    {
        BoundedDictionary<int, int> dictionary = new();
        for (int i = 0; i < BoundedDictionary<int, int>.DefaultCapacity + 500; i++)
        {
            dictionary[i] = i;
        }

        Assert.Equal(10_000, dictionary.Capacity);
        Assert.Equal(dictionary.Capacity, dictionary.Count);
        Assert.Equal(dictionary.Capacity, dictionary.ToArray().Length);
    }

    [Fact]
    public void An_unused_entry_expires_without_any_traffic()
    {
        BoundedDictionary<string, int> dictionary = Create(options => options.IdleTimeout = TimeSpan.FromMinutes(1));
        dictionary["read"] = 1;
        dictionary["written"] = 1;
        dictionary["checked"] = 1;
        _time.Advance(TimeSpan.FromSeconds(40));
        _ = dictionary["read"];
        dictionary["written"] = 2;
        Assert.True(dictionary.ContainsKey("checked"));
        _time.Advance(TimeSpan.FromSeconds(40));
        Assert.Equal(2, dictionary.Count);
        Assert.False(dictionary.ContainsKey("checked"));
        _time.Advance(TimeSpan.FromSeconds(40));
        Assert.True(dictionary.IsEmpty);
        Assert.Equal(0, _time.ArmedTimers);
    }

    [Fact]
    public void A_lifetime_ends_however_much_the_entry_is_read_and_starts_anew_when_it_is_written()
    {
        BoundedDictionary<string, int> dictionary = Create(options => options.MaxLifetime = TimeSpan.FromMinutes(1));
        dictionary["read"] = 1;
        dictionary["written"] = 1;
        for (int i = 0; i < 3; i++)
        {
            _time.Advance(TimeSpan.FromSeconds(15));
            _ = dictionary["read"];
        }

        dictionary["written"] = 2;
        _time.Advance(TimeSpan.FromSeconds(15));
        Assert.Equal(["written"], dictionary.Keys);
    }

    [Fact]
    public void What_is_due_is_not_there_even_before_the_scan()
    {
        BoundedDictionary<string, int> dictionary = Create(options =>
        {
            options.MaxLifetime = TimeSpan.FromSeconds(10);
            options.ScanInterval = TimeSpan.FromHours(1);
        });
        foreach (string key in (string[])["a", "b", "c", "d", "e", "f"])
        {
            dictionary[key] = 1;
        }

        _time.Advance(TimeSpan.FromSeconds(10));
        Assert.Empty(dictionary);
        Assert.Empty(dictionary.Keys);
        Assert.False(dictionary.TryGetValue("a", out _));
        Assert.False(dictionary.ContainsKey("b"));
        Assert.False(dictionary.TryRemove("c", out _));
        Assert.False(dictionary.TryUpdate("d", 2, 1));
        Assert.True(dictionary.TryAdd("e", 2));
        Assert.Equal(3, dictionary.GetOrAdd("f", 3));
        Assert.Equal(["e", "f"], dictionary.Keys.Order());
        Assert.Equal(2, dictionary.Count);
    }

    [Fact]
    public void What_is_due_leaves_no_gap_in_a_copy()
    {
        BoundedDictionary<string, int> dictionary = Create(options =>
        {
            options.MaxLifetime = TimeSpan.FromSeconds(10);
            options.ScanInterval = TimeSpan.FromHours(1);
        });
        dictionary["old"] = 1;
        _time.Advance(TimeSpan.FromSeconds(10));
        dictionary["new"] = 2;
        Assert.Equal("new", Assert.Single(dictionary.ToList()).Key);
        Assert.Equal("new", Assert.Single(Enumerable.ToArray(dictionary)).Key);
    }

    [Fact]
    public void Without_expiry_and_disposable_values_there_is_no_timer_running()
    {
        BoundedDictionary<string, int> dictionary = Create(capacity: 1);
        dictionary["a"] = 1;
        dictionary["b"] = 1;
        Assert.Equal(0, _time.ArmedTimers);
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Any_sequence_of_operations_does_what_a_simple_model_does(int seed)
    {
        Random random = new(seed);

        // Both limits at once have no simple model: an entry whose lifetime ended counts until a sweep comes by.
        bool isFull = random.Next(2) == 0;
        int capacity = isFull ? random.Next(1, 20) : 30;
        TimeSpan? idle = random.Next(2) == 0 ? TimeSpan.FromSeconds(random.Next(5, 50)) : null;
        TimeSpan? lifetime = isFull ? null : TimeSpan.FromSeconds(random.Next(5, 100));
        BoundedDictionary<int, int> dictionary = new(new BoundedDictionaryOptions<int, int>
        {
            Capacity = capacity,
            IdleTimeout = idle,
            MaxLifetime = lifetime,
            TimeProvider = _time,
            ScanInterval = TimeSpan.FromSeconds(random.Next(1, 30)),
        });
        LruModel model = new(capacity, idle, lifetime, _time);
        for (int step = 0; step < 2000; step++)
        {
            // Time moves before each step, so that "least recently used" has one answer.
            _time.Advance(TimeSpan.FromMilliseconds(random.Next(1, 2000)));
            int key = random.Next(30);
            int value = random.Next(5);
            switch (random.Next(10))
            {
                case 0:
                    dictionary[key] = value;
                    model.Set(key, value);
                    break;
                case 1:
                    Assert.Equal(model.TryAdd(key, value), dictionary.TryAdd(key, value));
                    break;
                case 2:
                    Assert.Equal(model.Remove(key), dictionary.TryRemove(key, out int removed) ? removed : null);
                    break;
                case 3:
                    Assert.Equal(model.Use(key) ?? model.Set(key, value), dictionary.GetOrAdd(key, value));
                    break;
                case 4:
                    Assert.Equal(model.Set(key, model.Peek(key) + 1 ?? value), dictionary.AddOrUpdate(key, value, (_, old) => old + 1));
                    break;
                case 5:
                    bool matches = model.Peek(key) == value;
                    Assert.Equal(matches, dictionary.TryUpdate(key, value + 1, value));
                    if (matches)
                    {
                        model.Set(key, value + 1);
                    }

                    break;
                default:
                    Assert.Equal(model.Use(key), dictionary.TryGetValue(key, out int found) ? found : null);
                    break;
            }

            Assert.Equal(model.Entries(), step % 2 == 0 ? dictionary.ToArray().OrderBy(pair => pair.Key) : dictionary.OrderBy(pair => pair.Key));
            Assert.InRange(dictionary.Count, 0, capacity);
        }
    }

    public static TheoryData<int> Seeds() => [.. Enumerable.Range(1, 20)];

    private void Pass() => _time.Advance(TimeSpan.FromSeconds(1));

    private BoundedDictionary<string, int> Create(int capacity)
        => Create(options => options.Capacity = capacity);

    private BoundedDictionary<string, int> Create(Action<BoundedDictionaryOptions<string, int>> configure)
    {
        BoundedDictionaryOptions<string, int> options = new() { TimeProvider = _time };
        configure(options);
        return new BoundedDictionary<string, int>(options);
    }

    /// <summary>The same promises, kept in the plainest way.</summary>
    private sealed class LruModel(int capacity, TimeSpan? idle, TimeSpan? lifetime, TimeProvider time)
    {
        private readonly List<Row> _rows = [];

        public int? Peek(int key) => Find(key)?.Value;

        public int? Use(int key)
        {
            Row? row = Find(key);
            if (row is not null)
            {
                row.Used = time.GetTimestamp();
            }

            return row?.Value;
        }

        public bool TryAdd(int key, int value)
        {
            if (Find(key) is not null)
            {
                return false;
            }

            Set(key, value);
            return true;
        }

        public int Set(int key, int value)
        {
            if (Find(key) is { } row)
            {
                _rows.Remove(row);
            }
            else if (_rows.Count == capacity)
            {
                _rows.Remove(_rows.MinBy(candidate => candidate.Used)!);
            }

            _rows.Add(new Row(key, value, time.GetTimestamp()));
            return value;
        }

        public int? Remove(int key)
        {
            Row? row = Find(key);
            if (row is not null)
            {
                _rows.Remove(row);
            }

            return row?.Value;
        }

        public IEnumerable<KeyValuePair<int, int>> Entries()
        {
            DropDue();
            return _rows.OrderBy(row => row.Key).Select(row => KeyValuePair.Create(row.Key, row.Value));
        }

        private Row? Find(int key)
        {
            DropDue();
            return _rows.Find(row => row.Key == key);
        }

        private void DropDue() => _rows.RemoveAll(
            row => time.GetElapsedTime(row.Used) >= idle || time.GetElapsedTime(row.Created) >= lifetime);

        private sealed record Row(int Key, int Value, long Created)
        {
            public long Used { get; set; } = Created;
        }
    }
}
