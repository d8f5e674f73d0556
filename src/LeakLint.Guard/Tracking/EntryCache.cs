using System;

namespace LeakLint.Guard.Tracking;

/// <summary>Free places of one thread, and the thread's choice of what to sample: tracking takes no lock and no shared counter.</summary>
internal sealed class EntryCache
{
    private const int SampleInterval = 128;

    [ThreadStatic]
    private static EntryCache? _current;

    private readonly TrackedEntry[] _free = new TrackedEntry[2 * EntryPool.BatchSize];
    private int _count;
    private int _untilSample = NextSample();

    // A thread that ends leaves its places to the others.
    ~EntryCache() => EntryPool.Return(_free.AsSpan(0, _count));

    public static EntryCache Current => _current ?? Create();

    public TrackedEntry Take()
    {
        if (_count == 0)
            _count = EntryPool.Take(_free);
        return _free[--_count];
    }

    public void Return(TrackedEntry entry)
    {
        if (_count == _free.Length)
        {
            _count -= EntryPool.BatchSize;
            EntryPool.Return(_free.AsSpan(_count, EntryPool.BatchSize));
        }

        // Most often it comes back to where it was taken from.
        if (_free[_count] != entry)
            _free[_count] = entry;
        _count++;
    }

    /// <summary>Whether chance chose the next thing: on average one of 128.</summary>
    public bool IsNextSampled()
    {
        if (--_untilSample > 0)
            return false;
        _untilSample = NextSample();
        return true;
    }

    private static EntryCache Create()
    {
        TrackingMetrics.Start();
        return _current = new EntryCache();
    }

    // At random, so that code that creates things in a rhythm cannot hide one of them.
    private static int NextSample() => Random.Shared.Next(1, 2 * SampleInterval);
}
