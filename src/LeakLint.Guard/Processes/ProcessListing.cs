using System;
using System.Collections.Generic;
using System.Linq;
using LeakLint.Guard.Unix;

namespace LeakLint.Guard;

/// <summary>Turns what the platform shows into <see cref="ChildProcessInfo"/>.</summary>
internal static class ProcessListing
{
    /// <summary>Lists the live ones of <paramref name="children"/>, and if a marker is given the processes that carry it.</summary>
    public static IReadOnlyList<ChildProcessInfo> Create(IEnumerable<ChildProcess> children, string? needle)
    {
        var infos = new Dictionary<int, ChildProcessInfo>();
        foreach (var child in children)
        {
            if (Find(child) is { } info)
                infos[info.Id] = info;
        }

        if (needle is not null)
        {
            foreach (var stat in MarkedProcesses.Find(needle))
                infos.TryAdd(stat.Id, Create(stat, isOrphan: false));
        }

        return infos.Values.OrderBy(info => info.StartedAt).ThenBy(info => info.Id).ToArray();
    }

    public static ChildProcessInfo Create(ProcStat stat, bool isOrphan) => new(stat.Id, stat.Name, stat.StartedAt, stat.ParentId, isOrphan);

    private static ChildProcessInfo? Find(ChildProcess child)
    {
        if (ProcFs.IsAvailable)
            return ProcFs.TryReadStat(child.Id, out var stat) && !stat.IsZombie ? Create(stat, isOrphan: false) : null;
        return child.HasExited
            ? null
            : new ChildProcessInfo(child.Id, AdoptedProcess.FindName(child.Process), child.StartedAt, Environment.ProcessId, IsOrphan: false);
    }
}
