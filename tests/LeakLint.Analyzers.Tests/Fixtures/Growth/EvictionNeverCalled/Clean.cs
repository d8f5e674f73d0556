using System.Collections.Concurrent;

public sealed class Session(string id)
{
    public string Id => id;

    public bool IsOld { get; set; }
}

// Silent: a timer calls the sweep.
internal sealed class Swept : IHostedService
{
    private readonly ConcurrentDictionary<string, Session> _sessions = new();
    private readonly Timer _timer;

    public Swept() => _timer = new Timer(RemoveOld, null, 1000, 1000);

    public Session Open(string sessionId) => _sessions.GetOrAdd(sessionId, id => new Session(id));

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => _timer.DisposeAsync().AsTask();

    private void RemoveOld(object? state)
    {
        foreach (var session in _sessions.Values.Where(session => session.IsOld))
            Remove(session);
    }

    private void Remove(Session session) => _sessions.TryRemove(session.Id, out _);
}

// Silent: another type calls it.
internal static class Registry
{
    private static readonly ConcurrentDictionary<string, Session> _sessions = new();

    public static Session Open(string sessionId) => _sessions.GetOrAdd(sessionId, id => new Session(id));

    public static void CleanupExpired() => _sessions.Clear();
}

internal sealed class Janitor : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMinutes(1));
        while (await timer.WaitForNextTickAsync(stoppingToken))
            Registry.CleanupExpired();
    }
}

// Silent: it is called by the interface.
internal interface IStore
{
    void Keep(string sessionId, Session session);

    void Forget(string sessionId);
}

internal sealed class Store : IStore
{
    private readonly Dictionary<string, Session> _sessions = [];

    public static Store Instance { get; } = new();

    public void Keep(string sessionId, Session session) => _sessions[sessionId] = session;

    public void Forget(string sessionId) => _sessions.Remove(sessionId);
}

internal sealed class User(IStore store) : IDisposable
{
    public void Dispose() => store.Forget("me");
}

// Silent: members for others to call when they are done; who uses the library does.
public sealed class Open
{
    private static readonly ConcurrentDictionary<string, Session> _sessions = new();

    public static Session Start(string sessionId) => _sessions.GetOrAdd(sessionId, id => new Session(id));

    public static bool Close(string sessionId) => _sessions.TryRemove(sessionId, out _);
}

// Silent: a framework calls what has an attribute, what overrides, what is a handler.
internal static class Called
{
    private static readonly ConcurrentDictionary<string, Session> _sessions = new();
    private static readonly ConcurrentDictionary<string, Session> _others = new();

    public static void Start(string sessionId)
    {
        _sessions[sessionId] = new Session(sessionId);
        _others[sessionId] = new Session(sessionId);
    }

    [System.Runtime.InteropServices.UnmanagedCallersOnly]
    public static void Stop() => _sessions.Clear();

    public static void OnClosed(object sender, EventArgs e) => _others.Clear();
}

// Silent: nothing says how long an object lives, and taking one entry out is for whoever uses it.
internal sealed class Ordinary
{
    private readonly Dictionary<string, Session> _sessions = [];

    public void Keep(string sessionId) => _sessions[sessionId] = new Session(sessionId);

    public void Remove(string sessionId) => _sessions.Remove(sessionId);
}

// Silent: the removal is not called, but it never was needed: there are only so many keys.
internal static class Days
{
    private static readonly Dictionary<DayOfWeek, Session> _sessions = [];

    public static void Keep(DayOfWeek day, Session session) => _sessions[day] = session;

    private static void CleanupOld() => _sessions.Clear();
}

// Silent: entries are removed by name, and the sweep is not called; but another one is.
internal sealed class TwoSweeps : BackgroundService
{
    private readonly ConcurrentDictionary<string, Stream> _transports = new();

    public void Open(string sessionId, Stream transport) => _transports[sessionId] = transport;

    internal void CleanupExpired()
    {
        foreach (var id in _transports.Keys)
            _transports.TryRemove(id, out _);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            await Task.Delay(1000, stoppingToken);
            SweepIdle();
        }
    }

    private void SweepIdle()
    {
        foreach (var (id, transport) in _transports)
        {
            if (!transport.CanRead)
                _transports.TryRemove(id, out _);
        }
    }
}

// Silent: what is never called removes one entry that somebody names, as other members do; it is no clean-up.
internal sealed class ByName : BackgroundService
{
    private readonly ConcurrentDictionary<string, Stream> _transports = new();

    public void Open(string sessionId, Stream transport) => _transports[sessionId] = transport;

    public void OnClosed(object sender, EventArgs e) => _transports.TryRemove(sender.ToString()!, out _);

    internal void ExpireSession(string sessionId) => _transports.TryRemove(sessionId, out _);

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.Delay(-1, stoppingToken);
}

// Silent: the clean-up is not called, but everything is cleared when the day is over.
internal sealed class Daily : BackgroundService
{
    private readonly ConcurrentDictionary<string, Stream> _transports = new();

    public void Open(string sessionId, Stream transport) => _transports[sessionId] = transport;

    internal void CleanupExpired()
    {
        foreach (var id in _transports.Keys)
            _transports.TryRemove(id, out _);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            await Task.Delay(TimeSpan.FromDays(1), stoppingToken);
            _transports.Clear();
        }
    }
}

// Silent: the clean-up by age is not called, but another one is, or entries come to their end by themselves.
internal static class Otherwise
{
    private static readonly ConcurrentDictionary<string, Session> _swept = new();
    private static readonly ConcurrentDictionary<string, Session> _ending = new();
    private static readonly ConcurrentDictionary<string, Session> _brief = new();

    public static void Open(string sessionId, CancellationToken gone)
    {
        _swept[sessionId] = new Session(sessionId);
        _ending[sessionId] = new Session(sessionId);
        gone.Register(() => _ending.TryRemove(sessionId, out _));
    }

    public static async Task RunAsync(string sessionId, Task work)
    {
        _brief[sessionId] = new Session(sessionId);
        try
        {
            await work;
        }
        finally
        {
            _brief.TryRemove(sessionId, out _);
        }
    }

    public static void Tick()
    {
        foreach (var session in _swept.Values)
        {
            if (session.IsOld)
                _swept.TryRemove(session.Id, out _);
        }
    }

    internal static void CleanupExpired()
    {
        _swept.Clear();
        _ending.Clear();
        _brief.Clear();
    }
}

internal static class Doorman
{
    public static async Task Serve(string sessionId, CancellationToken gone)
    {
        Otherwise.Open(sessionId, gone);
        await Otherwise.RunAsync(sessionId, Task.CompletedTask);
        Otherwise.Tick();
    }
}
