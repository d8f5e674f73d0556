// A token source that Dispose cancels or drops is done with: it could as well be released.

sealed class Poller : IDisposable
{
    private readonly CancellationTokenSource _stop = new();

    public Task RunAsync() => Task.Delay(Timeout.Infinite, _stop.Token);

    public void Dispose()
    {
        _stop.Cancel();
        _stop.Dispose();
    }
}

sealed class Recovery : IAsyncDisposable
{
    private readonly Queue<string> _queue = new();
    private CancellationTokenSource? _stop;
    private Task _work = Task.CompletedTask;

    public void Start()
    {
        _stop ??= new CancellationTokenSource();
        _work = Task.Delay(Timeout.Infinite, _stop.Token);
    }

    public async ValueTask DisposeAsync()
    {
        _queue.Clear();
        _stop?.Cancel();
        await _work.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stop = null;
        _stop?.Dispose();
    }
}

// By way of another member.
sealed class Listening : IDisposable
{
    private readonly CancellationTokenSource _stop = new();

    public Task RunAsync() => Task.Delay(Timeout.Infinite, _stop.Token);

    public void Stop() => _stop.Cancel();

    public void Dispose()
    {
        Stop();
        _stop.Dispose();
    }
}

// What empties the field before Dispose could release it has no fix.
sealed class Emptied : IDisposable
{
    private CancellationTokenSource? _stop = new();

    public Task RunAsync() => Task.Delay(Timeout.Infinite, _stop?.Token ?? default);

    public void Stop()
    {
        _stop?.Cancel();
        _stop = null;
    }

    public void Dispose() => Stop();
}

// Silent: nothing tells that Dispose is meant to end it.
sealed class Quiet : IDisposable
{
    private readonly CancellationTokenSource _stop = new();

    public Task RunAsync() => Task.Delay(Timeout.Infinite, _stop.Token);

    public void Stop() => _stop.Cancel();

    public void Dispose() => Console.WriteLine("bye");
}

// Silent: the work that it stops releases it.
sealed class Handed : IDisposable
{
    private CancellationTokenSource? _stop;

    public async Task RunAsync()
    {
        _stop = new CancellationTokenSource();
        try
        {
            await Task.Delay(Timeout.Infinite, _stop.Token);
        }
        finally
        {
            _stop.Dispose();
        }
    }

    public void Dispose() => _stop?.Cancel();
}

// Silent: it was given.
sealed class Lent(CancellationTokenSource stop) : IDisposable
{
    private readonly CancellationTokenSource _stop = stop;

    public Task RunAsync() => Task.Delay(Timeout.Infinite, _stop.Token);

    public void Dispose() => _stop.Cancel();
}

// Silent: its loop would fail on a source that is released under it.
sealed class Looping : IDisposable
{
    private readonly CancellationTokenSource _stop = new();

    public async Task RunAsync()
    {
        while (!_stop.IsCancellationRequested)
            await Task.Delay(1000, _stop.Token);
    }

    public void Dispose() => _stop.Cancel();
}
