using System;
using System.Collections.Generic;

namespace LeakLint.Guard.Tracking;

/// <summary>All places: as many as were ever needed at once.</summary>
internal static class EntryPool
{
    public const int BatchSize = 64;

    private static readonly object _gate = new();
    private static readonly List<TrackedEntry[]> _batches = [];
    private static readonly Stack<TrackedEntry> _free = new();

    /// <summary>Fills the beginning of the buffer with free places, making some if there are none.</summary>
    /// <returns>How many: at least one.</returns>
    public static int Take(Span<TrackedEntry> buffer)
    {
        lock (_gate)
        {
            var count = 0;
            while (count < BatchSize && _free.TryPop(out var entry))
                buffer[count++] = entry;
            if (count > 0)
                return count;
            var batch = new TrackedEntry[BatchSize];
            for (var i = 0; i < BatchSize; i++)
                batch[i] = new TrackedEntry();
            _batches.Add(batch);
            batch.CopyTo(buffer);
            return BatchSize;
        }
    }

    public static void Return(ReadOnlySpan<TrackedEntry> entries)
    {
        lock (_gate)
        {
            foreach (var entry in entries)
                _free.Push(entry);
        }
    }

    /// <summary>All places, free or not. Those that are made meanwhile may be missing.</summary>
    public static IEnumerable<TrackedEntry> Enumerate()
    {
        TrackedEntry[][] batches;
        lock (_gate)
            batches = [.. _batches];
        foreach (var batch in batches)
        {
            foreach (var entry in batch)
                yield return entry;
        }
    }
}
