// option dotnet_diagnostic.LEAK3004.severity = warning
using System.Collections.Concurrent;
using Microsoft.AspNetCore.Mvc;
using Timer = System.Threading.Timer;

static class CoalescedCleanup
{
    private static Timer? _timer;

    public static void Touch()
    {
        using (ExecutionContext.SuppressFlow())
        {
            _timer ??= new Timer(_ => Clean(), null, 60_000, 60_000);
        }
    }

    private static void Clean() => Console.WriteLine("clean");
}

sealed class TestedFirst : ControllerBase
{
    private static Timer? _timer;
    private static readonly object _gate = new();

    [HttpGet("/")]
    public string Index()
    {
        if (_timer == null)
        {
            lock (_gate)
            {
                if (_timer == null)
                {
                    using (ExecutionContext.SuppressFlow())
                        _timer = new Timer(Tick, null, TimeSpan.Zero, TimeSpan.FromMinutes(1));
                }
            }
        }

        return "ok";
    }

    private static void Tick(object? state) => Console.WriteLine("tick");
}

static class LeavesEarly
{
    private static Timer? _timer;

    public static void Ensure()
    {
        if (_timer is not null)
            return;

        using (ExecutionContext.SuppressFlow())
        {
            // Every minute.
            _timer = new Timer(_ => Console.WriteLine("tick"), null, 60_000, 60_000);
        }
    }
}

static class LazyTimer
{
    private static readonly Lazy<Timer> _timer = new(() =>
    {
        using var noFlow = ExecutionContext.SuppressFlow();
        return new Timer(_ => Console.WriteLine("tick"), null, 0, 1000);
    });

    public static Timer Value => _timer.Value;
}

static class LazyProperty
{
    private static Timer? _timer;

    public static Timer Value
    {
        get
        {
            using var noFlow = ExecutionContext.SuppressFlow();
            return _timer ??= new Timer(_ => Console.WriteLine("tick"), null, 0, 1000);
        }
    }
}

static class MadeByAMethod
{
    private static Timer? _timer;

    public static void Touch() => LazyInitializer.EnsureInitialized(ref _timer, Create);

    private static Timer Create()
    {
        using (ExecutionContext.SuppressFlow())
        {
            return new Timer(_ => Console.WriteLine("tick"), null, 0, 1000);
        }
    }
}

static class PublishedByExchange
{
    private static Timer? _timer;

    public static void Touch()
    {
        if (_timer is null)
        {
            using (ExecutionContext.SuppressFlow())
            {
                var timer = new Timer(_ => Console.WriteLine("tick"), null, 0, 1000);
                if (Interlocked.CompareExchange(ref _timer, timer, null) is not null)
                    timer.Dispose();
            }
        }
    }
}

static class EventTimer
{
    private static System.Timers.Timer? _timer;

    public static void Touch()
    {
        if (_timer != null)
            return;
        _timer = new System.Timers.Timer(1000);
        _timer.Elapsed += (_, _) => Console.WriteLine("tick");
        using (ExecutionContext.SuppressFlow())
        {
            _timer.Start();
        }
    }
}

static class PerTenant
{
    private static readonly ConcurrentDictionary<string, ITimer> _timers = new();

    public static void Watch(string tenant)
    {
        if (_timers.Count > 100)
            _timers.Clear();
        _timers.GetOrAdd(tenant, name =>
        {
            using var noFlow = ExecutionContext.SuppressFlow();
            return TimeProvider.System.CreateTimer(_ => Console.WriteLine(name), null, TimeSpan.Zero, TimeSpan.FromSeconds(5));
        });
    }
}

static class StartedLoop
{
    private static int _started;

    public static void Touch()
    {
        if (Interlocked.Exchange(ref _started, 1) == 0)
        {
            using (ExecutionContext.SuppressFlow())
                _ = Task.Run(PumpAsync);
        }
    }

    private static async Task PumpAsync()
    {
        using var ticks = new PeriodicTimer(TimeSpan.FromSeconds(1));
        try
        {
            while (await ticks.WaitForNextTickAsync())
                Console.WriteLine("tick");
        }
        catch (Exception failure)
        {
            Console.WriteLine(failure);
        }
    }
}

static class KeptLoop
{
    private static Task? _loop;

    public static Task Touch(CancellationToken stopping) => _loop ??= RunAsync(stopping);

    private static async Task RunAsync(CancellationToken stopping)
    {
        while (!stopping.IsCancellationRequested)
            await Task.Delay(1000, stopping);
    }
}

static class StartedThread
{
    private static Thread? _thread;

    public static void Touch()
    {
        if (_thread is null)
        {
            _thread = new Thread(Run) { IsBackground = true };
            using (ExecutionContext.SuppressFlow())
            {
                _thread.Start();
            }
        }
    }

    private static void Run()
    {
        while (true)
            Thread.Sleep(1000);
    }
}

sealed class Quotas : IDisposable
{
    private readonly Timer _timer;

    public Quotas()
    {
        using (ExecutionContext.SuppressFlow())
        {
            _timer = new Timer(_ => Console.WriteLine("reset"), null, 0, 60_000);
        }
    }

    public void Dispose() => _timer.Dispose();
}

sealed class Sessions : IDisposable
{
    private Timer? _timer;

    public void Touch()
    {
        if (_timer is null)
        {
            using (ExecutionContext.SuppressFlow())
            {
                _timer = new Timer(_ => Console.WriteLine("expire"), null, 0, 60_000);
            }
        }
    }

    public void Dispose() => _timer?.Dispose();
}

static class Registration
{
    public static void Add(IServiceCollection services) => services.AddSingleton<Quotas>().AddSingleton<Sessions>();
}
