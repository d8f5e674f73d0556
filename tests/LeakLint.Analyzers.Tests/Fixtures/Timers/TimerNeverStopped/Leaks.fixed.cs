using System.Timers;
using Timer = System.Threading.Timer;

sealed class Rotation : IDisposable
{
    private readonly ITimer _rotation;
    private readonly FileStream _log = File.Open("rotation.log", FileMode.Append);

    public Rotation(TimeProvider time) => _rotation = time.CreateTimer(_ => _log.WriteByte(0), null, TimeSpan.Zero, TimeSpan.FromHours(1));

    public void Pause() => _rotation.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);

    public void Dispose()
    {
        _log.Dispose();
        _rotation.Dispose();
    }
}

sealed class Refresher(TimeSpan interval) : IDisposable
{
    private readonly Timer _timer = new(_ => Console.WriteLine("refresh"), null, interval, interval);

    public void Pause() => _timer.Change(Timeout.Infinite, Timeout.Infinite);

    public void Dispose()
    {
        _timer.Dispose();
    }
}

public class OpenForInheritance : IDisposable
{
    private readonly Timer _timer;
    private int _version;

    public OpenForInheritance(TimeSpan interval) => _timer = new Timer(_ => Interlocked.Increment(ref _version), null, interval, interval);

    public int Version => Volatile.Read(ref _version);

    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    protected virtual void Dispose(bool disposing)
    {
        if (disposing)
        {
            _timer.Dispose();
        }
    }
}

sealed class Background : BackgroundService
{
    private Timer? _timer;

    protected override Task ExecuteAsync(CancellationToken stoppingToken)
    {
        _timer = new Timer(_ => { }, null, 0, 1000);
        return Task.Delay(Timeout.Infinite, stoppingToken);
    }

    public override void Dispose()
    {
        _timer?.Dispose();
        base.Dispose();
    }
}

sealed class BackgroundWithDispose : BackgroundService
{
    private Timer? _timer;

    protected override Task ExecuteAsync(CancellationToken stoppingToken)
    {
        _timer = new Timer(_ => { }, null, 0, 1000);
        return Task.Delay(Timeout.Infinite, stoppingToken);
    }

    public override void Dispose()
    {
        Console.WriteLine("disposed");
        _timer?.Dispose();
        base.Dispose();
    }
}

// A timer of System.Timers is held by the clock from Start on.
sealed class SessionSweeper : IDisposable
{
    private readonly System.Timers.Timer _sweep = new(TimeSpan.FromMinutes(1));
    private readonly Dictionary<Guid, DateTime> _seen = [];

    public SessionSweeper()
    {
        _sweep.Elapsed += OnElapsed;
        _sweep.Start();
    }

    private void OnElapsed(object? sender, ElapsedEventArgs e) => _seen.Clear();

    public void Dispose()
    {
        _sweep.Dispose();
    }
}

sealed class EnabledInInitializer : IDisposable
{
    private readonly System.Timers.Timer _poll;
    private readonly FileStream _log = File.OpenWrite("poll.log");

    public EnabledInInitializer()
    {
        _poll = new System.Timers.Timer(5000) { AutoReset = true, Enabled = true };
        _poll.Elapsed += (_, _) => _log.WriteByte(1);
    }

    public void Dispose()
    {
        _poll.Dispose();
        _log.Dispose();
    }
}

// Held still while it works and started again: that stops nothing.
sealed class NotReentrant : IDisposable
{
    private readonly System.Timers.Timer _poll = new(1000);
    private int _rounds;

    public NotReentrant()
    {
        _poll.Elapsed += (_, _) => Poll();
        _poll.Start();
    }

    private void Poll()
    {
        _poll.Stop();
        _rounds++;
        _poll.Start();
    }

    public void Dispose()
    {
        _poll.Dispose();
    }
}

// Fires once, but its callback starts it again each time.
sealed class SelfArming : IDisposable
{
    private readonly Timer _timer;
    private int _rounds;

    public SelfArming() => _timer = new Timer(Tick, null, 1000, Timeout.Infinite);

    private void Tick(object? state)
    {
        _rounds++;
        Rearm();
    }

    private void Rearm() => _timer.Change(1000, Timeout.Infinite);

    public void Dispose()
    {
        _timer.Dispose();
    }
}

sealed class StartedByChange : IDisposable
{
    private readonly Timer _timer;
    private int _rounds;

    public StartedByChange()
    {
        _timer = new Timer(_ => _rounds++);
        _timer.Change(TimeSpan.Zero, TimeSpan.FromSeconds(30));
    }

    public void Dispose()
    {
        _timer.Dispose();
    }
}

// Who waits in the loop never comes out of it.
sealed class FlushLoop(Stream target) : IAsyncDisposable
{
    private readonly PeriodicTimer _timer = new(TimeSpan.FromSeconds(5));
    private Task? _loop;

    public void Run() => _loop = FlushAsync();

    private async Task FlushAsync()
    {
        while (await _timer.WaitForNextTickAsync())
            await target.FlushAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (_loop is not null)
            await _loop;
        await target.FlushAsync();
        _timer.Dispose();
    }
}

sealed class TwoWays : IDisposable, IAsyncDisposable
{
    private readonly Timer _beat = new(_ => Console.WriteLine("beat"), null, 0, 1000);
    private readonly FileStream _log = File.OpenWrite("beat.log");

    public void Dispose()
    {
        _log.Dispose();
        _beat.Dispose();
    }

    public async ValueTask DisposeAsync()
    {
        await _beat.DisposeAsync();
        await _log.DisposeAsync();
    }
}
