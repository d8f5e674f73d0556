using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using LeakLint.Guard.Unix;

namespace LeakLint.Guard.Testing.Probes;

/// <summary>
/// Processes that descend from this one. One whose parent is gone has the init process as its parent: it is found by a variable in its
/// environment that every process inherits from this one.
/// </summary>
internal sealed class ChildProcessProbe : LeakProbe
{
    private const string Variable = "LEAKLINT_CHECKED_BY";
    private const string Reaper = "\0leaklint-reaper\0";

    private static readonly string _mark = Mark();

    private readonly HashSet<(int Id, long StartTicks)> _baseline;

    public ChildProcessProbe()
    {
        Environment.SetEnvironmentVariable(Variable, _mark);
        _baseline = [.. ProcessTable.List().Values.Select(static stat => (stat.Id, stat.StartTicks))];
    }

    public override IEnumerable<Finding> Find()
    {
        var processes = ProcessTable.List();
        var started = processes.Values
            .Where(stat => !_baseline.Contains((stat.Id, stat.StartTicks)))
            .Where(stat => IsDescendant(stat, processes) || ProcessTable.Mentions(stat.Id, "environ", $"{Variable}={_mark}\0"))
            // What watches over the children of a group ends with the group, or with this process at the latest.
            .Where(static stat => !ProcessTable.Mentions(stat.Id, "cmdline", Reaper))
            .ToArray();
        if (started.Length == 0)
            return [];
        var tracked = LeakTracker.FindActive(ResourceKinds.ChildProcess);
        return started.Select(stat => Describe(stat, tracked));
    }

    private static Finding Describe(ProcStat stat, IReadOnlyList<ActiveResource> tracked)
    {
        var id = string.Create(CultureInfo.InvariantCulture, $"(pid {stat.Id})");
        return new Finding(FindingKinds.ChildProcess, $"{stat.Name} {id}")
        {
            Resource = tracked.FirstOrDefault(resource => resource.Name?.EndsWith(id, StringComparison.Ordinal) ?? false),
        };
    }

    private static bool IsDescendant(ProcStat stat, Dictionary<int, ProcStat> processes)
    {
        // Processes are listed one after another: an id may be used again meanwhile, and make a circle of parents.
        for (var steps = 0; steps < processes.Count; steps++)
        {
            if (stat.ParentId == Environment.ProcessId)
                return true;
            if (!processes.TryGetValue(stat.ParentId, out stat))
                return false;
        }

        return false;
    }

    private static string Mark() => string.Create(CultureInfo.InvariantCulture, $"{Environment.ProcessId}.{Guid.NewGuid():N}");
}
