using Microsoft.Extensions.Logging;

namespace LeakLint.Guard.AspNetCore.RequestTracking;

internal static partial class RequestLog
{
    [LoggerMessage(
        101, LogLevel.Warning,
        "LEAK_SUSPECTED: {Method} {Route} has ended and left {Count} behind that it created: {Resources}. "
            + "Suppressed since the last report: {Suppressed}. Allocated: {AllocatedBytes}.",
        EventName = "LEAK_SUSPECTED")]
    public static partial void LeakSuspected(
        ILogger logger, string method, string route, int count, string resources, int suppressed, long? allocatedBytes);
}
