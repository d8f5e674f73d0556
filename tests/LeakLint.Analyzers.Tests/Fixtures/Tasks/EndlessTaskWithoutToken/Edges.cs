using System.Collections.Concurrent;
using System.Threading.Channels;

// The source is there: the loop only has to ask it.
sealed class HasSource : IDisposable
{
    private readonly CancellationTokenSource _end = new();
    private int _ticks;

    public void Start()
    {
        _ = Task.Run(async () => // want LEAK5002: 'HasSource'
        {
            while (true)
            {
                await Task.Delay(1000);
                _ticks++;
            }
        });
    }

    public void Dispose() => _end.Cancel();
}

// A member that ends it, not called Dispose.
public class Poller
{
    private readonly SemaphoreSlim _wake = new(0);
    private Task? _polling;
    private bool _isOpen = true;

    public void Start() => _polling = Task.Run(PollAsync); // want LEAK5002: 'Poller'

    public async Task StopAsync()
    {
        _isOpen = false;
        if (_polling is { } polling)
            await polling;
    }

    private async Task PollAsync()
    {
        while (true)
        {
            try
            {
                await _wake.WaitAsync(TimeSpan.FromSeconds(10));
                Console.WriteLine(_isOpen);
            }
            catch
            {
                Console.Error.WriteLine("failed");
            }
        }
    }
}

// The pattern for derived types; a guard stays first.
public class Derivable : IDisposable
{
    private readonly PeriodicTimer _timer = new(TimeSpan.FromSeconds(1));
    private bool _disposed;

    public Derivable()
    {
        Task.Run(async () => // want LEAK5002: 'Derivable'
        {
            for (var round = 0; true; round++)
            {
                await Task.Delay(round);
                Console.WriteLine(round);
            }
        });
    }

    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    protected virtual void Dispose(bool disposing)
    {
        if (_disposed)
            return;
        if (disposing)
        {
            _timer.Dispose();
        }

        _disposed = true;
    }
}

// Somebody creates it, and would have to learn to dispose it: no fix.
sealed class Created
{
    private int _ticks;

    public static Created Make() => new Created();

    public void Start()
    {
        Task.Run(async () => // want LEAK5002: 'Created'
        {
            while (true)
            {
                await Task.Delay(1000);
                _ticks++;
            }
        });
    }
}

// What a thread throws ends the process, and what it waits for knows no time: no fix.
sealed class ThreadThatTakes : IDisposable
{
    private readonly BlockingCollection<string> _pages = new(10);

    public ThreadThatTakes()
    {
        new Thread(() => // want LEAK5002: 'Thread'
        {
            while (true)
                Console.WriteLine(_pages.Take());
        }).Start();
    }

    public void Dispose() => _pages.Dispose();
}

// The token of the start is not that of the work.
sealed class Hosted(Channel<string> jobs) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        _ = Task.Run(async () => // want LEAK5002: 'Hosted'
        {
            while (true)
            {
                if (await jobs.Reader.WaitToReadAsync())
                    Console.WriteLine(jobs.Reader.TryPeek(out _));
            }
        });
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
