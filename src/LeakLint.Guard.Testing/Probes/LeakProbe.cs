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
        // Where the process table can be read, it shows more than what is tracked.
        var tracked = kinds & (LeakKinds.Resources | LeakKinds.BackgroundTasks | (ProcessTable.IsAvailable ? 0 : LeakKinds.ChildProcesses));
        List<LeakProbe> probes = [];
        if (tracked != LeakKinds.None)
            probes.Add(new TrackedProbe(tracked));
        if (kinds.HasFlag(LeakKinds.ChildProcesses) && ProcessTable.IsAvailable)
            probes.Add(new ChildProcessProbe());
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
