using System;
using System.Collections.Generic;

namespace LeakLint.Guard;

/// <summary>What became of the pieces of work, or of the resources, that were pending when a drain began.</summary>
/// <param name="Completed">How many ended as intended.</param>
/// <param name="Faulted">How many ended with an exception. Each was logged where it happened.</param>
/// <param name="Cancelled">How many ended because they were asked to stop.</param>
/// <param name="Abandoned">How many had not ended when the time was up. They may still be running.</param>
/// <param name="Elapsed">How long the drain took.</param>
/// <param name="AbandonedNames">A name for each abandoned item, so that a log line tells what was stuck.</param>
public readonly record struct DrainResult(
    int Completed,
    int Faulted,
    int Cancelled,
    int Abandoned,
    TimeSpan Elapsed,
    IReadOnlyList<string> AbandonedNames)
{
    /// <summary>Whether everything ended, and nothing ended with an exception.</summary>
    public bool IsClean => Faulted == 0 && Abandoned == 0;
}
