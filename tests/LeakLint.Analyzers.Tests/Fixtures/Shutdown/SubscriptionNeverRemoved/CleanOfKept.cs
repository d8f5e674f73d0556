using Microsoft.Extensions.Options;

sealed class Ceiling
{
    public int Most { get; set; }
}

// Silent: the release looks at the field.
sealed class Kept : IDisposable
{
    private readonly IDisposable? _changes;
    private int _most;

    public Kept(IOptionsMonitor<Ceiling> limits) => _changes = limits.OnChange(changed => _most = changed.Most);

    public bool IsFull(int count) => count >= _most;

    public void Dispose() => _changes?.Dispose();
}

// Silent: something else in the type ends it.
sealed class Ended : IDisposable
{
    private readonly FileStream _file = File.OpenRead("a");
    private IDisposable? _prices;

    public void Begin(IObservable<decimal> prices, IObserver<decimal> shown) => _prices = prices.Subscribe(shown);

    public void End() => _prices?.Dispose();

    public void Dispose() => _file.Dispose();
}

// Silent: without a Dispose nobody says when it should end.
sealed class Whole
{
    private readonly IDisposable? _changes;
    private int _most;

    public Whole(IOptionsMonitor<Ceiling> limits) => _changes = limits.OnChange(changed => _most = changed.Most);

    public bool IsFull(int count) => count >= _most;
}

// Silent: the token is a part of the object.
sealed class OwnToken : IDisposable
{
    private readonly CancellationTokenSource _source = new();
    private readonly CancellationTokenRegistration _end;

    public OwnToken() => _end = _source.Token.Register(() => Console.WriteLine(this));

    public void Dispose() => _source.Dispose();
}
