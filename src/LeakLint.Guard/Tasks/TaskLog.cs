using System;
using Microsoft.Extensions.Logging;

namespace LeakLint.Guard;

internal static partial class TaskLog
{
    [LoggerMessage(21, LogLevel.Error, "Background work {Name} failed.")]
    public static partial void Faulted(ILogger logger, Exception exception, string name);

    [LoggerMessage(22, LogLevel.Error, "The OnFault callback failed for background work {Name}.")]
    public static partial void OnFaultFailed(ILogger logger, Exception exception, string name);

    [LoggerMessage(23, LogLevel.Warning, "Background work was still running after {Elapsed} and was abandoned: {Names}")]
    public static partial void Abandoned(ILogger logger, TimeSpan elapsed, string names);

    [LoggerMessage(24, LogLevel.Error, "A callback on the Stopping token failed.")]
    public static partial void StoppingCallbackFailed(ILogger logger, Exception exception);
}
