// Classes of ours whose release gives nothing back: it is empty below a base that holds nothing, or waits for what goes on.
using System.Buffers;

sealed unsafe class Borrowed(byte* start, int length) : MemoryManager<byte>
{
    public override Span<byte> GetSpan() => new(start, length);

    public override MemoryHandle Pin(int elementIndex = 0) => default;

    public override void Unpin()
    {
    }

    protected override void Dispose(bool disposing)
    {
    }
}

sealed class Backlog : IDisposable
{
    private volatile bool _isOver;

    public int Count { get; set; }

    public void Dispose()
    {
        _isOver = true;
        while (Count != 0)
            Thread.Yield();
    }

    public override string ToString() => _isOver ? "over" : "open";
}

static class Inert
{
    // Silent: the memory belongs to somebody else.
    static unsafe int Weigh(byte* start, int length)
    {
        var view = new Borrowed(start, length);
        return view.Memory.Length;
    }

    // Silent: nothing is held.
    static int Work()
    {
        var backlog = new Backlog();
        return backlog.Count;
    }
}
