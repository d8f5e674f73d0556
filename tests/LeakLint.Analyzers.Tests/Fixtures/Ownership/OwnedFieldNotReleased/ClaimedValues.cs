interface ISnapshot : IDisposable
{
    void Commit();
}

interface IStore : IDisposable
{
    ISnapshot GetSnapshot();

    Task<ISnapshot> GetSnapshotAsync();
}

// Nobody can tell what GetSnapshot gives; that each is released before the next tells that the last one is to be released as well.
sealed class BatchedStore(IStore store) : IDisposable
{
    private readonly IStore _store = store;
    private ISnapshot? _snapshot; // want LEAK1007 info: _snapshot

    public void Start()
    {
        _snapshot?.Dispose();
        _snapshot = _store.GetSnapshot();
    }

    public void Commit() => _snapshot?.Commit();

    public void Dispose() => _store.Dispose();
}

sealed class AwaitedStore(IStore store) : IDisposable
{
    private readonly IStore _store = store;
    private ISnapshot? _snapshot; // want LEAK1007 info: _snapshot

    public async Task StartAsync()
    {
        if (_snapshot != null)
        {
            _snapshot.Commit();
            _snapshot.Dispose();
        }

        _snapshot = await _store.GetSnapshotAsync().ConfigureAwait(false);
    }

    public void Dispose() => _store.Dispose();
}

// Silent: the last one is released at the end.
sealed class CarefulStore(IStore store) : IDisposable
{
    private readonly IStore _store = store;
    private ISnapshot? _snapshot;

    public void Start()
    {
        _snapshot?.Dispose();
        _snapshot = _store.GetSnapshot();
    }

    public void Dispose()
    {
        _snapshot?.Dispose();
        _store.Dispose();
    }
}

// Silent: a flag says whose it is.
sealed class FlaggedStore(IStore store) : IDisposable
{
    private readonly IStore _store = store;
    private ISnapshot? _snapshot;
    private bool _owns;

    public void Start(bool owns)
    {
        if (_owns)
            _snapshot?.Dispose();
        _snapshot = _store.GetSnapshot();
        _owns = owns;
    }

    public void Commit() => _snapshot?.Commit();

    public void Dispose() => _store.Dispose();
}

// Silent: some of what is stored is given, and somebody else's.
sealed class GivenStore(IStore store) : IDisposable
{
    private readonly IStore _store = store;
    private ISnapshot? _snapshot;

    public void Start()
    {
        _snapshot?.Dispose();
        _snapshot = _store.GetSnapshot();
    }

    public void Use(ISnapshot snapshot) => _snapshot = snapshot;

    public void Commit() => _snapshot?.Commit();

    public void Dispose() => _store.Dispose();
}

// Silent: others see it, and may release it.
sealed class ShownStore(IStore store) : IDisposable
{
    private readonly IStore _store = store;
    private ISnapshot? _snapshot;

    public ISnapshot? Snapshot => _snapshot;

    public void Start()
    {
        _snapshot?.Dispose();
        _snapshot = _store.GetSnapshot();
    }

    public void Dispose() => _store.Dispose();
}
