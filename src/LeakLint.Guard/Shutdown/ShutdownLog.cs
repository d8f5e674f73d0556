using System;
using Microsoft.Extensions.Logging;

namespace LeakLint.Guard;

internal static partial class ShutdownLog
{
    [LoggerMessage(41, LogLevel.Information, "Shutdown begins. It may take {Timeout}.")]
    public static partial void Begins(ILogger logger, TimeSpan timeout);

    [LoggerMessage(42, LogLevel.Debug, "Shutdown phase {Phase}: {Count} callbacks.")]
    public static partial void PhaseBegins(ILogger logger, ShutdownPhase phase, int count);

    [LoggerMessage(43, LogLevel.Error, "Shutdown callback {Name} failed in phase {Phase}.")]
    public static partial void CallbackFailed(ILogger logger, Exception exception, string name, ShutdownPhase phase);

    [LoggerMessage(44, LogLevel.Error, "Shutdown callback {Name} did not end within {Budget} in phase {Phase}; shutdown goes on without it.")]
    public static partial void CallbackTimedOut(ILogger logger, string name, TimeSpan budget, ShutdownPhase phase);

    [LoggerMessage(45, LogLevel.Information, "Shutdown ended after {Elapsed}: {TimedOut} callbacks timed out, {Failed} failed.")]
    public static partial void Ended(ILogger logger, TimeSpan elapsed, int timedOut, int failed);

    [LoggerMessage(46, LogLevel.Information, "Signal {Signal} received.")]
    public static partial void SignalReceived(ILogger logger, System.Runtime.InteropServices.PosixSignal signal);

    [LoggerMessage(47, LogLevel.Warning, "A second signal, {Signal}, was received: only child processes are still killed.")]
    public static partial void SecondSignalReceived(ILogger logger, System.Runtime.InteropServices.PosixSignal signal);
}
