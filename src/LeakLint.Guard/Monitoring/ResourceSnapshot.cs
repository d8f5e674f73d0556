using System;
using System.Collections.Generic;

namespace LeakLint.Guard;

/// <summary>What a program used at one moment.</summary>
/// <param name="Timestamp">When.</param>
/// <param name="LiveHeapBytes">
/// Bytes of managed objects that survived the last full collection; null before the first one. This is what leaks make grow. What is
/// allocated at the moment says nothing: it goes up and down with each collection.
/// </param>
/// <param name="HeapLimitBytes">
/// Bytes that the managed heap can have: the machine's memory, or the part of the container's limit that the runtime takes for it
/// (three quarters, unless configured).
/// </param>
/// <param name="CommittedBytes">Bytes that the collector holds of the operating system, as of the last collection.</param>
/// <param name="WorkingSetBytes">Bytes of physical memory that this process uses.</param>
/// <param name="MemoryLimitBytes">The container's limit (control groups, Linux), or null where there is none.</param>
/// <param name="ThreadCount">Threads of this process.</param>
/// <param name="TimerCount">Timers that wait to fire.</param>
/// <param name="ChildProcessCount">
/// Live child processes and what they started, by whatever means (Linux); elsewhere only those of a <see cref="ChildProcessGroup"/>.
/// </param>
/// <param name="Probes">The values of the program's own probes, by name. A probe that failed is missing.</param>
public sealed record ResourceSnapshot(
    DateTimeOffset Timestamp,
    long? LiveHeapBytes,
    long HeapLimitBytes,
    long CommittedBytes,
    long WorkingSetBytes,
    long? MemoryLimitBytes,
    int ThreadCount,
    long TimerCount,
    int ChildProcessCount,
    IReadOnlyDictionary<string, long> Probes);
