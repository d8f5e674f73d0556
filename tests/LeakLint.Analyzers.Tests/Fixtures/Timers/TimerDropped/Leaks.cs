using Timer = System.Threading.Timer;

// The collector may take it before it ticks a second time.
sealed class DroppedInConstructor
{
    private int _rounds;

    public DroppedInConstructor()
    {
        new Timer(_ => _rounds++, null, 0, 1000); // want LEAK3002: new Timer
    }

    public int Rounds => _rounds;
}

sealed class LocalInConstructor : IDisposable
{
    private readonly FileStream _log = File.OpenWrite("log");

    public LocalInConstructor()
    {
        var flush = new Timer(_ => _log.Flush(), null, 1000, 1000); // want LEAK3002: new Timer
    }

    public void Dispose()
    {
        _log.Dispose();
    }
}

sealed class DiscardedInMethod
{
    public void Watch(TimeProvider time)
    {
        _ = time.CreateTimer(_ => Console.WriteLine("beat"), null, TimeSpan.Zero, TimeSpan.FromSeconds(1)); // want LEAK3002: TimeProvider.CreateTimer
    }
}

// Each session leaves one behind.
class EventTimer
{
    public void Open(string session)
    {
        var timer = new System.Timers.Timer(1000); // want LEAK3002: ticks until the process ends
        timer.Elapsed += (_, _) => Console.WriteLine(session);
        timer.Start();
    }
}

sealed class DroppedByService : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        var timer = new Timer(_ => Console.WriteLine("work"), null, TimeSpan.Zero, TimeSpan.FromMinutes(1)); // want LEAK3002: new Timer
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}

// A time-out that may never come: the collector takes the timer first.
sealed class DroppedTimeOut
{
    private readonly Dictionary<string, DateTime> _sessions = [];

    public void Touch(string session)
    {
        _sessions[session] = DateTime.UtcNow;
        _ = new Timer(_ => _sessions.Remove(session), null, TimeSpan.FromMinutes(3), Timeout.InfiniteTimeSpan); // want LEAK3002: new Timer
    }
}

static class Scoped
{
    static async Task Poll(CancellationToken stop)
    {
        var timer = new PeriodicTimer(TimeSpan.FromSeconds(1)); // want LEAK3002: never disposed
        while (await timer.WaitForNextTickAsync(stop))
            Console.WriteLine("tick");
    }

    static void Run()
    {
        var timer = new Timer(_ => Console.WriteLine("alive"), null, 0, 1000); // want LEAK3002: new Timer
        Console.ReadLine();
    }

    static void Remind(string text, TimeSpan after)
    {
        var timer = new Timer(_ => Console.WriteLine(text), null, after, Timeout.InfiniteTimeSpan); // want LEAK3002: new Timer
    }

    static void Later(HttpClient http, string address)
    {
        new Timer(_ => // want LEAK3002: new Timer
        {
            http.Send(new HttpRequestMessage(HttpMethod.Get, address));
            Console.WriteLine(address);
        }, null, 1000, Timeout.Infinite);
    }
}

// Fires once, and its handler starts it again: it goes on as if it were periodic.
static class Again
{
    static void Poll()
    {
        var timer = new System.Timers.Timer(1000) { AutoReset = false }; // want LEAK3002: new Timer
        timer.Elapsed += (_, _) =>
        {
            Console.WriteLine("poll");
            timer.Start();
        };
        timer.Start();
    }
}
