// A type without a Dispose that is started and stopped again and again: each start leaves the token source of the last one behind.

public sealed class Receiver
{
    private CancellationTokenSource? _receiving;

    public Task StartReceiving()
    {
        _receiving?.Dispose();
        _receiving = new CancellationTokenSource();
        return Task.Delay(Timeout.Infinite, _receiving.Token);
    }

    public void StopReceiving()
    {
        try
        {
            _receiving?.Cancel();
        }
        catch (ObjectDisposedException)
        {
        }
    }
}

public sealed class Guarded
{
    private CancellationTokenSource? _stop;

    public Task Start()
    {
        if (_stop != null)
            return Task.CompletedTask;
        _stop = new CancellationTokenSource();
        return Task.Delay(Timeout.Infinite, _stop.Token);
    }

    public void Stop()
    {
        _stop?.Cancel();
        _stop?.Dispose();
        _stop = null;
    }
}

// Silent: it starts only once.
public sealed class Once
{
    private CancellationTokenSource? _stop;

    public Task Start()
    {
        if (_stop != null)
            return Task.CompletedTask;
        _stop = new CancellationTokenSource();
        return Task.Delay(Timeout.Infinite, _stop.Token);
    }

    public void Stop() => _stop?.Cancel();
}

// Silent: it is released where it is stopped.
public sealed class Tidy
{
    private CancellationTokenSource? _stop;

    public Task Start()
    {
        _stop = new CancellationTokenSource();
        return Task.Delay(Timeout.Infinite, _stop.Token);
    }

    public void Stop()
    {
        _stop?.Cancel();
        _stop?.Dispose();
        _stop = null;
    }
}

// Silent: nobody stops it, so nobody starts it again.
public sealed class Endless
{
    private CancellationTokenSource? _stop;

    public Task Start()
    {
        _stop = new CancellationTokenSource();
        return Task.Delay(Timeout.Infinite, _stop.Token);
    }
}
