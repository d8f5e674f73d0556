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
    private static readonly ConcurrentDictionary<string, Session> _byId = new(); // want LEAK2002: CleanupExpiredSessions

    public static Session Open(string sessionId) => _byId.GetOrAdd(sessionId, id => new Session(id)); // also LEAK2002

    private static void CleanupExpiredSessions() // also LEAK2002
    {
        foreach (var (id, session) in _byId)
        {
            if (session.LastUsed < DateTime.UtcNow.AddHours(-1))
                _byId.TryRemove(id, out _); // also LEAK2002
        }
    }
}

// Calls among members that nothing calls are none.
internal sealed class Clients : BackgroundService
{
    private readonly Dictionary<Guid, WebSocket> _clients = []; // want LEAK2002: DropInactive

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
    private readonly ConcurrentDictionary<string, List<string>> _lines = new(); // want LEAK2002: EvictOldConversations

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
    private readonly Dictionary<string, Stream> _streams = []; // want LEAK2002: Forget

    public void Keep(string sessionId, Stream transport) => _streams[sessionId] = transport;

    public void Forget(string sessionId) => _streams.Remove(sessionId);
}

public static class Registration
{
    public static IServiceCollection AddAll(this IServiceCollection services) =>
        services.AddSingleton<History>().AddSingleton<ITransports, Transports>();
}

// Others take out what they are asked to; who went away without a word stays.
internal static class Visitors
{
    private static readonly ConcurrentDictionary<string, Session> _sessions = new(); // want LEAK2002: keeps what nobody asks to remove

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
