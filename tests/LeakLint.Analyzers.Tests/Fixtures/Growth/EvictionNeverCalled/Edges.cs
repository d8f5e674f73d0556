using System.Collections.Concurrent;

public sealed record Session(string Id)
{
    public DateTime LastUsed { get; set; }
}

// It can be disposed already.
internal sealed class Owner : IDisposable
{
    public static readonly Owner Instance = new();

    private readonly ConcurrentDictionary<string, Session> _sessions = new(); // want LEAK2002: RemoveExpired
    private readonly Stream _log;

    private Owner()
    {
        _log = File.OpenWrite("log");
    }

    public void Open(string sessionId) => _sessions[sessionId] = new Session(sessionId);

    public void Dispose() => _log.Dispose();

    private void RemoveExpired()
    {
        foreach (var (id, session) in _sessions)
        {
            if (session.LastUsed < DateTime.UtcNow)
                _sessions.TryRemove(id, out _);
        }
    }
}

// A container creates and disposes it.
internal sealed class Contained
{
    private readonly ConcurrentDictionary<string, Session> _sessions = new(); // want LEAK2002: PruneStale

    public void Open(string sessionId) => _sessions[sessionId] = new Session(sessionId);

    private void PruneStale()
    {
        foreach (var (id, session) in _sessions)
        {
            if (session.LastUsed < DateTime.UtcNow)
                _sessions.TryRemove(id, out _);
        }
    }
}

// Others may derive from it.
public class Open
{
    private readonly ConcurrentDictionary<string, Session> _sessions = new(); // want LEAK2002: PruneStale

    public Open(TimeProvider clock)
    {
        Clock = clock;
    }

    public TimeProvider Clock { get; }

    public void Begin(string sessionId) => _sessions[sessionId] = new Session(sessionId);

    private void PruneStale()
    {
        foreach (var (id, session) in _sessions)
        {
            if (session.LastUsed < Clock.GetUtcNow())
                _sessions.TryRemove(id, out _);
        }
    }
}

// The dictionary may not be changed by a timer while others use it: no fix.
internal static class Unlocked
{
    private static readonly Dictionary<string, Session> _sessions = []; // want LEAK2002: PruneStale

    public static void Open(string sessionId) => _sessions[sessionId] = new Session(sessionId);

    private static void PruneStale()
    {
        foreach (var id in _sessions.Keys.ToArray())
            _sessions.Remove(id);
    }
}

// Guarded by a lock on both sides.
internal static class Locked
{
    private static readonly Dictionary<string, Session> s_sessions = []; // want LEAK2002: PruneStale

    public static void Open(string sessionId)
    {
        lock (s_sessions)
            s_sessions[sessionId] = new Session(sessionId);
    }

    private static void PruneStale()
    {
        lock (s_sessions)
        {
            foreach (var id in s_sessions.Keys.ToArray())
                s_sessions.Remove(id);
        }
    }
}

// It empties everything: somebody has a reason to call it, a timer has none. No fix.
internal static class Emptied
{
    private static readonly ConcurrentDictionary<string, Session> _sessions = new(); // want LEAK2002: Cleanup

    public static void Open(string sessionId) => _sessions[sessionId] = new Session(sessionId);

    private static void Cleanup() => _sessions.Clear();
}

public static class Registration
{
    public static IServiceCollection AddAll(this IServiceCollection services) => services.AddSingleton<Contained>().AddSingleton<Open>();
}
