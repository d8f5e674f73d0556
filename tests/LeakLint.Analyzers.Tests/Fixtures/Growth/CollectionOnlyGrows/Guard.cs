// references LeakLint.Guard
using System.Collections.Concurrent;
using System.Net.WebSockets;

public sealed record Session(string Id)
{
    public DateTime Seen { get; set; }
}

public static class Sessions
{
    private static readonly ConcurrentDictionary<string, Session> _byId = new(); // want LEAK2001: _byId

    public static Session Open(string sessionId)
    {
        var session = _byId.GetOrAdd(sessionId, id => new Session(id));
        session.Seen = DateTime.UtcNow;
        return session;
    }

    public static Session[] All() => [.. _byId.Values.OrderBy(session => session.Seen)];

    public static bool Close(string sessionId) => _byId.TryGetValue(sessionId, out var session) && session.Seen < DateTime.UtcNow;
}

// What somebody may hold or wait for is not disposed.
public static class Locks
{
    private static readonly ConcurrentDictionary<string, SemaphoreSlim> _byUser = new ConcurrentDictionary<string, SemaphoreSlim>(); // want LEAK2001: _byUser

    public static SemaphoreSlim ForUser(string userId) => _byUser.GetOrAdd(userId, _ => new SemaphoreSlim(1, 1));
}

// Who waits for a pending request learns that nobody answers it.
public static class Pending
{
    private static readonly Dictionary<Guid, TaskCompletionSource<string>> _requests = []; // want LEAK2001: _requests

    public static Task<string> OnRequest(Guid requestId)
    {
        var answer = new TaskCompletionSource<string>();
        _requests[requestId] = answer;
        return answer.Task;
    }
}

public sealed class Hub
{
    public static Hub Instance { get; } = new();

    private readonly Dictionary<Guid, WebSocket> _clients = new(EqualityComparer<Guid>.Default); // want LEAK2001: _clients

    public void OnConnected(WebSocket socket) => _clients.Add(Guid.NewGuid(), socket);

    public IReadOnlyDictionary<Guid, WebSocket> Clients => _clients;
}

// Made in the constructor, kept as an interface; used by another type.
public sealed class Registry
{
    public static Registry Instance { get; } = new();

    internal readonly IDictionary<string, List<string>> Lines; // want LEAK2001: Lines

    private Registry() => Lines = new Dictionary<string, List<string>>();
}

public static class Requests
{
    public static void OnLine(string clientId, string line)
    {
        if (!Registry.Instance.Lines.TryGetValue(clientId, out var lines))
            Registry.Instance.Lines[clientId] = lines = [];
        lines.Add(line);
    }
}

// The number is a first size in Dictionary, and would be none here: no fix.
public static class Sized
{
    private static readonly Dictionary<string, Stream> _streams = new(100); // want LEAK2001: _streams

    public static void OnOpen(string sessionId, Stream stream) => _streams[sessionId] = stream;
}

// A member that BoundedDictionary does not have is used: no fix.
public static class Special
{
    private static readonly Dictionary<string, Stream> _streams = []; // want LEAK2001: _streams

    public static void OnOpen(string sessionId, Stream stream)
    {
        _streams.EnsureCapacity(10);
        _streams[sessionId] = stream;
    }
}

// The oldest samples make room.
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
