using System;

namespace LeakLint.Guard.Monitoring;

/// <summary>
/// Watches one series for growth that does not stop. It errs on the side of silence: growth must be beyond chance, larger than the
/// noise, go on in the second half of what was seen, and be found several times in a row. What warms up and then stays is let go of
/// again.
/// </summary>
internal sealed class GrowthDetector
{
    // Enough for a firm test, few enough that all pairs of them are looked at in some microseconds.
    private const int MaxPoints = 60;
    private const int MinValues = 12;
    private const double MinScore = 4;
    private const double MinScoreOfSecondHalf = 2;
    private const double MinShareOfSlope = 0.5;
    private const double MinRelativeGrowth = 0.02;
    private const double MinSpreads = 4;
    // Eight threads, children or timers more than before are no trend; for bytes this is nothing.
    private const double MinGrowth = 8;
    private const int Persistence = 4;
    private static readonly TimeSpan _minSpan = TimeSpan.FromMinutes(10);

    private readonly double[] _hours;
    private readonly double[] _values;
    private readonly double[] _pointHours = new double[MaxPoints];
    private readonly double[] _pointValues = new double[MaxPoints];
    private readonly double[] _scratch = new double[MaxPoints * (MaxPoints - 1) / 2];
    private int _next;
    private int _count;
    private int _streak;

    /// <summary>Creates a detector that has seen nothing.</summary>
    /// <param name="capacity">How many of the latest values it looks at.</param>
    public GrowthDetector(int capacity)
    {
        _hours = new double[capacity];
        _values = new double[capacity];
    }

    /// <summary>The growth that is going on, or null.</summary>
    public GrowthTest? Growth { get; private set; }

    /// <summary>The latest value.</summary>
    public double Latest { get; private set; }

    /// <summary>Takes a new value into account.</summary>
    /// <param name="elapsed">When it was measured. A value that is not later than the one before it is only remembered as <see cref="Latest"/>.</param>
    /// <param name="value">The value.</param>
    public void Add(TimeSpan elapsed, double value)
    {
        Latest = value;
        // Between two samples at one moment there is no slope.
        if (_count > 0 && elapsed.TotalHours <= _hours[(_next - 1 + _hours.Length) % _hours.Length])
            return;
        _hours[_next] = elapsed.TotalHours;
        _values[_next] = value;
        _next = (_next + 1) % _values.Length;
        _count = Math.Min(_count + 1, _values.Length);
        var growth = Test();
        // Up for each time that growth is found, down for each time that it is not.
        _streak = Math.Clamp(_streak + (growth is null ? -1 : 1), 0, Persistence);
        if (_streak == 0)
            Growth = null;
        else if (growth is not null && (_streak == Persistence || Growth is not null))
            Growth = growth;
    }

    private GrowthTest? Test()
    {
        if (_count < MinValues)
            return null;
        var points = Condense();
        var hours = _pointHours.AsSpan(0, points);
        var values = _pointValues.AsSpan(0, points);
        if (hours[^1] - hours[0] < _minSpan.TotalHours)
            return null;
        if (GrowthTest.UpperBound(values) < MinScore)
            return null;
        var whole = GrowthTest.Of(hours, values, _scratch);
        if (whole.Score < MinScore || !IsWorthTelling(whole, hours[^1] - hours[0]))
            return null;
        var half = GrowthTest.Of(hours[(points / 2)..], values[(points / 2)..], _scratch);
        return half.Score >= MinScoreOfSecondHalf && half.SlopePerHour >= MinShareOfSlope * whole.SlopePerHour ? whole : null;
    }

    private bool IsWorthTelling(GrowthTest test, double span)
    {
        var growth = test.SlopePerHour * span;
        return growth >= MinGrowth && growth >= MinRelativeGrowth * Math.Abs(Latest) && growth >= MinSpreads * test.Spread;
    }

    /// <summary>Puts neighbours together until few points are left, which also takes noise out.</summary>
    private int Condense()
    {
        var size = (_count + MaxPoints - 1) / MaxPoints;
        var points = 0;
        // The newest points are whole; the remainder is left out at the old end.
        for (var start = _count % size; start < _count; start += size)
        {
            var hours = 0.0;
            var values = _scratch.AsSpan(0, size);
            for (var i = 0; i < size; i++)
            {
                var index = (_next - _count + start + i + _values.Length) % _values.Length;
                hours += _hours[index] / size;
                values[i] = _values[index];
            }

            _pointHours[points] = hours;
            _pointValues[points++] = GrowthTest.Median(values);
        }

        return points;
    }
}
