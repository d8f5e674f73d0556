using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Linq;
using System.Threading;

namespace LeakLint.Guard.Unix;

/// <summary>Searches the process table for processes by the marker in their environment.</summary>
internal static class MarkedProcesses
{
    /// <summary>The running processes whose marker holds <paramref name="needle"/>. This process is never among them.</summary>
    public static IEnumerable<ProcStat> Find(string needle)
        => Find(marker => marker.Contains(needle, StringComparison.Ordinal));

    /// <summary>Those of <see cref="Find(string)"/> that this program started itself, by whatever means.</summary>
    public static IEnumerable<ProcessIdentity> FindDirectChildren(string needle)
        => Find(needle).Where(stat => stat.ParentId == Environment.ProcessId).Select(stat => new ProcessIdentity(stat.Id, stat.StartTicks));

    /// <summary>
    /// The running processes that belong to a group of this name whose owner is gone. Only owners of our own pid namespace are
    /// judged: a container's process ids mean nothing outside it, and its healthy children would look abandoned.
    /// </summary>
    public static IEnumerable<ProcStat> FindOrphans(string groupName) => Find(marker => HasLostOwner(marker, groupName));

    /// <summary>Kills what <see cref="Find(string)"/> finds, once.</summary>
    /// <returns>Whether it found any.</returns>
    public static bool KillAny(string needle)
    {
        var found = false;
        foreach (var stat in Find(needle))
        {
            found = true;
            new ProcessIdentity(stat.Id, stat.StartTicks).TrySignal(LibC.SigKill);
        }

        return found;
    }

    /// <summary>Whether some process is in the middle of exec, and may turn out to be marked.</summary>
    public static bool AnyStarting() => ProcFs.EnumerateProcessIds().Any(ProcFs.IsStarting);

    /// <summary>Kills what <see cref="FindOrphans"/> finds until it finds nothing, or the time is up.</summary>
    /// <returns>How many different processes were killed.</returns>
    public static int KillOrphans(string groupName, TimeSpan limit, CancellationToken cancellationToken)
    {
        var killed = new HashSet<ProcessIdentity>();
        var watch = Stopwatch.StartNew();
        while (watch.Elapsed < limit && !cancellationToken.IsCancellationRequested)
        {
            var orphans = FindOrphans(groupName).Select(stat => new ProcessIdentity(stat.Id, stat.StartTicks)).ToArray();
            if (orphans.Length == 0)
                break;
            foreach (var orphan in orphans)
            {
                if (orphan.TrySignal(LibC.SigKill))
                    killed.Add(orphan);
            }

            Thread.Sleep(5);
        }

        return killed.Count;
    }

    private static bool HasLostOwner(string marker, string groupName)
    {
        foreach (var token in OwnerMarker.Parse(marker))
        {
            if (token.GroupName == groupName && token.PidNamespace == ProcessIdentity.PidNamespace && !token.Owner.IsAlive)
                return true;
        }

        return false;
    }

    private static IEnumerable<ProcStat> Find(Func<string, bool> isWanted)
    {
        foreach (var id in ProcFs.EnumerateProcessIds())
        {
            if (id != Environment.ProcessId
                && ProcFs.FindMarker(id) is { Length: > 0 } marker && isWanted(marker)
                && ProcFs.TryReadStat(id, out var stat) && !stat.IsZombie)
                yield return stat;
        }
    }
}
