using Timer = System.Threading.Timer;

// The collector may take it before it ticks a second time.
sealed class DroppedInConstructor : IDisposable
{
    private int _rounds;
    private readonly Timer _timer;

    public DroppedInConstructor()
    {
        _timer = new Timer(_ => _rounds++, null, 0, 1000);
    }

    public int Rounds => _rounds;

    public void Dispose()
    {
        _timer.Dispose();
    }
}

sealed class LocalInConstructor : IDisposable
{
    private readonly FileStream _log = File.OpenWrite("log");
    private readonly Timer _timer;

    public LocalInConstructor()
    {
        _timer = new Timer(_ => _log.Flush(), null, 1000, 1000);
    }

    public void Dispose()
    {
        _log.Dispose();
        _timer.Dispose();
    }
}

sealed class DiscardedInMethod : IDisposable
{
    private ITimer? _timer;

    public void Watch(TimeProvider time)
    {
        _timer?.Dispose();
        _timer = time.CreateTimer(_ => Console.WriteLine("beat"), null, TimeSpan.Zero, TimeSpan.FromSeconds(1));
    }

    public void Dispose()
    {
        _timer?.Dispose();
    }
}

// Each session leaves one behind.
class EventTimer
{
    public void Open(string session)
    {
        var timer = new System.Timers.Timer(1000);
        timer.Elapsed += (_, _) => Console.WriteLine(session);
        timer.Start();
    }
}

sealed class DroppedByService : IHostedService
{
    private Timer? _timer;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        _timer?.Dispose();
        _timer = new Timer(_ => Console.WriteLine("work"), null, TimeSpan.Zero, TimeSpan.FromMinutes(1));
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken)
    {
        _timer?.Dispose();
        return Task.CompletedTask;
    }
}

// A time-out that may never come: the collector takes the timer first.
sealed class DroppedTimeOut
{
    private readonly Dictionary<string, DateTime> _sessions = [];

    public void Touch(string session)
    {
        _sessions[session] = DateTime.UtcNow;
        var timer = new Timer(state =>
        {
            ((Timer)state!).Dispose();
            _sessions.Remove(session);
        });
        timer.Change(TimeSpan.FromMinutes(3), Timeout.InfiniteTimeSpan);
    }
}

static class Scoped
{
    static async Task Poll(CancellationToken stop)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1));
        while (await timer.WaitForNextTickAsync(stop))
            Console.WriteLine("tick");
    }

    static void Run()
    {
        using var timer = new Timer(_ => Console.WriteLine("alive"), null, 0, 1000);
        Console.ReadLine();
    }

    static void Remind(string text, TimeSpan after)
    {
        var timer = new Timer(state =>
        {
            ((Timer)state!).Dispose();
            Console.WriteLine(text);
        });
        timer.Change(after, Timeout.InfiniteTimeSpan);
    }

    static void Later(HttpClient http, string address)
    {
        var timer = new Timer(state =>
        {
            ((Timer)state!).Dispose();
            http.Send(new HttpRequestMessage(HttpMethod.Get, address));
            Console.WriteLine(address);
        });
        timer.Change(1000, Timeout.Infinite);
    }
}

// Fires once, and its handler starts it again: it goes on as if it were periodic.
static class Again
{
    static void Poll()
    {
        var timer = new System.Timers.Timer(1000) { AutoReset = false };
        timer.Elapsed += (_, _) =>
        {
            Console.WriteLine("poll");
            timer.Start();
        };
        timer.Start();
    }
}
