using System;
using System.Globalization;
using System.IO;

namespace LeakLint.Guard.Unix;

/// <summary>What <c>/proc/[pid]/stat</c> says of a process.</summary>
/// <remarks>
/// <c>IsStarting</c>: it is in the middle of exec, and its environment is not there yet. Told only to who may read the environment.
/// </remarks>
internal readonly record struct ProcStat(int Id, string Name, char State, int ParentId, int GroupId, long StartTicks, bool IsStarting = false)
{
    // The kernel reports in USER_HZ, which is 100 on every architecture that .NET runs on.
    private const int TicksPerSecond = 100;
    private const uint KernelThread = 0x200000;
    private const int FlagsField = 6;
    private const int StartTimeField = 19;
    private const int EnvironmentEndField = 48;
    private static readonly Lazy<DateTimeOffset> _bootTime = new(ReadBootTime);

    /// <summary>Whether the process has ended and only waits to be collected by its parent.</summary>
    public bool IsZombie => State is 'Z' or 'X';

    public DateTimeOffset StartedAt => _bootTime.Value + TimeSpan.FromSeconds(StartTicks / (double)TicksPerSecond);

    public static bool TryParse(int id, string text, out ProcStat stat)
    {
        stat = default;
        // The name stands in parentheses and may itself hold spaces and parentheses: only the last one closes it.
        var open = text.IndexOf('(', StringComparison.Ordinal);
        var close = text.LastIndexOf(')');
        if (open < 0 || close < open)
            return false;
        var fields = text[(close + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (fields.Length <= StartTimeField
            || !int.TryParse(fields[1], NumberStyles.Integer, CultureInfo.InvariantCulture, out var parent)
            || !int.TryParse(fields[2], NumberStyles.Integer, CultureInfo.InvariantCulture, out var group)
            || !long.TryParse(fields[StartTimeField], NumberStyles.Integer, CultureInfo.InvariantCulture, out var start))
            return false;
        stat = new ProcStat(id, text[(open + 1)..close], fields[0][0], parent, group, start, IsInExec(fields));
        return true;
    }

    private static bool IsInExec(string[] fields)
        => fields.Length > EnvironmentEndField && fields[EnvironmentEndField] == "0" && fields[0][0] is not ('Z' or 'X')
            && uint.TryParse(fields[FlagsField], NumberStyles.None, CultureInfo.InvariantCulture, out var flags) && (flags & KernelThread) == 0;

    private static DateTimeOffset ReadBootTime()
    {
        foreach (var line in File.ReadLines("/proc/stat"))
        {
            if (line.StartsWith("btime ", StringComparison.Ordinal))
                return DateTimeOffset.FromUnixTimeSeconds(long.Parse(line.AsSpan(6), NumberStyles.None, CultureInfo.InvariantCulture));
        }

        return DateTimeOffset.UnixEpoch;
    }
}
