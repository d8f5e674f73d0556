using System;
using System.Diagnostics;
using System.Threading;
using LeakLint.Guard.Unix;

namespace LeakLint.Guard.Monitoring;

/// <summary>Reads what this process uses, without making it do anything: no collection is ever forced, because that would hide what it is to show.</summary>
internal sealed class ProcessReader : IResourceReader
{
    private readonly ContainerMemory _container = new();

    public ResourceReading Read()
    {
        var full = FindLastFullCollection();
        var last = GC.GetGCMemoryInfo(GCKind.Any);
        return new ResourceReading(
            full.Index == 0 ? null : full.HeapSizeBytes - full.FragmentedBytes,
            full.Index,
            last.TotalAvailableMemoryBytes,
            last.TotalCommittedBytes,
            Environment.WorkingSet,
            _container.FindLimit(),
            CountThreads(),
            Timer.ActiveCount,
            CountChildren());
    }

    private static GCMemoryInfo FindLastFullCollection()
    {
        var blocking = GC.GetGCMemoryInfo(GCKind.FullBlocking);
        var background = GC.GetGCMemoryInfo(GCKind.Background);
        return blocking.Index > background.Index ? blocking : background;
    }

    private static int CountThreads()
    {
        if (ProcessTree.TryCountThreads(Environment.ProcessId, out var count))
            return count;
        using var self = Process.GetCurrentProcess();
        return self.Threads.Count;
    }

    private static int CountChildren()
    {
        if (!ProcFs.IsAvailable)
            return ProcessMetrics.ActiveCount;
        // To look through the process table is most of the work of a sample, and most programs have no children.
        return ProcessTree.HasChildren() ? ProcessTree.CountDescendants(Environment.ProcessId, Reaper.IsReaper) : 0;
    }
}
