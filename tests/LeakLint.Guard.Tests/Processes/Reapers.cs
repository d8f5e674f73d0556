using System.Collections.Generic;
using System.IO;
using System.Linq;
using LeakLint.Guard.Unix;

namespace LeakLint.Guard.Tests.Processes;

/// <summary>Finds the reapers that a process started.</summary>
internal static class Reapers
{
    public static IReadOnlyList<ProcessIdentity> Of(int ownerId)
        => ProcFs.EnumerateProcessIds()
            .Where(id => ProcFs.TryReadStat(id, out var stat) && stat.ParentId == ownerId && !stat.IsZombie && IsReaper(id))
            .Select(id => ProcFs.TryReadStat(id, out var stat) ? new ProcessIdentity(id, stat.StartTicks) : default)
            .ToArray();

    private static bool IsReaper(int id)
    {
        try
        {
            return File.ReadAllText($"/proc/{id}/cmdline").Contains("\0leaklint-reaper\0");
        }
        catch (IOException)
        {
            return false;
        }
    }
}
