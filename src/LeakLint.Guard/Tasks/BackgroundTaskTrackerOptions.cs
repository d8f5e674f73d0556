using System;

namespace LeakLint.Guard;

/// <summary>Limits of a <see cref="BackgroundTaskTracker"/>.</summary>
public sealed class BackgroundTaskTrackerOptions
{
    /// <summary>How many pieces of work it runs at once. Tasks that were adopted already run, and are not counted. Default 64.</summary>
    public int MaxConcurrency { get; set; } = 64;

    /// <summary>
    /// Whether work sees the <c>AsyncLocal</c> values (the request, the activity) of the code that handed it over. Default false:
    /// work that outlives a request would keep the request's values alive.
    /// </summary>
    public bool FlowExecutionContext { get; set; }

    /// <summary>Called with the name and exception of work that failed, after it was logged. An exception it throws is logged too.</summary>
    public Action<string, Exception>? OnFault { get; set; }

    /// <summary>How long <see cref="BackgroundTaskTracker.DisposeAsync"/> and a stopping host wait. Default 15 seconds.</summary>
    public TimeSpan DrainTimeout { get; set; } = TimeSpan.FromSeconds(15);

    internal void Validate()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxConcurrency, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(DrainTimeout, TimeSpan.Zero);
    }
}
