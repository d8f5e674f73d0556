using System;

namespace LeakLint.Guard.Monitoring;

/// <summary>
/// Whether a series grows, and how fast: the Mann-Kendall test and the Theil-Sen slope. Both look only at pairs of points, so neither
/// outliers nor the shape of the noise mislead them. Noise that comes in waves does: it is measured, and the test asks for more then.
/// </summary>
/// <param name="SlopePerHour">How much the value grows in an hour.</param>
/// <param name="Score">By how many standard deviations there are more rising pairs than chance would give.</param>
/// <param name="Spread">How far a point is from the line through the points, in the median.</param>
internal readonly record struct GrowthTest(double SlopePerHour, double Score, double Spread)
{
    private const double HighestCorrelation = 0.9;
    private const double ClearGrowth = 20;

    /// <summary>The probability that a series without growth would not look like this.</summary>
    public double Confidence => Math.Clamp(1 - UpperTail(Score), 0, 1);

    /// <summary>
    /// The score as it is when the noise does not come in waves, and so the highest that it can be. Quick: nearly every series without
    /// growth is seen to have none by it.
    /// </summary>
    public static double UpperBound(ReadOnlySpan<double> values)
    {
        var rising = 0;
        for (var later = 1; later < values.Length; later++)
        {
            for (var earlier = 0; earlier < later; earlier++)
                rising += Math.Sign(values[later] - values[earlier]);
        }

        // With the correction for continuity; ties leave fewer pairs that count and are not worth a correction of their own.
        double n = values.Length;
        return (rising - Math.Sign(rising)) / Math.Sqrt(n * (n - 1) * ((2 * n) + 5) / 18);
    }

    /// <summary>Tests a series of at least two points whose times rise.</summary>
    /// <param name="hours">When.</param>
    /// <param name="values">What was measured then.</param>
    /// <param name="scratch">Room for all pairs of points.</param>
    public static GrowthTest Of(ReadOnlySpan<double> hours, ReadOnlySpan<double> values, Span<double> scratch)
    {
        var pairs = 0;
        for (var later = 1; later < values.Length; later++)
        {
            for (var earlier = 0; earlier < later; earlier++)
                scratch[pairs++] = (values[later] - values[earlier]) / (hours[later] - hours[earlier]);
        }

        var slope = Median(scratch[..pairs]);
        var residuals = scratch[..values.Length];
        var correlation = Detrend(hours, values, slope, residuals);
        var spread = SpreadOf(residuals);
        // Noise that is next to nothing compared with the growth cannot have made it, whatever waves it comes in.
        if (slope * (hours[^1] - hours[0]) >= ClearGrowth * spread)
            correlation = 0;
        return new GrowthTest(slope, UpperBound(values) * Math.Sqrt((1 - correlation) / (1 + correlation)), spread);
    }

    /// <summary>The middle value. Leaves the values sorted.</summary>
    public static double Median(Span<double> values)
    {
        values.Sort();
        var middle = values.Length / 2;
        return values.Length % 2 == 1 ? values[middle] : (values[middle - 1] + values[middle]) / 2;
    }

    /// <summary>Takes the line out of the points, and tells how much one point says about the next one, from 0 up.</summary>
    private static double Detrend(ReadOnlySpan<double> hours, ReadOnlySpan<double> values, double slope, Span<double> residuals)
    {
        var mean = 0.0;
        for (var i = 0; i < values.Length; i++)
        {
            residuals[i] = values[i] - (slope * hours[i]);
            mean += residuals[i] / values.Length;
        }

        double together = 0, alone = 0;
        for (var i = 0; i < residuals.Length; i++)
        {
            residuals[i] -= mean;
            alone += residuals[i] * residuals[i];
            together += i == 0 ? 0 : residuals[i] * residuals[i - 1];
        }

        // Taking the line out takes some of the correlation with it: in short series much of it.
        double n = residuals.Length;
        return alone == 0 || n <= 4 ? 0 : Math.Clamp(((n * together / alone) + 1) / (n - 4), 0, HighestCorrelation);
    }

    private static double SpreadOf(Span<double> residuals)
    {
        foreach (ref var residual in residuals)
            residual = Math.Abs(residual);
        return Median(residuals);
    }

    // Abramowitz and Stegun 26.2.17: good to seven digits, far more than the assumptions of the test.
    private static double UpperTail(double score)
    {
        if (score < 0)
            return 1 - UpperTail(-score);
        var t = 1 / (1 + (0.2316419 * score));
        var polynomial = t * (0.319381530 + (t * (-0.356563782 + (t * (1.781477937 + (t * (-1.821255978 + (t * 1.330274429))))))));
        return Math.Exp(-score * score / 2) / Math.Sqrt(2 * Math.PI) * polynomial;
    }
}
