using System;
using Microsoft.Extensions.Logging;

namespace LeakLint.Guard.Release;

internal static partial class GuardLog
{
    [LoggerMessage(1, LogLevel.Error, "Releasing {Item} of {Collection} failed")]
    public static partial void ReleaseFailed(ILogger logger, Exception error, string item, string collection);

    [LoggerMessage(2, LogLevel.Warning, "Releasing {Item} of {Collection} takes longer than {Timeout}; it is not waited for any more")]
    public static partial void ReleaseTimedOut(ILogger logger, string item, string collection, TimeSpan timeout);

    [LoggerMessage(3, LogLevel.Error, "The eviction callback for {Item} of {Collection} failed")]
    public static partial void CallbackFailed(ILogger logger, Exception error, string item, string collection);

    [LoggerMessage(4, LogLevel.Error, "A callback on the retirement of {Item} of {Collection} failed")]
    public static partial void RetiredCallbackFailed(ILogger logger, Exception error, string item, string collection);

    [LoggerMessage(5, LogLevel.Error, "A sweep of {Collection} failed; the next one tries again")]
    public static partial void SweepFailed(ILogger logger, Exception error, string collection);

    [LoggerMessage(6, LogLevel.Warning, "{Count} evicted values of {Collection} wait to be released: they are released more slowly than others take their place")]
    public static partial void ReleasesFallBehind(ILogger logger, int count, string collection);
}
