using Microsoft.Extensions.Options;

sealed class Limits
{
    public int Most { get; set; }
}

sealed class Meter(string path) : IDisposable
{
    private readonly FileStream _log = File.Create(path);

    public void Write(int value) => _log.WriteByte((byte)value);

    public void Dispose() => _log.Dispose();
}

// One subscription is taken back, its sibling is forgotten.
sealed class Board : IDisposable
{
    private readonly IDisposable _prices;
    private readonly IDisposable _volumes;

    public Board(IObservable<decimal> prices, IObservable<long> volumes, IObserver<decimal> shown, IObserver<long> counted)
    {
        _prices = prices.Subscribe(shown);
        _volumes = volumes.Subscribe(counted);
    }

    public void Dispose()
    {
        _prices.Dispose();
        _volumes.Dispose();
    }
}

class Gauge : IDisposable
{
    private readonly IDisposable? _changes;
    private int _most;

    public Gauge(IOptionsMonitor<Limits> limits)
    {
        _most = limits.CurrentValue.Most;
        this._changes = limits.OnChange(changed => _most = changed.Most);
    }

    public bool IsFull(int count) => count >= _most;

    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    protected virtual void Dispose(bool disposing)
    {
        _changes?.Dispose();
    }
}

sealed class Transfer : IAsyncDisposable
{
    private readonly FileStream _file;
    private CancellationTokenRegistration _stop;

    public Transfer(string path, CancellationToken shutdown)
    {
        _file = File.OpenRead(path);
        _stop = shutdown.Register(() => Console.WriteLine(_file.Position));
    }

    public async ValueTask DisposeAsync()
    {
        await _file.DisposeAsync();
        _stop.Dispose();
    }
}
