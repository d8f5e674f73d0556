using System;
using Microsoft.Extensions.Logging;

namespace LeakLint.Guard.Monitoring;

internal static partial class MonitorLog
{
    [LoggerMessage(81, LogLevel.Information, "Resources are {Status} now; they were {Before}.")]
    public static partial void Recovered(ILogger logger, LeakStatus status, LeakStatus before);

    [LoggerMessage(82, LogLevel.Warning, "Resources are {Status}; they were {Before}. {Causes}")]
    public static partial void Worse(ILogger logger, LeakStatus status, LeakStatus before, string causes);

    [LoggerMessage(83, LogLevel.Error, "Resources are {Status}; they were {Before}. {Causes}")]
    public static partial void MuchWorse(ILogger logger, LeakStatus status, LeakStatus before, string causes);

    [LoggerMessage(84, LogLevel.Warning, "{Resource} grows by {SlopePerHour} per hour and does not stop; it is at its limit in {TimeToLimit}.")]
    public static partial void Grows(ILogger logger, string resource, double slopePerHour, TimeSpan? timeToLimit);

    [LoggerMessage(85, LogLevel.Information, "{Resource} does not grow any more.")]
    public static partial void GrowthEnded(ILogger logger, string resource);

    [LoggerMessage(86, LogLevel.Warning, "The probe {Probe} failed; its value is missing in this sample.")]
    public static partial void ProbeFailed(ILogger logger, Exception error, string probe);

    [LoggerMessage(87, LogLevel.Error, "A callback on a change of the status failed.")]
    public static partial void CallbackFailed(ILogger logger, Exception error);

    [LoggerMessage(88, LogLevel.Error, "Taking a sample failed; the next one tries again.")]
    public static partial void SampleFailed(ILogger logger, Exception error);

    [LoggerMessage(89, LogLevel.Warning, "Registries let go of {Count} entries, because resources are {Status}.")]
    public static partial void Trimmed(ILogger logger, int count, LeakStatus status);

    [LoggerMessage(90, LogLevel.Critical, "The application is stopped, because resources are {Status}. {Causes}")]
    public static partial void StopsApplication(ILogger logger, LeakStatus status, string causes);
}
