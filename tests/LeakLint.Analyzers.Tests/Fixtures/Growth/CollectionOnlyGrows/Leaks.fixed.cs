using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Net.WebSockets;

public static class Locks
{
    private static readonly ConcurrentDictionary<string, SemaphoreSlim> _byUser = new();

    public static SemaphoreSlim ForUser(string userId) =>
        _byUser.GetOrAdd(userId, _ => new SemaphoreSlim(1, 1));
}

// Nobody outside can remove: the field is internal, and no code of the project does.
public static class Transports
{
    internal static readonly Dictionary<Guid, Stream> Open = [];
}

public sealed class TransportFactory
{
    public Guid Register(Stream stream)
    {
        var id = Guid.NewGuid();
        return id;
    }

    public void Connect(Guid id, Stream stream) => Transports.Open[id] = stream;
}

// The outer dictionary grows; taking members out of an inner set takes nothing out of it.
public sealed class Topics
{
    private readonly ConcurrentDictionary<string, HashSet<string>> _members = new();

    public bool Join(string topic, string member) => _members.GetOrAdd(topic, _ => []).Add(member);

    public bool Leave(string topic, string member) => _members.TryGetValue(topic, out var set) && set.Remove(member);
}

public sealed class History(TimeProvider clock) : BackgroundService
{
    private readonly List<DateTimeOffset> _samples = [];

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            await Task.Delay(1000, stoppingToken);
            if (_samples.Count >= 10_000)
                _samples.RemoveAt(0);
            _samples.Add(clock.GetUtcNow());
        }
    }
}

public sealed class Hub
{
    public static Hub Instance { get; } = new();

    private readonly Dictionary<Guid, WebSocket> _clients = [];

    public void OnConnected(WebSocket socket) => _clients.Add(Guid.NewGuid(), socket);

    public IReadOnlyDictionary<Guid, WebSocket> Clients => _clients;

    public int Count => _clients.Count;

    public bool IsEmpty => _clients.Count == 0;
}

// The removal sees another dictionary of the same type.
public sealed class Runs
{
    private readonly ConcurrentDictionary<string, DateTime> _started = new();
    private readonly ConcurrentDictionary<string, CancellationTokenSource> _sources = new();

    public void Start(string runId, CancellationTokenSource source)
    {
        _started[runId] = DateTime.UtcNow;
        _sources[runId] = source;
    }

    public void Complete(string runId) => _started.TryRemove(runId, out _);
}

public static class Subscriptions
{
    private static ImmutableDictionary<string, IDisposable> _byClient = ImmutableDictionary<string, IDisposable>.Empty;

    public static void Keep(string clientId, IDisposable subscription) =>
        ImmutableInterlocked.TryAdd(ref _byClient, clientId, subscription);
}

// Emptied when the program stops: too late.
public sealed class Connections : IHostedService, IDisposable
{
    private readonly ConcurrentDictionary<string, WebSocket> _sockets = new();

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

// Growth by private members, by members that are given the collection, by an extension.
public static class ByOthers
{
    private static readonly Dictionary<string, Stream> _byMember = [];
    private static readonly Dictionary<string, Stream> _byParameter = [];
    private static readonly Dictionary<string, Stream> _byExtension = [];
    private static readonly Dictionary<string, Stream> _byProperty = [];

    private static Dictionary<string, Stream> Properties => _byProperty;

    public static void Open(string sessionId, Stream stream)
    {
        Keep(sessionId, stream);
        KeepIn(_byParameter, sessionId, stream);
        _byExtension.Put(sessionId, stream);
        Properties[sessionId] = stream;
    }

    private static void Keep(string sessionId, Stream stream) => _byMember[sessionId] = stream;

    private static void KeepIn(Dictionary<string, Stream> streams, string sessionId, Stream stream)
    {
        lock (streams)
            streams[sessionId] = stream;
    }
}

public static class Putting
{
    public static void Put(this IDictionary<string, Stream> streams, string key, Stream stream) => streams.TryAdd(key, stream);
}

// The keys are few, the lists under them grow.
public sealed class Logs : BackgroundService
{
    private readonly Dictionary<DayOfWeek, List<string>> _byDay = [];
    private readonly Dictionary<string, Queue<string>> _byKind = new() { ["warning"] = new(), ["error"] = new() };

    public void Add(DayOfWeek day, string line)
    {
        if (!_byDay.TryGetValue(day, out var lines))
            _byDay[day] = lines = [];
        lines.Add(line);
        _byKind["error"].Enqueue(line);
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.Delay(-1, stoppingToken);
}

// A longer copy takes the place of the collection.
public sealed class Copies
{
    public static readonly Copies Instance = new();

    private List<Stream> _spread = [];
    private List<Stream> _appended = [];
    private ImmutableList<Stream> _updated = [];

    public void Add(Stream stream)
    {
        _spread = [.. _spread, stream];
        _appended = _appended.Append(stream).ToList();
        ImmutableInterlocked.Update(ref _updated, list => list.Add(stream));
    }
}

// Kept in a static member of another type.
public sealed class Rooms
{
    private readonly Dictionary<string, List<string>> _names = [];

    public void Enter(string roomId, string name)
    {
        if (!_names.ContainsKey(roomId))
            _names.Add(roomId, []);
        _names[roomId].Add(name);
    }
}

public static class World
{
    public static Rooms Rooms { get; } = new();

    // A dictionary as a set.
    private static readonly ConcurrentDictionary<string, byte> _seen = new();

    public static bool IsNew(string messageId) => _seen.TryAdd(messageId, 0);
}

public static class Registration
{
    public static IServiceCollection AddAll(this IServiceCollection services) =>
        services.AddSingleton<Topics>().AddSingleton(_ => new Runs());
}

// A builder is not always set-up: what is static is shared by all that are ever built, and a session is not a setting.
public sealed class PromptBuilder
{
    public static readonly PromptBuilder Instance = new();

    private static readonly List<Stream> _built = [];
    private readonly Dictionary<string, Stream> _bySession = [];

    public void Attach(Stream stream) => Keep(stream);

    public void Continue(string sessionId, Stream stream) => _bySession[sessionId] = stream;

    private static void Keep(Stream stream) => _built.Add(stream);
}

// One of those who add does so at start-up, the other while the program runs.
public sealed class Handlers
{
    public static readonly Handlers Shared = new();

    private readonly List<Stream> _all = [];

    public void Add(Stream stream) => _all.Add(stream);

    public static void Configure(Stream first) => Shared.Add(first);

    public static void OnConnected(Stream stream) => Shared.Add(stream);
}

// What a list is asked before it gets another one may be a session.
public sealed class Visitors
{
    public static readonly Visitors Instance = new();

    private readonly List<string> _sessions = [];

    public void Enter(string sessionId)
    {
        if (!_sessions.Contains(sessionId))
            _sessions.Add(sessionId);
    }
}

// A registry of what comes and goes.
public sealed class StreamRegistry
{
    public static readonly StreamRegistry Instance = new();

    private readonly List<Stream> _streams = [];

    public void Add(Stream stream) => _streams.Add(stream);
}

// The window is part of the key: there is a new one each minute.
public sealed class RateLimits
{
    public static readonly RateLimits Instance = new();

    private readonly ConcurrentDictionary<string, int> _counts = new();

    public int Count(string clientId, DateTimeOffset window)
    {
        var bucketKey = $"{clientId}:{window.UtcTicks}";
        return _counts.AddOrUpdate(bucketKey, 1, (_, count) => count + 1);
    }
}

// A key that is made anew, a pending request, a local that stands for the collection, a value made by a task that is made later.
public static class Fresh
{
    private static readonly Dictionary<string, Stream> _byToken = [];
    private static readonly ConcurrentDictionary<long, TaskCompletionSource<string>> _pending = new();
    private static readonly Dictionary<string, Stream> _aliased = [];
    private static readonly ConcurrentDictionary<string, Lazy<Task<Stream>>> _opened = new();
    private static long _last;

    public static string Open()
    {
        var token = Guid.NewGuid().ToString("N");
        lock (_byToken)
            _byToken[token] = new MemoryStream();
        return token;
    }

    public static Task<string> Ask()
    {
        var id = Interlocked.Increment(ref _last);
        var answer = new TaskCompletionSource<string>();
        _pending.TryAdd(id, answer);
        return answer.Task;
    }

    public static void Answer(long id, string text)
    {
        if (_pending.TryGetValue(id, out var answer))
            answer.TrySetResult(text);
    }

    public static void Keep(string sessionId, Stream stream)
    {
        var all = _aliased;
        all[sessionId] = stream;
    }

    public static Task<Stream> OpenOnce(string path) => _opened.GetOrAdd(path, key => new(() => Task.FromResult<Stream>(File.OpenRead(key)))).Value;

    public static Task<Stream> OpenFor(string clientId) => _opened.GetOrAdd(clientId, key => new(() => Task.FromResult<Stream>(File.OpenRead(key)))).Value;
}

// Each object that is made goes into the list of all, while the program runs.
public sealed class Document
{
    private static readonly List<Document> _all = [];

    public Document(string name)
    {
        Name = name;
        _all.Add(this);
    }

    public string Name { get; }

    public static Document Open(string name) => new(name);
}

// Who listens is never let go.
public static class Bus
{
    private static readonly List<Action<string>> _callbacks = [];
    private static readonly Dictionary<string, List<Action>> _listeners = [];

    public static void OnMessage(Action<string> callback) => _callbacks.Add(callback);

    public static void Subscribe(string topic, Action listener)
    {
        if (!_listeners.TryGetValue(topic, out var list))
            _listeners[topic] = list = [];
        list.Add(listener);
    }
}

public static class Exchange
{
    private static readonly System.Collections.Concurrent.ConcurrentDictionary<string, List<Action<string>>> _handlers = new();

    public static void Subscribe(string topic, Action<string> handler)
    {
        var handlers = _handlers.GetOrAdd(topic, _ => []);
        lock (handlers)
            handlers.Add(handler);
    }
}

// A timer runs the method, although what starts the program names it.
public sealed class Probe : IHostedService
{
    private readonly LinkedList<double> _samples = new();
    private Timer? _timer;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        _timer = new Timer(Sample, null, 0, 1000);
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken)
    {
        _timer?.Dispose();
        return Task.CompletedTask;
    }

    private void Sample(object? state)
    {
        if (_samples.Count >= 10_000)
            _samples.RemoveFirst();
        _samples.AddLast(Environment.WorkingSet);
    }
}

// The table that is asked before grows itself, and shrinks; a flag that nothing sets loads nothing.
public sealed class Buffers
{
    public static readonly Buffers Instance = new();

    private readonly HashSet<string> _sessions = [];
    private readonly Dictionary<string, MemoryStream> _buffers = [];
    private readonly List<MemoryStream> _all = [];
    private bool _closed;

    public void Enter(string sessionId) => _sessions.Add(sessionId);

    public void Leave(string sessionId) => _sessions.Remove(sessionId);

    public void Write(string sessionId)
    {
        if (!_sessions.Contains(sessionId))
            return;
        _buffers[sessionId] = new MemoryStream();
    }

    public void Keep(MemoryStream buffer)
    {
        if (!_closed)
            _all.Add(buffer);
    }

    public void Close() => _closed = true;
}

public static class FollowerRegistration
{
    public static void AddFollowers(IServiceCollection services) => services.AddSingleton<Followers>();
}

// Who follows gets a channel of its own, and the broadcaster keeps it when the follower has gone.
public sealed class Followers
{
    private readonly List<System.Threading.Channels.Channel<string>> _pipes = [];
    private readonly Lock _gate = new();

    public void Publish(string line)
    {
        lock (_gate)
        {
            foreach (var pipe in _pipes)
                pipe.Writer.TryWrite(line);
        }
    }

    public async IAsyncEnumerable<string> FollowAsync([System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken ct)
    {
        var mine = System.Threading.Channels.Channel.CreateBounded<string>(100);
        lock (_gate)
            _pipes.Add(mine);
        await foreach (var line in mine.Reader.ReadAllAsync(ct))
            yield return line;
    }
}

// The loop of the service adds by way of a method of its own.
public sealed class SamplingService : BackgroundService
{
    private readonly List<long> _samples = new();

    public long Last => _samples.Count == 0 ? 0 : _samples[^1];

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1));
        while (await timer.WaitForNextTickAsync(stoppingToken))
            Take();
    }

    private void Take() => _samples.Add(GC.GetTotalMemory(false));
}
