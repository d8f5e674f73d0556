namespace LeakLint.Guard.Monitoring;

/// <summary>What can be read of this process at one moment.</summary>
/// <param name="LiveHeapBytes">As in <see cref="ResourceSnapshot"/>.</param>
/// <param name="FullCollection">The number of the collection after which <paramref name="LiveHeapBytes"/> was taken: only a new one tells something new.</param>
/// <param name="HeapLimitBytes">As in <see cref="ResourceSnapshot"/>.</param>
/// <param name="CommittedBytes">As in <see cref="ResourceSnapshot"/>.</param>
/// <param name="WorkingSetBytes">As in <see cref="ResourceSnapshot"/>.</param>
/// <param name="MemoryLimitBytes">As in <see cref="ResourceSnapshot"/>.</param>
/// <param name="ThreadCount">As in <see cref="ResourceSnapshot"/>.</param>
/// <param name="TimerCount">As in <see cref="ResourceSnapshot"/>.</param>
/// <param name="ChildProcessCount">As in <see cref="ResourceSnapshot"/>.</param>
internal readonly record struct ResourceReading(
    long? LiveHeapBytes,
    long FullCollection,
    long HeapLimitBytes,
    long CommittedBytes,
    long WorkingSetBytes,
    long? MemoryLimitBytes,
    int ThreadCount,
    long TimerCount,
    int ChildProcessCount);

/// <summary>Reads what the process uses.</summary>
internal interface IResourceReader
{
    ResourceReading Read();
}
