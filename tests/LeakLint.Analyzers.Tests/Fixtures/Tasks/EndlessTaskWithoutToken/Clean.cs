using System.Collections.Concurrent;
using System.Net.Sockets;

sealed class Clean : IDisposable
{
    private readonly BlockingCollection<string> _pages = new(10);
    private readonly ManualResetEventSlim _wake = new();
    private volatile bool _disposed;
    private int _ticks;

    // Silent: the token ends the wait.
    void TokenInWait(CancellationToken cancellation) => _ = Task.Run(async () =>
    {
        while (true)
        {
            await Task.Delay(1000, cancellation);
            _ticks++;
        }
    });

    // Silent: the condition ends the loop.
    void Condition() => _ = Task.Run(() =>
    {
        while (!_disposed)
            Thread.Sleep(100);
    });

    // Silent: break.
    void Break() => _ = Task.Run(() =>
    {
        while (true)
        {
            Thread.Sleep(100);
            if (_ticks > 100)
                break;
        }
    });

    // Silent: return.
    void Return() => new Thread(() =>
    {
        for (;;)
        {
            Thread.Sleep(100);
            if (_ticks > 100)
                return;
        }
    }).Start();

    // Silent: a failure ends it, as it is meant to.
    void Throw() => _ = Task.Run(() =>
    {
        while (true)
        {
            Thread.Sleep(100);
            if (_ticks > 100)
                throw new TimeoutException();
        }
    });

    // Silent: completing the collection ends the loop with an exception.
    void Completed() => _ = Task.Run(() =>
    {
        while (true)
            Console.WriteLine(_pages.Take());
    });

    // Silent: disposing the event ends the wait with an exception.
    void DisposedWait() => _ = Task.Run(() =>
    {
        while (true)
            _wake.Wait();
    });

    // Silent: reading from a connection fails when it is closed.
    void Input(Socket socket) => _ = Task.Run(() =>
    {
        var buffer = new byte[1024];
        while (true)
            _ticks += socket.Receive(buffer);
    });

    // Silent: not started; whoever calls it waits in it.
    void NotStarted()
    {
        while (true)
            Thread.Sleep(100);
    }

    // Silent: it ends with what it goes through.
    void Finite(string[] pages) => _ = Task.Run(() =>
    {
        for (var i = 0; i < pages.Length; i++)
            _ticks++;
    });

    public void Dispose()
    {
        _disposed = true;
        _pages.CompleteAdding();
        _pages.Dispose();
        _wake.Dispose();
    }
}

static class ProcessLong
{
    private static int s_ticks;

    // Silent: a static class lives as long as the process.
    public static void Start() => _ = Task.Run(async () =>
    {
        while (true)
        {
            await Task.Delay(1000);
            s_ticks++;
        }
    });
}

sealed class Singleton
{
    public static readonly Singleton Instance = new();
    private int _ticks;

    // Silent: there is one of these for the whole process.
    private Singleton() => _ = Task.Run(async () =>
    {
        while (true)
        {
            await Task.Delay(1000);
            _ticks++;
        }
    });
}

// Silent: who waits for the loop is the one who runs it.
sealed class AwaitedLoop
{
    private int _beats;

    public async Task RunAsync() => await BeatAsync();

    public Task StartAsync() => BeatAsync();

    private async Task BeatAsync()
    {
        while (true)
        {
            await Task.Delay(1000);
            _beats++;
        }
    }
}

// Silent: each round writes, so that the loop fails once the writer is disposed.
sealed class BeatLog : IDisposable
{
    private readonly StreamWriter _writer = new("log");

    public BeatLog() => new Thread(Beat) { IsBackground = true }.Start();

    public void Dispose() => _writer.Dispose();

    private void Beat()
    {
        while (true)
        {
            _writer.WriteLine("beat");
            Thread.Sleep(100);
        }
    }
}
