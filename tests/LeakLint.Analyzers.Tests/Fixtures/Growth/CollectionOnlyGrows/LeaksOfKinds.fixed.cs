using System.Collections.Concurrent;

public sealed record Basket(string Id, List<string> Lines);

// Made at its first use, it grows like any other.
public static class Baskets
{
    private static readonly Lazy<ConcurrentDictionary<Guid, Basket>> _open = new(() => new());

    public static Basket Open(Guid id) => _open.Value.GetOrAdd(id, key => new Basket(key.ToString(), []));
}

// The target of a weak reference goes, the reference stays.
public static class Gauges
{
    private static readonly List<WeakReference<IObserver<double>>> _watchers = [];

    public static void Watch(IObserver<double> watcher)
    {
        _watchers.RemoveAll(reference => !reference.TryGetTarget(out _));
        _watchers.Add(new WeakReference<IObserver<double>>(watcher));
    }

    public static void Publish(double value)
    {
        foreach (var weak in _watchers)
        {
            if (weak.TryGetTarget(out var watcher))
                watcher.OnNext(value);
        }
    }
}

// There is one of it, whatever its constructor allows.
public sealed class Journal
{
    public static Journal Shared { get; } = new();

    private readonly List<(string OrderId, Exception Error)> _errors = [];

    public int Errors => _errors.Count;

    public void Failed(string orderId, Exception error)
    {
        lock (_errors)
        {
            if (_errors.Count >= 10_000)
                _errors.RemoveAt(0);
            _errors.Add((orderId, error));
        }
    }
}

// What is taken out is not what was put in.
public static class Downloads
{
    private static readonly ConcurrentDictionary<string, Stream> _running = new();

    public static async Task RunAsync(string requestId, string path, Stream source)
    {
        _running[requestId] = source;
        try
        {
            using var target = File.Create(path);
            await source.CopyToAsync(target);
        }
        finally
        {
            _running.TryRemove(requestId, out _);
        }
    }
}

public sealed record Player(string PlayerId, string Nick, TimeProvider Clock);

// Put under one property, looked for under another.
public static class Lobby
{
    private static readonly Dictionary<string, Player> _players = [];

    public static void Join(Player player) => _players[player.PlayerId] = player;

    public static bool Leave(Player player) => _players.Remove(player.Nick);
}

// Who registers comes while the program runs.
public static class Handsets
{
    private static readonly Dictionary<string, HashSet<string>> _handsets = [];

    public static void Register(string userId, string handset)
    {
        if (!_handsets.TryGetValue(userId, out var known))
            _handsets[userId] = known = [];
        known.Add(handset);
    }

    public static void Unregister(string userId, string handset)
    {
        if (_handsets.TryGetValue(userId, out var known))
            known.Remove(handset);
    }
}

// What a delegate gives is another one each time.
public sealed class Tickets(Func<string, Task> print) : BackgroundService
{
    private readonly List<Task> _printed = [];

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            _printed.RemoveAll(task => task.IsCompletedSuccessfully);
            _printed.Add(print("ticket"));
            await Task.Delay(1000, stoppingToken);
        }
    }
}

// One object of a middleware serves all requests.
public sealed class Throttle(Microsoft.AspNetCore.Http.RequestDelegate next)
{
    private readonly ConcurrentDictionary<string, List<DateTime>> _visits = new();

    public Task InvokeAsync(Microsoft.AspNetCore.Http.HttpContext context)
    {
        _visits.GetOrAdd(context.Connection.RemoteIpAddress?.ToString() ?? "", _ => []).Add(DateTime.UtcNow);
        return next(context);
    }
}

// To look at an end of the list is to read it.
public static class Trail
{
    private static readonly List<(string OrderId, string Action)> _lines = [];

    public static void Note(string orderId, string action) => _lines.Add((orderId, action));

    public static string Last() => _lines[^1].Action;
}
