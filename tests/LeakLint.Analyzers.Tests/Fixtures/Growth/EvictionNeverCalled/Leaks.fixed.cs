using System.Collections.Concurrent;
using System.Net.WebSockets;

public sealed class Session(string id)
{
    public string Id => id;

    public DateTime LastUsed { get; set; }
}

// The sweep was written, and nothing starts it.
public static class Sessions
{
    private static readonly ConcurrentDictionary<string, Session> _byId = new();
    private static readonly Timer _cleanupTimer = new(_ => CleanupExpiredSessions(), null, TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(5));

    public static Session Open(string sessionId) => _byId.GetOrAdd(sessionId, id => new Session(id));

    private static void CleanupExpiredSessions()
    {
        foreach (var (id, session) in _byId)
        {
            if (session.LastUsed < DateTime.UtcNow.AddHours(-1))
                _byId.TryRemove(id, out _);
        }
    }
}

// Calls among members that nothing calls are none.
internal sealed class Clients : BackgroundService
{
    private readonly Dictionary<Guid, WebSocket> _clients = [];

    public void OnConnected(Guid connectionId, WebSocket socket) => _clients.Add(connectionId, socket);

    internal void DropInactive()
    {
        foreach (var id in _clients.Keys)
            Drop(id, again: true);
    }

    private void Drop(Guid id, bool again)
    {
        _clients.Remove(id);
        if (again)
            Drop(id, again: false);
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.Delay(-1, stoppingToken);
}

// A public member of a library: others could call it, but that its own program does not is worth a word.
public sealed class History
{
    private readonly ConcurrentDictionary<string, List<string>> _lines = new();

    public void Append(string conversationId, string line) => _lines.GetOrAdd(conversationId, _ => []).Add(line);

    public void EvictOldConversations() => _lines.Clear();
}

// The removal by the interface is not called either.
internal interface ITransports
{
    void Keep(string sessionId, Stream transport);

    void Forget(string sessionId);
}

internal sealed class Transports : ITransports
{
    private readonly Dictionary<string, Stream> _streams = [];

    public void Keep(string sessionId, Stream transport) => _streams[sessionId] = transport;

    public void Forget(string sessionId) => _streams.Remove(sessionId);
}

public static class Registration
{
    public static IServiceCollection AddAll(this IServiceCollection services) =>
        services.AddSingleton<History>().AddSingleton<ITransports, Transports>();
}

// Who says goodbye is removed; those who vanish wait for a sweep that nobody starts.
internal sealed class Hub : BackgroundService
{
    private readonly ConcurrentDictionary<string, WebSocket> _sockets = new();

    public void OnConnected(string connectionId, WebSocket socket) => _sockets[connectionId] = socket;

    public void OnDisconnected(string connectionId) => _sockets.TryRemove(connectionId, out _);

    internal async Task CloseIdleAsync(CancellationToken cancellationToken)
    {
        foreach (var (id, socket) in _sockets)
        {
            await socket.CloseAsync(WebSocketCloseStatus.NormalClosure, null, cancellationToken);
            _sockets.TryRemove(id, out _);
        }
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.Delay(-1, stoppingToken);
}

// The same by way of the member that removes one.
internal static class Rooms
{
    private static readonly ConcurrentDictionary<string, Session> _byId = new();
    private static readonly Timer _cleanupTimer = new(_ => PurgeStale(), null, TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(5));

    public static void Enter(string sessionId, Session session) => _byId[sessionId] = session;

    public static void Leave(string sessionId) => _byId.TryRemove(sessionId, out _);

    public static List<Session> Find(string sessionId) => [.. _byId.Values.Where(session => session.Id == sessionId)];

    internal static void PurgeStale()
    {
        foreach (var session in _byId.Values.Where(session => session.LastUsed < DateTime.UtcNow.AddMinutes(-3)))
            Leave(session.Id);
    }
}

internal static class Door
{
    public static void Serve(WebApplication app, Hub hub)
    {
        app.MapPost("/rooms/{sessionId}", (string sessionId) => Rooms.Enter(sessionId, new Session(sessionId)));
        app.MapDelete("/rooms/{sessionId}", (string sessionId) => Rooms.Leave(sessionId));
        app.MapDelete("/sockets/{id}", (string id) => hub.OnDisconnected(id));
    }
}

// Others take out what they are asked to; who went away without a word stays.
internal static class Visitors
{
    private static readonly ConcurrentDictionary<string, Session> _sessions = new();

    public static Session Open(string sessionId) => _sessions.GetOrAdd(sessionId, id => new Session(id));

    public static bool Close(string sessionId) => _sessions.TryRemove(sessionId, out _);

    public static void Reset() => _sessions.Clear();

    public static async Task CleanupExpiredAsync()
    {
        foreach (var (id, session) in _sessions)
        {
            if (session.LastUsed < DateTime.UtcNow.AddHours(-1) && _sessions.TryRemove(id, out _))
                await Task.Yield();
        }
    }
}

internal static class Reception
{
    public static void Serve(string sessionId)
    {
        Visitors.Open(sessionId);
        Visitors.Close(sessionId);
        Visitors.Reset();
    }
}
