using System.Threading;
using LeakLint.Guard.Monitoring;

namespace LeakLint.Guard.Tests.Monitoring;

/// <summary>A process whose resources the test sets. Each reading comes after a full collection unless the test says otherwise.</summary>
internal sealed class FakeReader : IResourceReader
{
    public const long Megabyte = 1 << 20;

    public long? LiveHeap { get; set; } = 100 * Megabyte;

    public long Collection { get; set; }

    public bool Collects { get; set; } = true;

    public long HeapLimit { get; set; } = 1_000 * Megabyte;

    public long WorkingSet { get; set; } = 200 * Megabyte;

    public long? MemoryLimit { get; set; }

    public int Threads { get; set; } = 20;

    public int Reads => Volatile.Read(ref _reads);

    private int _reads;

    public ResourceReading Read()
    {
        Interlocked.Increment(ref _reads);
        Collection += Collects ? 1 : 0;
        return new ResourceReading(LiveHeap, Collection, HeapLimit, 150 * Megabyte, WorkingSet, MemoryLimit, Threads, 3, 0);
    }
}
