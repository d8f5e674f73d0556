using System;

namespace LeakLint.Guard;

/// <summary>
/// Divides the time of a shutdown, so that what hangs first does not take the time of what comes later.
/// </summary>
internal sealed class ShutdownBudget(ShutdownOptions options, TimeProvider clock)
{
    /// <summary>Less than this is no time: it is what a callback gets that comes too late.</summary>
    public static readonly TimeSpan Least = TimeSpan.FromMilliseconds(50);

    private readonly long _begin = clock.GetTimestamp();

    public TimeSpan Elapsed => clock.GetElapsedTime(_begin);

    /// <summary>What a phase may use, from now on: a part of what is left before the reserve, and for the last one the reserve itself.</summary>
    public TimeSpan ForPhase(ShutdownPhase phase)
    {
        var left = options.Timeout - options.KillReserve - Elapsed;
        if (left < TimeSpan.Zero)
            left = TimeSpan.Zero;
        return phase switch
        {
            ShutdownPhase.StopAccepting => left / 4,
            ShutdownPhase.Drain => left * 3 / 4,
            ShutdownPhase.Dispose => left,
            _ => options.KillReserve,
        };
    }

    /// <summary>What one callback may use of its phase: half of what is left, and all of it when it is the last.</summary>
    public static TimeSpan ForCallback(TimeSpan leftInPhase, int callbacksLeft)
        => callbacksLeft > 1 ? leftInPhase / 2 : leftInPhase;
}
