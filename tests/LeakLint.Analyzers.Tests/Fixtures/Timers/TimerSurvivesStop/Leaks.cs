using Timer = System.Threading.Timer;

sealed class Hosted : IHostedService
{
    private Timer? _timer; // want LEAK3003: _timer

    public Task StartAsync(CancellationToken cancellationToken)
    {
        _timer = new Timer(_ => { }, null, 0, 1000);
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) // also
    {
        Console.WriteLine("stopping");
        return Task.CompletedTask;
    }
}

sealed class HostedExpression(TimeProvider time) : IHostedService
{
    private ITimer? _beat; // want LEAK3003: 'StartAsync' starts '_beat'

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await Task.Yield();
        Begin();
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private void Begin() => _beat = time.CreateTimer(_ => Console.WriteLine("beat"), null, TimeSpan.Zero, TimeSpan.FromSeconds(1));
}

sealed class Monitor
{
    private readonly System.Timers.Timer _poll = new(1000); // want LEAK3003: 'StopMonitoring'
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
    }
}

// Disposed at last, but each start adds another timer.
sealed class StartedAgain : IDisposable
{
    private Timer? _timer; // want LEAK3003: each start adds another

    public void Start()
    {
        _timer = new Timer(_ => Console.WriteLine("tick"), null, 0, 1000);
    }

    public void Stop()
    {
        Console.WriteLine("stopped");
    }

    public void Dispose() => _timer?.Dispose();
}

sealed class BackgroundStop : BackgroundService
{
    private Timer? _timer; // want LEAK3003: _timer

    protected override Task ExecuteAsync(CancellationToken stoppingToken)
    {
        _timer = new Timer(_ => { }, null, 0, 1000);
        return Task.CompletedTask;
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        Console.WriteLine("stopping");
        await base.StopAsync(cancellationToken);
    }
}

// Made with the object and started again and again.
sealed class Restartable
{
    private readonly ITimer _beat; // want LEAK3003: _beat

    public Restartable(TimeProvider time) => _beat = time.CreateTimer(_ => Console.WriteLine("beat"), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);

    public void Start() => _beat.Change(TimeSpan.Zero, TimeSpan.FromSeconds(1));

    public void Stop()
    {
        Console.WriteLine("stopped");
    }
}
