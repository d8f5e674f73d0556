using Timer = System.Threading.Timer;

static class Clean
{
    // Silent: a using ends it.
    static async Task Using(CancellationToken stop)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1));
        while (await timer.WaitForNextTickAsync(stop))
            Console.WriteLine("tick");
    }

    // Silent: it disposes itself.
    static Task<int> DisposesItself(TimeSpan delay)
    {
        var result = new TaskCompletionSource<int>();
        Timer? timer = null;
        timer = new Timer(_ =>
        {
            timer!.Dispose();
            result.SetResult(1);
        }, null, Timeout.Infinite, Timeout.Infinite);
        timer.Change(delay, Timeout.InfiniteTimeSpan);
        return result.Task;
    }

    // Silent: it is given to the caller.
    static Timer Create() => new(_ => Console.WriteLine("tick"), null, 0, 1000);

    // Silent: an event that comes once, then nothing holds the timer.
    static void Once()
    {
        var timer = new System.Timers.Timer(1000) { AutoReset = false };
        timer.Elapsed += (_, _) => Console.WriteLine("once");
        timer.Start();
    }

    // Silent: it was never started.
    static void NeverStarted()
    {
        var timer = new System.Timers.Timer(1000);
        timer.Elapsed += (_, _) => Console.WriteLine("never");
    }

    // Silent: who keeps it alive until the end means it to run that long.
    static void KeptAlive()
    {
        var timer = new Timer(_ => Console.WriteLine("tick"), null, 0, 1000);
        Console.ReadLine();
        GC.KeepAlive(timer);
    }

    // Silent: the registration disposes it.
    static void WithToken(CancellationToken stop)
    {
        var timer = new Timer(_ => Console.WriteLine("tick"), null, 0, 1000);
        stop.Register(timer.Dispose);
    }

    // Silent: the handler stops it.
    static void StopsInHandler()
    {
        var rounds = 0;
        var timer = new System.Timers.Timer(1000);
        timer.Elapsed += (_, _) =>
        {
            if (++rounds == 3)
                timer.Dispose();
        };
        timer.Start();
    }
}

// Silent: kept with the others, which are all disposed.
sealed class Scheduler : IDisposable
{
    private readonly List<Timer> _timers = [];

    public void Every(TimeSpan period, Action job) => _timers.Add(new Timer(_ => job(), null, period, period));

    public void Dispose()
    {
        foreach (var timer in _timers)
            timer.Dispose();
    }
}

// Silent: the callback holds the timer and starts it again, for as long as the process runs; it belongs to no object.
static class Flusher
{
    public static void StartFlush()
    {
        Timer? timer = null;
        timer = new Timer(_ =>
        {
            Console.Out.Flush();
            timer?.Change(50, Timeout.Infinite);
        }, null, 0, Timeout.Infinite);
    }
}

// Silent: the handler ends the timer that calls it.
sealed class EndsItsSender
{
    public void Soon()
    {
        var timer = new System.Timers.Timer(100);
        timer.Elapsed += (sender, _) => ((System.Timers.Timer)sender!).Dispose();
        timer.Start();
    }
}

// Silent: its handler only looks at the timer that has fired once.
static class LooksAtItself
{
    static void Once()
    {
        var timer = new System.Timers.Timer(1000) { AutoReset = false };
        timer.Elapsed += (_, _) => Console.WriteLine(timer.Interval);
        timer.Start();
    }
}
