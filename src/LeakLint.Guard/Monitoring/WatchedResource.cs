using System;
using System.Globalization;

namespace LeakLint.Guard.Monitoring;

/// <summary>One resource under watch: where it stands against its levels, and whether it grows towards them.</summary>
internal sealed class WatchedResource(string name, ResourceThreshold? levels, ResourceThreshold? shares, int historySize)
{
    // How far below a level a value must fall to leave it.
    private const double Margin = 0.05;

    private readonly GrowthDetector _growth = new(historySize);
    private double? _limit;

    public string Name => name;

    /// <summary>Where the value stands against its levels.</summary>
    public LeakStatus Level { get; private set; }

    /// <summary>The growth that is going on, or null.</summary>
    public GrowthTrend? Trend { get; private set; }

    /// <summary>Looks at a new value.</summary>
    /// <param name="value">The value.</param>
    /// <param name="limit">What <c>shares</c> are shares of, or null when that is unlimited.</param>
    public void Classify(double value, double? limit)
    {
        _limit = limit;
        var level = LevelOf(value);
        if (level < Level)
        {
            // Down only as far as it would be with a little more.
            var cautious = LevelOf(value / (1 - Margin));
            level = cautious < Level ? cautious : Level;
        }

        Level = level;
    }

    /// <summary>Looks for growth with a new value.</summary>
    public void Follow(TimeSpan elapsed, double value)
    {
        _growth.Add(elapsed, value);
        Trend = _growth.Growth is { } growth
            ? new GrowthTrend(name, growth.SlopePerHour, growth.Confidence, FindTimeToLimit(growth.SlopePerHour))
            : null;
    }

    /// <summary>What is wrong with the resource, for people.</summary>
    public string Describe()
    {
        var growth = Trend is not { } trend ? ""
            : string.Create(CultureInfo.InvariantCulture, $", grows by {trend.SlopePerHour:0} per hour")
                + (trend.TimeToLimit is { } left ? string.Create(CultureInfo.InvariantCulture, $", at its limit in {left.TotalHours:0.0} h") : "");
        return string.Create(CultureInfo.InvariantCulture, $"{name} {Level}{growth}");
    }

    private LeakStatus LevelOf(double value)
    {
        var absolute = levels?.Classify(value) ?? LeakStatus.Healthy;
        var relative = _limit is { } limit && shares is { } fractions ? fractions.Classify(value / limit) : LeakStatus.Healthy;
        return absolute > relative ? absolute : relative;
    }

    private TimeSpan? FindTimeToLimit(double slopePerHour)
    {
        var relative = _limit is { } limit && shares is { } fractions ? fractions.Maximum * limit : double.PositiveInfinity;
        var maximum = Math.Min(levels?.Maximum ?? double.PositiveInfinity, relative);
        var hours = Math.Max(0, (maximum - _growth.Latest) / slopePerHour);
        return hours < TimeSpan.MaxValue.TotalHours ? TimeSpan.FromHours(hours) : null;
    }
}
