using System;
using System.Threading;

namespace LeakLint.Guard;

/// <summary>Checks of limits that a program sets.</summary>
internal static class Limit
{
    public static int Positive(int value, string name)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(value, name);
        return value;
    }

    public static TimeSpan Positive(TimeSpan value, string name)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(value, TimeSpan.Zero, name);
        return value;
    }

    public static TimeSpan? PositiveOrNull(TimeSpan? value, string name) => value is { } limit ? Positive(limit, name) : null;

    public static TimeSpan PositiveOrInfinite(TimeSpan value, string name)
        => value == Timeout.InfiniteTimeSpan ? value : Positive(value, name);

    public static TimeSpan NotNegativeOrInfinite(TimeSpan value, string name)
        => value == Timeout.InfiniteTimeSpan ? value : NotNegative(value, name);

    public static TimeSpan NotNegative(TimeSpan value, string name)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(value, TimeSpan.Zero, name);
        return value;
    }
}
