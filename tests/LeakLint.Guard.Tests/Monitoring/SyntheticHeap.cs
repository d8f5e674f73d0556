using System;
using System.Collections.Generic;
using System.Linq;

namespace LeakLint.Guard.Tests.Monitoring;

/// <summary>
/// What a full collection leaves over, minute by minute, in a program under load: a base, what the requests of the moment hold, what a
/// cache gathered, and a leak if there is one. Between two collections the heap is a saw-tooth that nobody should look at.
/// </summary>
internal sealed record SyntheticHeap(int Seed)
{
    private const double Megabyte = 1 << 20;

    public double LeakPerHour { get; init; }

    /// <summary>The standard deviation of what requests hold, as a share of the base.</summary>
    public double Noise { get; init; } = 0.03;

    /// <summary>How much the noise of one collection has to do with that of the one before.</summary>
    public double Persistence { get; init; }

    public double CacheMegabytes { get; init; }

    public double CacheMinutes { get; init; } = 1;

    /// <summary>The longest time between two full collections, in minutes. The shortest is a sample.</summary>
    public double LongestPause { get; init; } = 0.5;

    public double BaseMegabytes { get; init; } = 100 + (Seed % 9 * 50);

    /// <summary>The collections of two hours: the minute, and the bytes that survived.</summary>
    public IEnumerable<(double Minute, double Live)> Collect(double minutes = 120)
    {
        Random random = new(Seed);
        double wave = 0;
        for (double minute = 0.5; minute <= minutes; minute += Math.Max(0.5, Math.Round(random.NextDouble() * LongestPause * 2) / 2))
        {
            wave = (Persistence * wave) + (Math.Sqrt(1 - (Persistence * Persistence)) * NextGaussian(random));
            double cache = CacheMegabytes * Math.Min(1, minute / CacheMinutes);
            yield return (minute, ((BaseMegabytes * (1 + (Noise * wave))) + cache + (LeakPerHour * minute / 60)) * Megabyte);
        }
    }

    public static IEnumerable<SyntheticHeap> Many(int count, Func<int, SyntheticHeap> create) => Enumerable.Range(1, count).Select(create);

    private static double NextGaussian(Random random)
        => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
