using Microsoft.Extensions.Logging;

namespace LeakLint.Guard;

internal static partial class ProcessLog
{
    [LoggerMessage(1, LogLevel.Debug, "Child process group {Group}: parent-exit protection is {Protection}. {Shortfall}")]
    public static partial void ProtectionObtained(ILogger logger, string group, ParentExitProtection protection, string shortfall);

    [LoggerMessage(2, LogLevel.Warning, "Child process group {Group}: its reaper ended and could not be replaced; parent-exit protection is now {Protection}.")]
    public static partial void ProtectionLost(ILogger logger, string group, ParentExitProtection protection);

    [LoggerMessage(3, LogLevel.Warning, "Child process group {Group}: its reaper had ended and was replaced.")]
    public static partial void ReaperRestarted(ILogger logger, string group);

    [LoggerMessage(4, LogLevel.Warning, "Child process group {Group}: killed {Count} processes that an earlier run left behind.")]
    public static partial void OrphansKilled(ILogger logger, string group, int count);

    [LoggerMessage(5, LogLevel.Warning, "Child process {Id} ({FileName}) did not end when it was asked to, and was killed.")]
    public static partial void KilledAfterGrace(ILogger logger, int id, string fileName);

    [LoggerMessage(6, LogLevel.Error, "Child process {Id} ({FileName}) is still there after SIGKILL.")]
    public static partial void SurvivedKill(ILogger logger, int id, string fileName);

    [LoggerMessage(7, LogLevel.Error, "Child process group {Group}: processes it marked were still appearing when the sweep ran out of time.")]
    public static partial void SweepIncomplete(ILogger logger, string group);
}
