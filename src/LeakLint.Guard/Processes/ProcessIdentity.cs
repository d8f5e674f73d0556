using System;
using System.Diagnostics;
using System.IO;
using LeakLint.Guard.Unix;

namespace LeakLint.Guard;

/// <summary>
/// A process id together with the moment its process was started. Ids are reused, the pair is not:
/// nothing here is ever signalled by a remembered id alone.
/// </summary>
internal readonly record struct ProcessIdentity(int Id, long StartTicks)
{
    /// <summary>This process.</summary>
    public static ProcessIdentity Current { get; } = FindCurrent();

    /// <summary>Names the space in which this process's ids have a meaning: a container's ids say nothing about the host's.</summary>
    public static string PidNamespace { get; } = FindPidNamespace();

    /// <summary>Whether this very process still runs. A zombie does not: it holds an id and nothing else.</summary>
    public bool IsAlive => ProcFs.TryReadStat(Id, out var stat) && stat.StartTicks == StartTicks && !stat.IsZombie;

    /// <summary>Whether this very process still has its id, running or not yet waited for.</summary>
    public bool HoldsId => ProcFs.TryReadStat(Id, out var stat) && stat.StartTicks == StartTicks;

    /// <summary>Sends a signal if the id still means the same process.</summary>
    public bool TrySignal(int signal) => IsAlive && LibC.Kill(Id, signal) == 0;

    private static ProcessIdentity FindCurrent()
    {
        var id = Environment.ProcessId;
        if (ProcFs.IsAvailable && ProcFs.TryReadStat(id, out var stat))
            return new ProcessIdentity(id, stat.StartTicks);
        using var self = Process.GetCurrentProcess();
        return new ProcessIdentity(id, self.StartTime.ToUniversalTime().Ticks);
    }

    private static string FindPidNamespace()
    {
        var target = ProcFs.IsAvailable ? new FileInfo("/proc/self/ns/pid").LinkTarget : null;
        var digits = target is null ? "" : string.Concat(Array.FindAll(target.ToCharArray(), char.IsAsciiDigit));
        return digits.Length == 0 ? "0" : digits;
    }
}
