using System.Collections.Concurrent;

// The latest stay, the oldest make room.
public sealed class Histories : BackgroundService
{
    private readonly List<string> _lines = []; // want LEAK2001: _lines
    private readonly Queue<(DateTime At, string Text)> _events = new(); // want LEAK2001: _events
    private readonly ConcurrentQueue<string> _errors = new(); // want LEAK2001: _errors
    private readonly LinkedList<double> _samples = []; // want LEAK2001: _samples

    public void Write(string line) => _lines.Add(line);

    public void Note(string text)
    {
        lock (_events)
            _events.Enqueue((DateTime.UtcNow, text));
    }

    public void Fail(string error)
    {
        if (error.Length > 0)
        {
            this._errors.Enqueue(error);
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            await Task.Delay(1000, stoppingToken);
            _samples.AddLast(Environment.WorkingSet);
        }
    }
}

// Tasks that are done are forgotten; one that failed is kept for who waits.
public sealed class Jobs : BackgroundService
{
    private readonly List<Task> _running = []; // want LEAK2001: _running

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            await Task.Delay(1000, stoppingToken);
            _running.Add(Task.Run(() => Console.WriteLine("job"), stoppingToken));
        }

        await Task.WhenAll(_running);
    }
}

// A property for others in the file is bounded where they add.
internal static class Journal
{
    public static List<string> Entries { get; } = []; // want LEAK2001: Entries
}

public sealed class Writer : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            await Task.Delay(1000, stoppingToken);
            Journal.Entries.Add(Environment.WorkingSet.ToString());
        }
    }
}

// No fix: others ask for an entry by its place.
internal static class Pages
{
    public static List<string> Texts { get; } = []; // want LEAK2001: Texts

    public static int PlaceOf(string text) => Texts.IndexOf(text);
}

public sealed class PageWriter : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            await Task.Delay(1000, stoppingToken);
            Pages.Texts.Add(Environment.WorkingSet.ToString());
        }
    }
}

// No fix: somebody must close these, a bag has no oldest element, and a set may be asked for any.
public static class Kept
{
    private static readonly List<Stream> _streams = []; // want LEAK2001: _streams
    private static readonly ConcurrentBag<string> _bag = []; // want LEAK2001: _bag
    private static readonly HashSet<string> _seen = []; // want LEAK2001: _seen

    public static void Open(Stream stream) => _streams.Add(stream);

    public static void Write(string line) => _bag.Add(line);

    public static bool IsNew(string messageId) => _seen.Add(messageId);
}
