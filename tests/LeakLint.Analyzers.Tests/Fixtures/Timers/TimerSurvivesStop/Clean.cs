using Timer = System.Threading.Timer;

// Silent: the stop disposes it.
sealed class Stopped : IHostedService
{
    private Timer? _timer;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        _timer = new Timer(_ => { }, null, 0, 1000);
        return Task.CompletedTask;
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        if (_timer is not null)
            await _timer.DisposeAsync();
    }
}

// Silent: the host disposes the service soon after it stopped it.
sealed class DisposedByHost : IHostedService, IDisposable
{
    private Timer? _timer;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        _timer = new Timer(_ => { }, null, 0, 1000);
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose() => _timer?.Dispose();
}

// Silent: the timer runs with the object, and its callback sees that there is nothing to do.
sealed class RunsWithObject : IDisposable
{
    private readonly Timer _timer;
    private bool _running;

    public RunsWithObject() => _timer = new Timer(_ => Tick(), null, 0, 1000);

    public void Start() => _running = true;

    public void Stop() => _running = false;

    public void Dispose() => _timer.Dispose();

    private void Tick()
    {
        if (_running)
            Console.WriteLine("tick");
    }
}

// Silent: a helper of the stop ends it.
sealed class StoppedByHelper
{
    private Timer? _timer;

    public void Start() => _timer = new Timer(_ => Console.WriteLine("tick"), null, 0, 1000);

    public void Stop() => End(ref _timer);

    private static void End(ref Timer? timer)
    {
        timer?.Dispose();
        timer = null;
    }
}

// Silent: it fires once.
sealed class OnceAfterStart : IHostedService
{
    private Timer? _timer;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        _timer = new Timer(_ => Console.WriteLine("warmed up"), null, 5000, Timeout.Infinite);
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public override string ToString() => $"{_timer}";
}
