using System.Collections.Generic;
using System.Linq;

namespace LeakLint.Guard.Testing.Probes;

/// <summary>What <see cref="LeakTracker"/> tracks.</summary>
internal sealed class TrackedProbe(LeakKinds kinds) : LeakProbe
{
    private readonly HashSet<ActiveResource> _baseline = [.. LeakTracker.FindActive()];

    public override IEnumerable<Finding> Find()
        => from resource in LeakTracker.FindActive()
           where !_baseline.Contains(resource) && kinds.HasFlag(KindOf(resource))
           select new Finding(Describe(resource), resource.Name ?? "") { Resource = resource };

    private static LeakKinds KindOf(ActiveResource resource) => resource.Kind switch
    {
        ResourceKinds.ChildProcess => LeakKinds.ChildProcesses,
        ResourceKinds.BackgroundTask => LeakKinds.BackgroundTasks,
        _ => LeakKinds.Resources,
    };

    private static FindingKind Describe(ActiveResource resource) => resource.Kind switch
    {
        ResourceKinds.ChildProcess => FindingKinds.ChildProcess,
        ResourceKinds.BackgroundTask => FindingKinds.BackgroundTask,
        _ => FindingKinds.Tracked(resource.Kind),
    };
}
