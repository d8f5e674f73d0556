using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Reflection;
using System.Runtime.CompilerServices;

public sealed class Session : IDisposable
{
    public void Dispose() { }
}

// Silent: a member removes; that it is public is enough, whoever calls it.
public static class Removed
{
    private static readonly ConcurrentDictionary<string, Session> _sessions = new();

    public static void Open(string sessionId) => _sessions[sessionId] = new Session();

    public static void Close(string sessionId) => _sessions.TryRemove(sessionId, out _);
}

// Silent: a timer takes out what is old.
public sealed class Swept : BackgroundService
{
    private readonly Dictionary<Guid, Session> _sessions = [];

    public void Open() => _sessions.Add(Guid.NewGuid(), new Session());

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMinutes(1));
        while (await timer.WaitForNextTickAsync(stoppingToken))
            _sessions.Clear();
    }
}

// Silent: a callback removes the entry when the work ends.
public static class Pending
{
    private static readonly ConcurrentDictionary<Guid, TaskCompletionSource> _requests = new();

    public static Task Ask(Guid requestId, CancellationToken cancellationToken)
    {
        var source = new TaskCompletionSource();
        _requests[requestId] = source;
        cancellationToken.Register(() => _requests.TryRemove(requestId, out _));
        return source.Task;
    }
}

// Silent: the size is compared with a limit before anything is added.
public static class Limited
{
    private static readonly ConcurrentDictionary<string, Session> _sessions = new();

    public static Session? Open(string sessionId) => _sessions.Count >= 1000 ? null : _sessions.GetOrAdd(sessionId, _ => new Session());
}

// Silent: there are only so many types, members and values of an enum.
public static class Finite
{
    private static readonly ConcurrentDictionary<Type, Session> _byType = new();
    private static readonly Dictionary<(Type Type, string Key), Session> _byTypeAndKey = [];
    private static readonly ConcurrentDictionary<string, Session> _byTypeName = new();
    private static readonly Dictionary<DayOfWeek, Session> _byDay = [];
    private static readonly Dictionary<string, Session> _known = [];

    public static Session ForType(Type requestType) => _byType.GetOrAdd(requestType, _ => new Session());

    public static void ForBoth(Type type, string key) => _byTypeAndKey[(type, key)] = new Session();

    public static Session ForName(Type requestType) => _byTypeName.GetOrAdd(requestType.FullName!, _ => new Session());

    public static void ForDay(DayOfWeek day, Session session) => _byDay[day] = session;

    public static void Known(Session session) => _known["default"] = session;
}

// Silent: what is kept are members of the program itself.
public static class Metadata
{
    private static readonly ConcurrentDictionary<string, PropertyInfo?> _properties = new();

    public static PropertyInfo? Find(Type type, string key) => _properties.GetOrAdd(key, type.GetProperty);
}

// Silent: interning, each text is kept once and is its own key.
public static class Names
{
    private static readonly ConcurrentDictionary<string, string> _names = new();

    public static string Intern(string key) => _names.GetOrAdd(key, key);
}

// Silent: filled when the program starts, and only then.
public static class Handlers
{
    private static readonly Dictionary<string, Session> _handlers = [];
    private static readonly List<Session> _all = [];
    private static bool _loaded;

    static Handlers() => _handlers.Add(Environment.MachineName, new Session());

    public static void Register(string key, Session handler) => _handlers.Add(key, handler);

    public static void Ensure(string key, IEnumerable<Session> found)
    {
        if (!_loaded)
        {
            foreach (var session in found)
                _all.Add(session);
            _loaded = true;
        }
    }
}

// Silent: nobody knows how long an object of the type lives.
public sealed class Ordinary
{
    private readonly Dictionary<Guid, Session> _sessions = [];

    public void Open() => _sessions.Add(Guid.NewGuid(), new Session());
}

// Silent: code elsewhere gets hold of the collection itself and may remove.
public static class Exposed
{
    private static readonly Dictionary<string, Session> _returned = [];
    private static readonly Dictionary<string, Session> _passed = [];

    public static readonly Dictionary<string, Session> Visible = [];

    public static IDictionary<string, Session> All => _returned;

    public static void Open(string sessionId)
    {
        _returned[sessionId] = new Session();
        _passed[sessionId] = new Session();
        Visible[sessionId] = new Session();
    }

    public static void Sweep(Action<Dictionary<string, Session>> sweep) => sweep(_passed);
}

// Silent: entries go with their keys, or do not keep what they refer to.
public static class Weak
{
    private static readonly ConditionalWeakTable<object, Session> _table = [];
    private static readonly Dictionary<string, WeakReference<Session>> _views = [];

    public static Session For(object key) => _table.GetOrCreateValue(key);

    public static void Show(string viewId, Session view) => _views[viewId] = new(view);
}

// Silent: the collection is replaced from time to time.
public static class Replaced
{
    private static List<string> _batch = [];
    private static ImmutableList<string> _log = [];
    private static List<Session> _live = [];

    public static void Add(string line)
    {
        _batch.Add(line);
        ImmutableInterlocked.Update(ref _log, static (log, added) => log.Add(added).RemoveAt(0), line);
    }

    public static void Keep(Session session) => _live = [.. _live.Where(other => other != session), session];

    public static List<string> Take() => Interlocked.Exchange(ref _batch, []);
}

// Silent: the oldest make room.
public static class Recent
{
    private static readonly ConcurrentQueue<string> _events = new();

    public static void Add(string text)
    {
        _events.Enqueue(text);
        while (_events.Count > 500 && _events.TryDequeue(out _))
        {
        }
    }
}

// Silent: one piece of evidence is not enough to say that there is no end of names.
public static class Derived
{
    private static readonly ConcurrentDictionary<string, int> _lengths = new();

    public static int LengthOf(string name) => _lengths.GetOrAdd(name, static text => text.Length);
}

// Silent: the key is put together from what need not be many, and the immutable values do not grow further.
public static class Resolved
{
    private static readonly ConcurrentDictionary<string, ImmutableArray<string>> _references = new();

    public static ImmutableArray<string> Resolve(string reference, string folder)
    {
        var key = $"{folder}:{reference}";
        return _references.GetOrAdd(key, _ => [reference, folder]);
    }
}

// Silent: the helper that is given the collection also takes out of it.
public static class Trimmed
{
    private static readonly Queue<Session> _sessions = new();

    public static void Add(Session session) => Keep(_sessions, session);

    private static void Keep(Queue<Session> queue, Session session)
    {
        queue.Enqueue(session);
        if (queue.Count > 100)
            queue.Dequeue().Dispose();
    }
}

// Silent: the private member that adds is called when the object is made, and only then.
public sealed class Started
{
    public static readonly Started Instance = new(["a", "b"]);

    private readonly Dictionary<string, Session> _sessions = [];

    public Started(IEnumerable<string> ids)
    {
        foreach (var id in ids)
            Keep(id, new Session());
    }

    private void Keep(string sessionId, Session session) => _sessions.Add(sessionId, session);
}

// Silent: the lists under the few keys are emptied.
public static class Batches
{
    private static readonly Dictionary<DayOfWeek, List<Session>> _byDay = [];
    private static readonly Dictionary<string, List<Session>> _byKind = new() { ["a"] = [] };

    public static void Add(DayOfWeek day, Session session)
    {
        _byDay[day].Add(session);
        _byKind["a"].Add(session);
    }

    public static void Flush(DayOfWeek day)
    {
        _byDay[day].Clear();
        foreach (var list in _byKind.Values)
            list.Clear();
    }
}

// Silent: tools are loaded once for each name, and nothing says that there is no end of names.
public static class Tools
{
    private static readonly Dictionary<string, List<string>> _byName = [];

    public static List<string> Find(string name) => _byName.TryGetValue(name, out var known) ? known : Load(name);

    public static List<string> Load(string name)
    {
        List<string> tools = [name];
        _byName.Add(name, tools);
        return tools;
    }
}

// Silent: a cache class of the project's own; what its keys are is known where it is used, here types.
public sealed class Cache<TKey, TValue>(Func<TKey, TValue> load)
    where TKey : notnull
{
    private readonly ConcurrentDictionary<TKey, TValue> _values = new();

    public TValue this[TKey key] => _values.GetOrAdd(key, load);

    public TValue Find(TKey key) => _values.GetOrAdd(key, load);
}

public static class Members
{
    private static readonly Cache<Type, List<string>> _names = new(type => [.. type.GetMembers().Select(member => member.Name)]);

    public static List<string> Of(Type type) => _names[type];
}

// Silent: a builder is filled while what it builds is set up, although there is one for the whole process.
public abstract class ProviderBuilder;

public sealed class ProviderBuilderSdk : ProviderBuilder
{
    public static readonly ProviderBuilderSdk Instance = new();

    private readonly List<Session> _instrumentation = [];

    internal List<Func<Session>> Factories { get; } = [];

    public void AddInstrumentation(Session session) => _instrumentation.Add(session);

    public void AddFactory(Func<Session> factory) => Factories.Add(factory);
}

// Silent: others may add, but what is seen to add is a static constructor and a member that configures.
public sealed class Routes
{
    private readonly List<(string Path, Session Handler)> _handlers = [];
    private readonly Dictionary<string, Session> _byUrl = [];

    public void Add(string path, Session handler) => _handlers.Add((path, handler));

    public void AddUrl(string url, Session handler) => _byUrl.Add(url, handler);
}

public static class Dashboard
{
    public static readonly Routes Routes = new();

    static Dashboard() => Routes.Add("/jobs", new Session());

    public static void ConfigureLogs(string url) => Routes.AddUrl(url, new Session());
}

// Silent: who asks first whether it is there makes a set of the list, and nothing says that there is no end of names.
public sealed class Schedulers
{
    public static readonly Schedulers Instance = new();

    private readonly List<string> _names = [];

    public void Add(string name)
    {
        if (_names.Contains(name))
            throw new ArgumentException("There is one already.", nameof(name));
        _names.Add(name);
    }
}

// Silent: a registry of what the program can do.
public sealed class ConverterRegistry
{
    public static readonly ConverterRegistry Instance = new();

    private readonly List<Converter<string, object>> _converters = [];

    public void Add(Converter<string, object> converter) => _converters.Add(converter);
}

// Silent: the member that watches is public, but leads from the start alone.
public static class Watching
{
    private static readonly List<FileSystemWatcher> _watchers = [];

    public static void Initialize(IEnumerable<string> folders) => WatchAll(folders);

    public static void WatchAll(IEnumerable<string> folders)
    {
        foreach (var folder in folders)
            Watch(folder);
    }

    public static void Watch(string folder) => _watchers.Add(new FileSystemWatcher(folder));
}

// Silent: one member puts a fixed set together.
public sealed class Harness : IDisposable
{
    public static readonly Harness Instance = new();

    private readonly List<IDisposable> _handles = [];

    public void PostCreate(IObservable<string> bus, IObserver<string> observer)
    {
        _handles.Add(bus.Subscribe(observer));
        _handles.Add(bus.Subscribe(new Forward()));
        _handles.Add(bus.Subscribe(new Forward()));
        _handles.Add(bus.Subscribe(new Forward()));
    }

    public void Dispose()
    {
        foreach (var handle in _handles)
            handle.Dispose();
        _handles.Clear();
    }

    private sealed class Forward : IObserver<string>
    {
        public void OnCompleted() { }

        public void OnError(Exception error) { }

        public void OnNext(string value) { }
    }
}

// Silent: that a variable holds a key says nothing; what it is made of is a kind of thing.
public sealed class Statuses
{
    public static readonly Statuses Instance = new();

    private readonly ConcurrentDictionary<StatusKey, bool> _statuses = new();

    public bool IsMovable(string grainType, bool expected)
    {
        var statusKey = new StatusKey(grainType, expected);
        return _statuses.GetOrAdd(statusKey, key => key.Expected);
    }

    private readonly record struct StatusKey(string GrainType, bool Expected);
}

// Silent: settings, whatever they are about.
public sealed class ListenerOptions
{
    public static readonly ListenerOptions Shared = new();

    internal HashSet<Uri> EncryptedUris { get; } = [];

    public void RequireEncryption(Uri listenerUri) => EncryptedUris.Add(listenerUri);
}

// Silent: no more keys than the table has, which is filled when the object is made, or cannot be added to.
public sealed class Limits
{
    public static readonly Limits Instance = new(new Dictionary<string, int> { ["a"] = 1 });

    private readonly Dictionary<string, int> _limits = [];
    private readonly IReadOnlyDictionary<string, int> _given;
    private readonly ConcurrentDictionary<string, Session> _counts = new();
    private readonly ConcurrentDictionary<string, Session> _others = new();

    private Limits(IReadOnlyDictionary<string, int> limits)
    {
        _given = limits;
        foreach (var (key, limit) in limits)
            _limits.Add(key, limit);
    }

    public void Enter(string userId)
    {
        if (!_limits.TryGetValue(userId, out var most))
            throw new InvalidOperationException($"{userId} has no limit, nor {most}.");
        _counts.GetOrAdd(userId, _ => new Session());
        if (_given.ContainsKey(userId))
            _others[userId] = new Session();
    }
}

// Silent: what adds leads from the start by way of a type that holds no collections.
public static class Boot
{
    static Boot()
    {
        Pages.Routes.AddPage("/a");
        Pages.Routes.AddPage("/b");
    }

    public static void Touch() { }
}

public static class PageExtensions
{
    public static void AddPage(this PageRoutes routes, string path) => routes.Add(path, new Session());

    public static void AddUncalled(this PageRoutes routes, string path) => routes.Add(path, new Session());
}

public static class Pages
{
    public static PageRoutes Routes { get; } = new();
}

public sealed class PageRoutes
{
    private readonly List<(string Path, Session Page)> _pages = [];

    public void Add(string path, Session page) => _pages.Add((path, page));

    public void Add(params (string Path, Session Page)[] pages) => _pages.AddRange(pages);
}

// Silent: who is given the options of the server, or a builder, is asked while the program is put together.
public sealed class Listeners : IHostedService
{
    private static readonly List<string> _used = [];
    private readonly List<Session> _listeners = [];

    public void Listen(Microsoft.AspNetCore.Server.Kestrel.Core.KestrelServerOptions options)
    {
        options.ListenAnyIP(80);
        _listeners.Add(new Session());
    }

    public static T With<T>(T builder, string id)
        where T : IHostApplicationBuilder
    {
        _used.Add(id);
        return builder;
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}

// Silent: a fixed number of objects, all made when the program starts; or one, made by the container.
public sealed class Color
{
    private static readonly List<Color> _all = [];

    public static readonly Color Red = new("red");
    public static readonly Color Blue = new("blue");

    private Color(string name)
    {
        Name = name;
        _all.Add(this);
    }

    public string Name { get; }
}

public sealed class Worker
{
    private static readonly List<Worker> _all = [];

    public Worker() => _all.Add(this);
}

// Silent: loaded when somebody asks first.
public sealed class Catalogue
{
    public static readonly Catalogue Instance = new();

    private readonly List<Session> _byFlag = [];
    private readonly List<Session> _byCount = [];
    private readonly Dictionary<string, Session> _byAny = [];
    private bool _loaded;

    public IReadOnlyList<Session> ByFlag()
    {
        if (_loaded)
            return _byFlag;
        foreach (var _ in Directory.GetFiles("."))
            _byFlag.Add(new Session());
        _loaded = true;
        return _byFlag;
    }

    public IReadOnlyList<Session> ByCount()
    {
        if (_byCount.Count == 0)
        {
            foreach (var _ in Directory.GetFiles("."))
                _byCount.Add(new Session());
        }

        return _byCount;
    }

    public IReadOnlyDictionary<string, Session> ByAny()
    {
        if (_byAny.Any())
            return _byAny;
        foreach (var id in Directory.GetFiles("."))
            _byAny[id] = new Session();
        return _byAny;
    }
}

// Silent: what is asked of settings has as many values as there are settings; a remainder has as many as its divisor.
public sealed class Stripes(Stripes.StripeOptions options)
{
    private static readonly ConcurrentDictionary<string, Session> _byConnection = new();
    private static readonly ConcurrentDictionary<int, Session> _byStripe = new();

    private readonly StripeOptions _options = options;

    public Session Find() => _byConnection.GetOrAdd(_options.ConnectionId, _ => new Session());

    public static Session Find(int userId) => _byStripe.GetOrAdd(userId % 16, _ => new Session());

    public sealed class StripeOptions
    {
        public string ConnectionId { get; set; } = "";
    }
}

// Silent: a list beside a table that interns gets as many elements as that has keys.
public static class Symbols
{
    private static readonly Dictionary<string, int> _numbers = [];
    private static readonly List<string> _names = [];

    public static int NumberOf(string name)
    {
        if (!_numbers.TryGetValue(name, out var number))
        {
            number = _names.Count;
            _names.Add(name);
            _numbers.Add(name, number);
        }

        return number;
    }
}

// Silent: a local that stands for the collection takes out; who listens is let go.
public static class Undone
{
    private static readonly Dictionary<Guid, Session> _sessions = [];
    private static readonly List<Action> _callbacks = [];

    public static void Open(Guid sessionId) => _sessions.Add(sessionId, new Session());

    public static void Close(Guid sessionId)
    {
        var all = _sessions;
        all.Remove(sessionId);
    }

    public static IDisposable OnChange(Action callback)
    {
        _callbacks.Add(callback);
        return new Undo(() => _callbacks.Remove(callback));
    }

    private sealed class Undo(Action undo) : IDisposable
    {
        public void Dispose() => undo();
    }
}

// Silent: what derived types add leads from the start of the service, by way of a member that they override.
public abstract class EventService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        SubscribeToEvents();
        return Task.CompletedTask;
    }

    protected virtual void SubscribeToEvents() { }
}

public class HostedEvents : EventService, IHostedService
{
    private readonly List<Session> _subscriptions = [];

    public Task StopAsync(CancellationToken cancellationToken)
    {
        _subscriptions.ForEach(static subscription => subscription.Dispose());
        return Task.CompletedTask;
    }

    protected void Subscribe(Session session) => _subscriptions.Add(session);
}

public sealed class MailEvents : HostedEvents
{
    protected override void SubscribeToEvents()
    {
        Subscribe(new Session());
        base.SubscribeToEvents();
    }
}

// Silent: its calls are strung together, so what is added is written down in the program.
public sealed class TopicRegistry
{
    private static readonly List<Session> Known = [];

    public TopicRegistry Add(Session session)
    {
        Known.Add(session);
        return this;
    }

    public static int Count => Known.Count;
}

public static class LeavingFollowerRegistration
{
    public static void AddFollowers(IServiceCollection services) => services.AddSingleton<LeavingFollowers>();
}

// Silent: who leaves is taken out in the finally block of the iterator.
public sealed class LeavingFollowers
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
        try
        {
            await foreach (var line in mine.Reader.ReadAllAsync(ct))
                yield return line;
        }
        finally
        {
            lock (_gate)
                _pipes.Remove(mine);
        }
    }
}
