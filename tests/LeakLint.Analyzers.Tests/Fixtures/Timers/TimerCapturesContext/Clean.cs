// option dotnet_diagnostic.LEAK3004.severity = warning
using Timer = System.Threading.Timer;

// Silent: the context does not flow.
static class Suppressed
{
    private static Timer? _timer;

    public static void Touch()
    {
        if (_timer is not null)
            return;
        using (ExecutionContext.SuppressFlow())
            _timer = new Timer(_ => Console.WriteLine("tick"), null, 0, 1000);
    }
}

// Silent: suppressed by hand, as code does that must not do so twice.
static class SuppressedByHand
{
    private static Timer? _timer;

    public static void Touch()
    {
        var restore = false;
        try
        {
            if (!ExecutionContext.IsFlowSuppressed())
            {
                ExecutionContext.SuppressFlow();
                restore = true;
            }

            _timer ??= new Timer(_ => Console.WriteLine("tick"), null, 0, 1000);
        }
        finally
        {
            if (restore)
                ExecutionContext.RestoreFlow();
        }
    }
}

// Silent: the one caller suppresses it.
static class SuppressedByCaller
{
    private static Timer? _timer;

    public static void Touch()
    {
        using (ExecutionContext.SuppressFlow())
            Start();
    }

    private static void Start() => _timer ??= new Timer(_ => Console.WriteLine("tick"), null, 0, 1000);
}

// Silent: made when the program starts: there is no request yet.
static class MadeAtStart
{
    private static Timer? _timer;

    public static void Main2() => Configure();

    public static void Configure()
    {
        _timer ??= new Timer(_ => Console.WriteLine("tick"), null, 0, 1000);
    }
}

// Silent: goes away with its object, so the context goes with it.
sealed class PerObject : IDisposable
{
    private Timer? _timer;

    public void Touch() => _timer ??= new Timer(_ => Console.WriteLine("tick"), null, 0, 1000);

    public void Dispose() => _timer?.Dispose();
}

// Silent: hosted services are made when the host starts.
sealed class Worker : IHostedService, IDisposable
{
    private readonly Timer _timer;
    private readonly Eager _eager;

    public Worker(Eager eager)
    {
        _eager = eager;
        _timer = new Timer(_ => Console.WriteLine(_eager), null, 0, 1000);
    }

    public Task StartAsync(CancellationToken cancel) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancel) => Task.CompletedTask;

    public void Dispose() => _timer.Dispose();
}

// Silent: so is what they need.
sealed class Eager : IDisposable
{
    private readonly Timer _timer = new(_ => Console.WriteLine("tick"));

    public Eager()
    {
        _timer = new Timer(_ => Console.WriteLine("tick"), null, 0, 1000);
    }

    public void Dispose() => _timer.Dispose();
}

// Silent: an instance that is registered was made at the start.
sealed class Instance
{
    private readonly Timer _timer;

    public Instance() => _timer = new Timer(_ => Console.WriteLine("tick"), null, 0, 1000);

    public Timer Timer => _timer;
}

// Silent: a task of its own that ends: it takes the context with it.
static class Refresh
{
    private static Task? _refresh;

    public static Task Touch() => _refresh ??= Task.Run(LoadAsync);

    private static async Task LoadAsync()
    {
        for (var round = 0; round < 3; round++)
            await Task.Delay(10);
    }
}

// Silent: a timer that is awaited holds nothing.
static class Awaited
{
    private static PeriodicTimer? _ticks;

    public static ValueTask<bool> Next() => (_ticks ??= new PeriodicTimer(TimeSpan.FromSeconds(1))).WaitForNextTickAsync();
}

// Silent: one for each thread, made by what the thread does.
static class PerThread
{
    [ThreadStatic]
    private static Timer? _timer;

    public static void Touch() => _timer ??= new Timer(_ => Console.WriteLine("tick"), null, 0, 1000);
}

// Silent: does not capture.
static class UnsafeWork
{
    private static int _started;

    public static void Touch()
    {
        if (Interlocked.Exchange(ref _started, 1) == 0)
            ThreadPool.UnsafeQueueUserWorkItem(_ => Run(), null);
    }

    private static void Run()
    {
        while (true)
            Thread.Sleep(1000);
    }
}

static class Registration
{
    public static void Add(IServiceCollection services)
    {
        services.AddHostedService<Worker>().AddSingleton<Eager>();
        services.AddSingleton<Instance>(new Instance());
    }
}
