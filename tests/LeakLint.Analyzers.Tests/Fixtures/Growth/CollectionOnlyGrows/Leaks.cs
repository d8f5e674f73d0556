using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Net.WebSockets;

public static class Locks
{
    private static readonly ConcurrentDictionary<string, SemaphoreSlim> _byUser = new(); // want LEAK2001: _byUser

    public static SemaphoreSlim ForUser(string userId) =>
        _byUser.GetOrAdd(userId, _ => new SemaphoreSlim(1, 1)); // also LEAK2001
}

// Nobody outside can remove: the field is internal, and no code of the project does.
public static class Transports
{
    internal static readonly Dictionary<Guid, Stream> Open = []; // want LEAK2001: Open
}

public sealed class TransportFactory
{
    public Guid Register(Stream stream)
    {
        var id = Guid.NewGuid();
        return id;
    }

    public void Connect(Guid id, Stream stream) => Transports.Open[id] = stream; // also LEAK2001
}

// The outer dictionary grows; taking members out of an inner set takes nothing out of it.
public sealed class Topics
{
    private readonly ConcurrentDictionary<string, HashSet<string>> _members = new(); // want LEAK2001: _members

    public bool Join(string topic, string member) => _members.GetOrAdd(topic, _ => []).Add(member);

    public bool Leave(string topic, string member) => _members.TryGetValue(topic, out var set) && set.Remove(member);
}

public sealed class History(TimeProvider clock) : BackgroundService
{
    private readonly List<DateTimeOffset> _samples = []; // want LEAK2001: _samples

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            await Task.Delay(1000, stoppingToken);
            _samples.Add(clock.GetUtcNow());
        }
    }
}

public sealed class Hub
{
    public static Hub Instance { get; } = new();

    private readonly Dictionary<Guid, WebSocket> _clients = []; // want LEAK2001: _clients

    public void OnConnected(WebSocket socket) => _clients.Add(Guid.NewGuid(), socket);

    public IReadOnlyDictionary<Guid, WebSocket> Clients => _clients;

    public int Count => _clients.Count;

    public bool IsEmpty => _clients.Count == 0;
}

// The removal sees another dictionary of the same type.
public sealed class Runs
{
    private readonly ConcurrentDictionary<string, DateTime> _started = new();
    private readonly ConcurrentDictionary<string, CancellationTokenSource> _sources = new(); // want LEAK2001: _sources

    public void Start(string runId, CancellationTokenSource source)
    {
        _started[runId] = DateTime.UtcNow;
        _sources[runId] = source;
    }

    public void Complete(string runId) => _started.TryRemove(runId, out _);
}

public static class Subscriptions
{
    private static ImmutableDictionary<string, IDisposable> _byClient = ImmutableDictionary<string, IDisposable>.Empty; // want LEAK2001: _byClient

    public static void Keep(string clientId, IDisposable subscription) =>
        ImmutableInterlocked.TryAdd(ref _byClient, clientId, subscription);
}

// Emptied when the program stops: too late.
public sealed class Connections : IHostedService, IDisposable
{
    private readonly ConcurrentDictionary<string, WebSocket> _sockets = new(); // want LEAK2001: before 'Dispose'

    public void Accept(string connectionId, WebSocket socket) => _sockets[connectionId] = socket;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose()
    {
        foreach (var socket in _sockets.Values)
            socket.Dispose();
        _sockets.Clear();
    }
}

public static class Registration
{
    public static IServiceCollection AddAll(this IServiceCollection services) =>
        services.AddSingleton<Topics>().AddSingleton(_ => new Runs());
}
