using System;

namespace LeakLint.Guard;

/// <summary>A resource that grows, and does not stop.</summary>
/// <param name="Name">Which: a name of <see cref="MonitoredResource"/>, or of a probe.</param>
/// <param name="SlopePerHour">By how much it grows in an hour, in its own unit (bytes for memory).</param>
/// <param name="Confidence">The probability that chance does not look like this, below 1.</param>
/// <param name="TimeToLimit">When it will be at its <see cref="ResourceThreshold.Maximum"/> if it goes on; null when it has none.</param>
public sealed record GrowthTrend(string Name, double SlopePerHour, double Confidence, TimeSpan? TimeToLimit);
