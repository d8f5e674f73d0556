using Timer = System.Threading.Timer;

// Silent: disposed with the object.
sealed class Disposed : IDisposable
{
    private readonly Timer _timer = new(_ => Console.WriteLine("tick"), null, 0, 1000);

    public void Dispose() => _timer.Dispose();
}

// Silent: a timer that was stopped by Change keeps nothing.
sealed class StoppedByChange : IHostedService
{
    private Timer? _timer;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        _timer = new Timer(_ => { }, null, TimeSpan.Zero, TimeSpan.FromSeconds(5));
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken)
    {
        _timer?.Change(Timeout.Infinite, 0);
        return Task.CompletedTask;
    }
}

// Silent: stopped by a member that is named for it.
sealed class StoppedByName
{
    private readonly System.Timers.Timer _poll = new(1000);

    public void StartPolling()
    {
        _poll.Elapsed += (_, _) => Console.WriteLine("poll");
        _poll.Start();
    }

    public void StopPolling() => _poll.Enabled = false;
}

// Silent: fires once each time something changes, and is forgotten then.
sealed class Debouncer
{
    private readonly Timer _timer;

    public Debouncer() => _timer = new Timer(Flush, null, Timeout.Infinite, Timeout.Infinite);

    public void Changed() => _timer.Change(TimeSpan.FromMilliseconds(300), Timeout.InfiniteTimeSpan);

    private void Flush(object? state) => Console.WriteLine("flush");
}

// Silent: fires once.
sealed class OneShot
{
    private readonly Timer _timer = new(_ => Console.WriteLine("late"), null, 5000, Timeout.Infinite);

    public override string ToString() => _timer.ToString()!;
}

// Silent: without AutoReset it fires once.
sealed class OneShotEvent
{
    private readonly System.Timers.Timer _timer = new(5000) { AutoReset = false };

    public OneShotEvent()
    {
        _timer.Elapsed += (_, _) => Console.WriteLine("late");
        _timer.Start();
    }
}

// Silent: nobody starts it.
sealed class NeverStarted
{
    private readonly System.Timers.Timer _timer = new(5000);

    public double Interval => _timer.Interval;
}

// Silent: lives as long as the process.
static class Metrics
{
    private static readonly Timer s_flush = new(_ => Console.WriteLine("flush"), null, 0, 1000);

    public static void Touch() => GC.KeepAlive(s_flush);
}

// Silent: there is one for the whole process.
sealed class Clock
{
    public static readonly Clock Instance = new();

    private readonly Timer _timer = new(_ => Console.WriteLine("tick"), null, 0, 1000);

    private Clock() => GC.KeepAlive(_timer);
}

// Silent: it stops itself when there is nothing more to do.
sealed class StopsItself
{
    private readonly Timer _timer;
    private int _left = 10;

    public StopsItself() => _timer = new Timer(Tick, null, 0, 1000);

    private void Tick(object? state)
    {
        if (--_left == 0)
            _timer.Dispose();
    }
}

// Silent: somebody else's timer.
sealed class Given(ITimer timer)
{
    private readonly ITimer _timer = timer;

    public void Soon() => _timer.Change(TimeSpan.Zero, TimeSpan.FromSeconds(1));
}

// Silent: a component that the container of a form disposes.
sealed class InContainer(System.ComponentModel.IContainer components)
{
    private readonly System.Timers.Timer _timer = Create(components);

    public double Interval => _timer.Interval;

    private static System.Timers.Timer Create(System.ComponentModel.IContainer components)
    {
        var timer = new System.Timers.Timer(1000) { Enabled = true };
        components.Add(timer);
        return timer;
    }
}

// Silent: the container makes one, which lives as long as the process.
interface IUpgrade
{
    void BeginChecking();
}

sealed class Upgrade : IUpgrade
{
    private readonly System.Timers.Timer _timer = new(TimeSpan.FromHours(6));

    public void BeginChecking() => _timer.Start();
}

// Silent: static members hold all that are made.
sealed class WallClock
{
    private readonly Timer _timer = new(_ => Console.WriteLine("tick"), null, 0, 1000);
}

static class WallClocks
{
    private static readonly WallClock s_first = new();

    private static WallClock Second { get; } = new WallClock();

    public static void Register(IServiceCollection services) => services.AddSingleton<IUpgrade, Upgrade>();

    public static bool AreSame() => ReferenceEquals(s_first, Second);
}
