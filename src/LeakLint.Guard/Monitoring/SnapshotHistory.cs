namespace LeakLint.Guard.Monitoring;

/// <summary>The latest snapshots. When it is full, the oldest makes room.</summary>
internal sealed class SnapshotHistory(int capacity)
{
    private readonly ResourceSnapshot[] _snapshots = new ResourceSnapshot[capacity];
    private int _next;
    private int _count;

    public void Add(ResourceSnapshot snapshot)
    {
        _snapshots[_next] = snapshot;
        _next = (_next + 1) % capacity;
        _count = _count < capacity ? _count + 1 : capacity;
    }

    /// <summary>A copy, the oldest first.</summary>
    public ResourceSnapshot[] ToArray()
    {
        var copy = new ResourceSnapshot[_count];
        for (var i = 0; i < _count; i++)
            copy[i] = _snapshots[(_next - _count + i + capacity) % capacity];
        return copy;
    }
}
