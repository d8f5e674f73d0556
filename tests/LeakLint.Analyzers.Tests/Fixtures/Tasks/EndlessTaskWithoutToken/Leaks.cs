using System.Collections.Concurrent;

sealed class TimedLoop
{
    private int _ticks;

    public TimedLoop()
    {
        Task.Run(async () => // want LEAK5002: 'TimedLoop'
        {
            while (true) // also LEAK5002
            {
                await Task.Delay(1000);
                _ticks++;
            }
        });
    }
}

sealed class HandledLoop(ILogger log)
{
    // Its failures are seen, its end is not.
    public void Start() => _ = Task.Run(LoopAsync); // want LEAK5002: 'HandledLoop'

    private async Task LoopAsync()
    {
        for (;;) // also LEAK5002
        {
            try
            {
                await Task.Delay(TimeSpan.FromMinutes(1));
                log.LogInformation("tick");
            }
            catch (Exception e)
            {
                log.LogError(e, "tick failed");
            }
        }
    }
}

sealed class ThreadLoop
{
    private int _ticks;

    public void Start()
    {
        new Thread(() => // want LEAK5002: 'Thread'
        {
            do // also LEAK5002
            {
                Thread.Sleep(1000);
                _ticks++;
            }
            while (true);
        }).Start();
    }
}

// Disposing the collection does not wake up who takes from it.
sealed class Consumer : IDisposable
{
    private readonly BlockingCollection<string> _pages = new(10);

    public Consumer(Action<string> print)
    {
        Task.Factory.StartNew(() => // want LEAK5002: 'TaskFactory.StartNew'
        {
            while (true) // also LEAK5002
                print(_pages.Take());
        }, TaskCreationOptions.LongRunning);
    }

    public void Dispose() => _pages.Dispose();
}

// Disposing the client only makes each round fail: the loop goes on.
sealed class Refresher(HttpClient http) : IAsyncDisposable
{
    private string _value = "";

    public string Value => _value;

    public void Start() => _ = Task.Run(RefreshAsync); // want LEAK5002: 'Refresher'

    public ValueTask DisposeAsync()
    {
        http.Dispose();
        return ValueTask.CompletedTask;
    }

    private async Task RefreshAsync()
    {
        while (true) // also LEAK5002
        {
            try
            {
                _value = await http.GetStringAsync("value");
            }
            catch (Exception)
            {
                Console.Error.WriteLine("not refreshed");
            }

            await Task.Delay(1000);
        }
    }
}

sealed class BreakOfSwitch
{
    private int _state;

    public void Start(CancellationToken ct)
    {
        // The token keeps the work from starting; it does not end the loop.
        Task.Run(() => // want LEAK5002: 'Task.Run'
        {
            while (true) // also LEAK5002
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
sealed class OwnLoop
{
    private int _beats;

    public OwnLoop() => _ = BeatAsync(); // want LEAK5002: 'BeatAsync'

    private async Task BeatAsync()
    {
        while (true) // also LEAK5002
        {
            await Task.Delay(1000);
            _beats++;
        }
    }
}

sealed class KeptLoop
{
    private Task? _loop;
    private int _beats;

    public void Start() => _loop = BeatAsync(); // want LEAK5002: 'KeptLoop'

    private async Task BeatAsync()
    {
        while (true) // also LEAK5002
        {
            await Task.Delay(1000);
            _beats++;
        }
    }
}

// The writer that is disposed ends nothing: the loop without lines never meets it.
sealed class LineLog : IDisposable
{
    private readonly System.Collections.Concurrent.ConcurrentQueue<string> _lines = new();
    private readonly StreamWriter _writer = new("log");

    public LineLog()
    {
        var thread = new Thread(Drain) { IsBackground = true }; // want LEAK5002: 'LineLog'
        thread.Start();
    }

    public void Dispose() => _writer.Dispose();

    private void Drain()
    {
        while (true) // also LEAK5002
        {
            while (_lines.TryDequeue(out var line))
                _writer.WriteLine(line);
            Thread.Sleep(100);
        }
    }
}
