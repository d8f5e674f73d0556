using System.Collections.Concurrent;

sealed class TimedLoop : IDisposable
{
    private int _ticks;
    private readonly CancellationTokenSource _stopping = new();

    public TimedLoop()
    {
        Task.Run(async () =>
        {
            while (!_stopping.IsCancellationRequested)
            {
                await Task.Delay(1000, _stopping.Token);
                _ticks++;
            }
        });
    }

    public void Dispose() => _stopping.Cancel();
}

sealed class HandledLoop(ILogger log) : IDisposable
{
    private readonly CancellationTokenSource _stopping = new();

    // Its failures are seen, its end is not.
    public void Start() => _ = Task.Run(LoopAsync);

    private async Task LoopAsync()
    {
        while (!_stopping.IsCancellationRequested)
        {
            try
            {
                await Task.Delay(TimeSpan.FromMinutes(1), _stopping.Token);
                log.LogInformation("tick");
            }
            catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
            {
                break;
            }
            catch (Exception e)
            {
                log.LogError(e, "tick failed");
            }
        }
    }

    public void Dispose() => _stopping.Cancel();
}

sealed class ThreadLoop : IDisposable
{
    private int _ticks;
    private readonly CancellationTokenSource _stopping = new();

    public void Start()
    {
        new Thread(() =>
        {
            do
            {
                Thread.Sleep(1000);
                _ticks++;
            }
            while (!_stopping.IsCancellationRequested);
        }).Start();
    }

    public void Dispose() => _stopping.Cancel();
}

// Disposing the collection does not wake up who takes from it.
sealed class Consumer : IDisposable
{
    private readonly BlockingCollection<string> _pages = new(10);
    private readonly CancellationTokenSource _stopping = new();

    public Consumer(Action<string> print)
    {
        _ = Task.Factory.StartNew(() =>
        {
            while (!_stopping.IsCancellationRequested)
                print(_pages.Take(_stopping.Token));
        }, TaskCreationOptions.LongRunning);
    }

    public void Dispose()
    {
        _stopping.Cancel();
        _pages.Dispose();
    }
}

// Disposing the client only makes each round fail: the loop goes on.
sealed class Refresher(HttpClient http) : IAsyncDisposable
{
    private string _value = "";
    private readonly CancellationTokenSource _stopping = new();

    public string Value => _value;

    public void Start() => _ = Task.Run(RefreshAsync);

    public ValueTask DisposeAsync()
    {
        _stopping.Cancel();
        http.Dispose();
        return ValueTask.CompletedTask;
    }

    private async Task RefreshAsync()
    {
        while (!_stopping.IsCancellationRequested)
        {
            try
            {
                _value = await http.GetStringAsync("value");
            }
            catch (Exception)
            {
                Console.Error.WriteLine("not refreshed");
            }

            await Task.Delay(1000, _stopping.Token);
        }
    }
}

sealed class BreakOfSwitch
{
    private int _state;

    public void Start(CancellationToken ct)
    {
        // The token keeps the work from starting; it does not end the loop.
        Task.Run(() =>
        {
            while (!ct.IsCancellationRequested)
            {
                switch (_state)
                {
                    case 0:
                        _state = 1;
                        break;
                }

                Thread.Sleep(10);
            }
        }, ct);
    }
}

// Called as it is, and its task dropped or only kept.
sealed class OwnLoop : IDisposable
{
    private int _beats;
    private readonly CancellationTokenSource _stopping = new();

    public OwnLoop() => _ = BeatAsync();

    private async Task BeatAsync()
    {
        while (!_stopping.IsCancellationRequested)
        {
            await Task.Delay(1000, _stopping.Token);
            _beats++;
        }
    }

    public void Dispose() => _stopping.Cancel();
}

sealed class KeptLoop : IDisposable
{
    private Task? _loop;
    private int _beats;
    private readonly CancellationTokenSource _stopping = new();

    public void Start() => _loop = BeatAsync();

    private async Task BeatAsync()
    {
        while (!_stopping.IsCancellationRequested)
        {
            await Task.Delay(1000, _stopping.Token);
            _beats++;
        }
    }

    public void Dispose() => _stopping.Cancel();
}

// The writer that is disposed ends nothing: the loop without lines never meets it.
sealed class LineLog : IDisposable
{
    private readonly System.Collections.Concurrent.ConcurrentQueue<string> _lines = new();
    private readonly StreamWriter _writer = new("log");
    private readonly CancellationTokenSource _stopping = new();

    public LineLog()
    {
        var thread = new Thread(Drain) { IsBackground = true };
        thread.Start();
    }

    public void Dispose()
    {
        _stopping.Cancel();
        _writer.Dispose();
    }

    private void Drain()
    {
        while (!_stopping.IsCancellationRequested)
        {
            while (_lines.TryDequeue(out var line))
                _writer.WriteLine(line);
            Thread.Sleep(100);
        }
    }
}
