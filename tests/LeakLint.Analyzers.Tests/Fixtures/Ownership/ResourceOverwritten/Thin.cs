// Other members empty the field, so it hangs on the order of calls whether something is there: there are signs, and no more.
public sealed class Signer : IDisposable
{
    private FileStream? _log;

    // Whether the last one is still there hangs on whether somebody has called Leave.
    public void Enter(string path) => _log = File.OpenWrite(path); // want LEAK1004 info: _log

    public void Leave()
    {
        _log?.Dispose();
        _log = null;
    }

    public void Dispose() => _log?.Dispose();
}
