using System;
using System.Collections.Generic;

namespace LeakLint.Guard.Testing;

/// <summary>Something was left behind. Every test framework shows it as a failed test.</summary>
public sealed class LeakAssertionException : Exception
{
    /// <summary>Creates the exception.</summary>
    /// <param name="message">What was left behind, in words.</param>
    /// <param name="leaks">What was left behind.</param>
    public LeakAssertionException(string message, IReadOnlyList<LeakReport> leaks)
        : base(message)
    {
        ArgumentNullException.ThrowIfNull(leaks);
        Leaks = leaks;
    }

    /// <summary>What was left behind, one by one.</summary>
    public IReadOnlyList<LeakReport> Leaks { get; }
}
