using System;
using System.Collections.Generic;

namespace LeakLint.Guard.Testing.Probes;

/// <summary>Looks for one kind of leak: remembers what there is when it is created, and finds what has come since.</summary>
internal abstract class LeakProbe : IDisposable
{
    /// <summary>What is there now and was not there when the probe was created.</summary>
    public abstract IEnumerable<Finding> Find();

    public virtual void Dispose()
    {
    }

    public static IReadOnlyList<LeakProbe> CreateAll(LeakKinds kinds)
    {
        List<LeakProbe> probes = [];
        if (kinds.HasFlag(LeakKinds.Resources) || kinds.HasFlag(LeakKinds.BackgroundTasks))
            probes.Add(new TrackedProbe(kinds));
        if (kinds.HasFlag(LeakKinds.ChildProcesses))
            probes.Add(ProcessTable.IsAvailable ? new ChildProcessProbe() : new TrackedProbe(LeakKinds.ChildProcesses));
        if (kinds.HasFlag(LeakKinds.Timers))
            probes.Add(new TimerProbe());
        if (kinds.HasFlag(LeakKinds.Threads))
            probes.Add(new ThreadProbe());
        // Last, so that the others' own work is not seen by it.
        if (kinds.HasFlag(LeakKinds.AsyncOperations))
            probes.Add(new AsyncOperationProbe());
        return probes;
    }
}
