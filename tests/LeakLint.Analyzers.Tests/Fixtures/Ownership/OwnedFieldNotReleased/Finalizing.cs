// Silent: the flag tells whether this is the finalizer, so the first call passes false.
public abstract class Room
{
    public void Close() => Dispose(finalize: false);

    protected virtual void Dispose(bool finalize)
    {
    }
}

public sealed class Workshop : Room, IDisposable
{
    private readonly FileStream _log = File.OpenWrite("log");

    public void Write(byte value) => _log.WriteByte(value);

    public void Dispose() => Dispose(false);

    protected override void Dispose(bool finalize)
    {
        if (!finalize)
            _log.Dispose();
        base.Dispose(finalize);
    }
}
