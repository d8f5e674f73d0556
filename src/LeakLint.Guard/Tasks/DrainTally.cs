using System;
using System.Collections.Generic;

namespace LeakLint.Guard;

/// <summary>Counts how work ends from the moment a drain begins. Its user locks it.</summary>
internal sealed class DrainTally
{
    private int _completed;
    private int _faulted;
    private int _cancelled;

    public void Add(WorkOutcome? outcome)
    {
        switch (outcome)
        {
            case WorkOutcome.Completed:
                _completed++;
                break;
            case WorkOutcome.Faulted:
                _faulted++;
                break;
            case WorkOutcome.Cancelled:
                _cancelled++;
                break;
        }
    }

    public DrainResult Close(IReadOnlyList<string> abandoned, TimeSpan elapsed)
        => new(_completed, _faulted, _cancelled, abandoned.Count, elapsed, abandoned);
}

/// <summary>How a piece of work ended.</summary>
internal enum WorkOutcome
{
    Completed,
    Faulted,
    Cancelled,
}
