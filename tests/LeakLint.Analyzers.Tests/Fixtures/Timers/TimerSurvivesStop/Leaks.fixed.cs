using Timer = System.Threading.Timer;

sealed class Hosted : IHostedService
{
    private Timer? _timer;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        _timer = new Timer(_ => { }, null, 0, 1000);
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken)
    {
        Console.WriteLine("stopping");
        _timer?.Dispose();
        return Task.CompletedTask;
    }
}

sealed class HostedExpression(TimeProvider time) : IHostedService
{
    private ITimer? _beat;

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await Task.Yield();
        Begin();
    }

    public Task StopAsync(CancellationToken cancellationToken)
    {
        _beat?.Dispose();
        return Task.CompletedTask;
    }

    private void Begin() => _beat = time.CreateTimer(_ => Console.WriteLine("beat"), null, TimeSpan.Zero, TimeSpan.FromSeconds(1));
}

sealed class Monitor
{
    private readonly System.Timers.Timer _poll = new(1000);
    private bool _running;

    public void StartMonitoring()
    {
        _running = true;
        _poll.Elapsed += (_, _) => Console.WriteLine(_running);
        _poll.Start();
    }

    public void StopMonitoring()
    {
        _running = false;
        _poll.Stop();
    }
}

// Disposed at last, but each start adds another timer.
sealed class StartedAgain : IDisposable
{
    private Timer? _timer;

    public void Start()
    {
        _timer = new Timer(_ => Console.WriteLine("tick"), null, 0, 1000);
    }

    public void Stop()
    {
        Console.WriteLine("stopped");
        _timer?.Dispose();
    }

    public void Dispose() => _timer?.Dispose();
}

sealed class BackgroundStop : BackgroundService
{
    private Timer? _timer;

    protected override Task ExecuteAsync(CancellationToken stoppingToken)
    {
        _timer = new Timer(_ => { }, null, 0, 1000);
        return Task.CompletedTask;
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        Console.WriteLine("stopping");
        if (_timer is not null)
        {
            await _timer.DisposeAsync();
        }

        await base.StopAsync(cancellationToken);
    }
}

// Made with the object and started again and again.
sealed class Restartable
{
    private readonly ITimer _beat;

    public Restartable(TimeProvider time) => _beat = time.CreateTimer(_ => Console.WriteLine("beat"), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);

    public void Start() => _beat.Change(TimeSpan.Zero, TimeSpan.FromSeconds(1));

    public void Stop()
    {
        Console.WriteLine("stopped");
        _beat.Change(System.Threading.Timeout.InfiniteTimeSpan, System.Threading.Timeout.InfiniteTimeSpan);
    }
}
