using System;
using System.Diagnostics;

namespace LeakLint.Guard;

/// <summary>
/// What a command becomes before it is started: it carries the marker, and on Unix it runs behind the session starter, which becomes
/// the command (same process id, same streams, same exit code).
/// </summary>
internal static class StartPlan
{
    /// <summary>Applies the plan to <paramref name="startInfo"/> for good. Doing it twice changes the child's number only.</summary>
    public static void Apply(ProcessStartInfo startInfo, OwnerMarker marker, int number, string? sessionStarter)
    {
        if (startInfo.UseShellExecute)
            throw new ArgumentException("UseShellExecute must be off: the shell gives no hold on what it starts.", nameof(startInfo));
        if (sessionStarter is not null && startInfo.FileName != sessionStarter)
            Wrap(startInfo, sessionStarter);
        startInfo.Environment[OwnerMarker.Variable] = marker.Extend(FindMarker(startInfo), number);
        ParentExitSupport.EnableIfAvailable(startInfo);
    }

    /// <summary>Applies the plan, starts the process, and leaves the caller's object as it was, ready to be used again.</summary>
    public static Process Start(ProcessStartInfo startInfo, OwnerMarker marker, int number, string? sessionStarter)
    {
        // Two threads may share one start info, even through two groups; each must see its own plan.
        lock (startInfo)
        {
            var before = (startInfo.FileName, startInfo.Arguments, Listed: startInfo.ArgumentList.Count);
            var inherited = startInfo.UseShellExecute ? null : FindMarker(startInfo);
            try
            {
                Apply(startInfo, marker, number, sessionStarter);
                return Process.Start(startInfo)!;
            }
            finally
            {
                startInfo.FileName = before.FileName;
                startInfo.Arguments = before.Arguments;
                if (startInfo.ArgumentList.Count > before.Listed)
                    startInfo.ArgumentList.RemoveAt(0);
                if (!startInfo.UseShellExecute)
                    Restore(startInfo, inherited);
            }
        }
    }

    private static string? FindMarker(ProcessStartInfo startInfo)
        => startInfo.Environment.TryGetValue(OwnerMarker.Variable, out var value) ? value : null;

    private static void Restore(ProcessStartInfo startInfo, string? marker)
    {
        if (marker is null)
            startInfo.Environment.Remove(OwnerMarker.Variable);
        else
            startInfo.Environment[OwnerMarker.Variable] = marker;
    }

    private static void Wrap(ProcessStartInfo startInfo, string sessionStarter)
    {
        var command = ExecutableLookup.Resolve(startInfo.FileName);
        if (command == sessionStarter)
            return;
        startInfo.FileName = sessionStarter;
        if (startInfo.ArgumentList.Count > 0 || startInfo.Arguments.Length == 0)
            startInfo.ArgumentList.Insert(0, command);
        else
            startInfo.Arguments = $"\"{command.Replace("\"", "\\\"", StringComparison.Ordinal)}\" {startInfo.Arguments}";
    }
}
