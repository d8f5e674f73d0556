using System;

namespace LeakLint.Guard;

/// <summary>
/// Three levels of one resource. A level is reached when the value is at it or above, and left when the value has fallen 5 % below it,
/// so that a value that sways about a level does not raise an alarm with each sample.
/// </summary>
/// <param name="Warning">From here on: <see cref="LeakStatus.Warning"/>.</param>
/// <param name="Critical">From here on: <see cref="LeakStatus.Critical"/>. Not below <paramref name="Warning"/>.</param>
/// <param name="Maximum">From here on: <see cref="LeakStatus.Maximum"/>. Not below <paramref name="Critical"/>.</param>
public readonly record struct ResourceThreshold(double Warning, double Critical, double Maximum)
{
    internal LeakStatus Classify(double value)
        => value >= Maximum ? LeakStatus.Maximum
            : value >= Critical ? LeakStatus.Critical
            : value >= Warning ? LeakStatus.Warning
            : LeakStatus.Healthy;

    internal void Validate(string name)
    {
        if (!(Warning > 0 && Critical >= Warning && Maximum >= Critical))
            throw new ArgumentException($"The levels of '{name}' must be positive and rise: {this}.");
    }
}
