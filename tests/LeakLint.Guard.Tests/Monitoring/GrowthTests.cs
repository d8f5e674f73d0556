using System;
using System.Collections.Generic;
using System.Linq;
using LeakLint.Guard.Monitoring;
using Xunit;

namespace LeakLint.Guard.Tests.Monitoring;

/// <summary>Whether growth is told of when there is some, and only then. All series are made from fixed seeds.</summary>
public sealed class GrowthTests
{
    private const int Series = 200;
    private const double WarmUp = 10;

    public static TheoryData<double, double, double> Loads => new()
    {
        // Noise as a share of the heap, how much it comes in waves, the longest pause between collections in minutes.
        { 0.01, 0, 0.5 },
        { 0.03, 0, 0.5 },
        { 0.06, 0, 3 },
        { 0.03, 0.5, 0.5 },
        { 0.06, 0.5, 3 },
    };

    [Theory]
    [MemberData(nameof(Loads))]
    public void What_does_not_leak_raises_no_alarm_in_two_hours(double noise, double persistence, double longestPause)
    {
        IEnumerable<SyntheticHeap> heaps = SyntheticHeap.Many(Series, seed => new(seed) { Noise = noise, Persistence = persistence, LongestPause = longestPause });

        Assert.Empty(heaps.Where(heap => FindAlarms(heap).Any()).Select(heap => heap.Seed));
    }

    [Fact]
    public void Fifty_megabytes_an_hour_are_found_in_half_an_hour_of_data()
    {
        IEnumerable<SyntheticHeap> heaps = SyntheticHeap.Many(Series, seed => new(seed) { LeakPerHour = 50, Noise = 0.01, BaseMegabytes = 100 + (seed % 5 * 50) });

        Assert.All(heaps, heap => Assert.InRange(FindAlarms(heap, minutes: 45).First(), WarmUp, WarmUp + 30));
    }

    [Fact]
    public void What_was_found_to_leak_stays_found_and_is_measured_right()
    {
        SyntheticHeap heap = new(7) { LeakPerHour = 50, Noise = 0.01 };

        GrowthDetector detector = Replay(heap, out List<double> alarms, out double? revoked);

        Assert.NotEmpty(alarms);
        Assert.Null(revoked);
        Assert.InRange(detector.Growth!.Value.SlopePerHour / FakeReader.Megabyte, 45, 55);
        Assert.InRange(detector.Growth.Value.Confidence, 0.999, 1);
    }

    [Fact]
    public void A_cache_that_fills_during_the_warm_up_raises_no_alarm()
    {
        IEnumerable<SyntheticHeap> heaps = SyntheticHeap.Many(Series, seed => new(seed) { CacheMegabytes = 80, CacheMinutes = 8, Noise = 0.01 });

        Assert.All(heaps, heap => Assert.Empty(FindAlarms(heap)));
    }

    [Theory]
    [InlineData(20)]
    [InlineData(40)]
    public void The_alarm_of_a_cache_that_fills_for_longer_is_revoked_when_it_is_full(double minutes)
    {
        IEnumerable<SyntheticHeap> heaps = SyntheticHeap.Many(Series, seed => new(seed) { CacheMegabytes = 80, CacheMinutes = minutes, Noise = 0.01 });
        int alarmed = 0;
        foreach (SyntheticHeap heap in heaps)
        {
            Replay(heap, out List<double> alarms, out double? revoked);
            if (alarms.Count > 0)
            {
                alarmed++;
                Assert.InRange(revoked ?? double.PositiveInfinity, 0, 2 * minutes + WarmUp);
            }
        }

        // Otherwise this would be about nothing: while it fills, a cache looks like a leak.
        Assert.InRange(alarmed, 20, Series);
    }

    [Fact]
    public void A_leak_that_is_mended_is_not_told_of_for_ever()
    {
        GrowthDetector detector = new(240);
        for (int i = 0; i < 480; i++)
        {
            detector.Add(TimeSpan.FromMinutes(i / 2.0), Math.Min(i, 120) * FakeReader.Megabyte);
            if (i == 100)
            {
                Assert.NotNull(detector.Growth);
            }
        }

        Assert.Null(detector.Growth);
    }

    [Fact]
    public void What_slows_down_is_filling_up_and_no_leak()
    {
        GrowthDetector detector = new(240);
        double value = 100;
        for (int i = 0; i < 240; i++)
        {
            value += i < 150 ? 1 : 0.2;
            detector.Add(TimeSpan.FromMinutes(i / 2.0), value * FakeReader.Megabyte);
            if (i == 140)
            {
                Assert.NotNull(detector.Growth);
            }
        }

        Assert.Null(detector.Growth);
    }

    [Fact]
    public void A_few_more_threads_are_no_growth()
    {
        GrowthDetector detector = new(240);
        for (int i = 0; i < 240; i++)
        {
            detector.Add(TimeSpan.FromMinutes(i / 2.0), 20 + (i / 40));
            Assert.Null(detector.Growth);
        }
    }

    [Fact]
    public void What_falls_is_no_growth()
    {
        GrowthDetector detector = new(240);
        for (int i = 0; i < 240; i++)
        {
            detector.Add(TimeSpan.FromMinutes(i / 2.0), 1e9 - (i * 1e6));
            Assert.Null(detector.Growth);
        }
    }

    [Fact]
    public void Samples_at_the_same_time_count_once()
    {
        GrowthDetector detector = new(240);
        for (int i = 0; i < 1_000; i++)
        {
            detector.Add(TimeSpan.FromMinutes(5), i);
        }

        Assert.Null(detector.Growth);
        Assert.Equal(999, detector.Latest);
    }

    [Theory]
    [InlineData(2.0, 0.97725)]
    [InlineData(0.0, 0.5)]
    [InlineData(-2.0, 0.02275)]
    public void Confidence_is_the_normal_distribution(double score, double expected)
        => Assert.Equal(expected, new GrowthTest(1, score, 0).Confidence, 5);

    [Fact]
    public void The_slope_is_that_of_the_line_whatever_the_outliers()
    {
        double[] hours = [.. Enumerable.Range(0, 20).Select(i => i / 10.0)];
        double[] values = [.. hours.Select(hour => 7 + (3 * hour))];
        values[4] = 1_000;
        values[15] = -1_000;

        GrowthTest test = GrowthTest.Of(hours, values, new double[190]);

        Assert.Equal(3, test.SlopePerHour, 6);
    }

    private static List<double> FindAlarms(SyntheticHeap heap, double minutes = 120)
    {
        Replay(heap, out List<double> alarms, out _, minutes);
        return alarms;
    }

    /// <summary>Replays a series, and tells at which minutes there was an alarm, and when it was revoked.</summary>
    private static GrowthDetector Replay(SyntheticHeap heap, out List<double> alarms, out double? revoked, double minutes = 120)
    {
        GrowthDetector detector = new(240);
        alarms = [];
        revoked = null;
        foreach ((double minute, double live) in heap.Collect(minutes))
        {
            if (minute < WarmUp)
            {
                continue;
            }

            detector.Add(TimeSpan.FromMinutes(minute), live);
            if (detector.Growth is not null)
            {
                alarms.Add(minute);
                revoked = null;
            }
            else if (alarms.Count > 0)
            {
                revoked ??= minute;
            }
        }

        return detector;
    }
}
