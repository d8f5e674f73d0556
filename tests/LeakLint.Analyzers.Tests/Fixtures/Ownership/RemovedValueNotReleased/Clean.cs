using System.Collections.Concurrent;
using System.Net.Sockets;

// Silent: released where it is removed, before or after.
sealed class Sessions : IDisposable
{
    private readonly ConcurrentDictionary<string, TcpClient> _clients = new();

    public void Open(string id, string host) => _clients.TryAdd(id, new TcpClient(host, 80));

    public void End(string id)
    {
        if (_clients.TryRemove(id, out var client))
            client.Dispose();
    }

    public void EndInTwoSteps(string id)
    {
        if (_clients.TryGetValue(id, out var client))
        {
            client.Close();
            _clients.TryRemove(id, out _);
        }
    }

    public TcpClient? Take(string id)
    {
        var client = _clients.GetValueOrDefault(id);
        _clients.TryRemove(id, out _);
        return client;
    }

    public void Dispose()
    {
        foreach (var pair in _clients)
            pair.Value.Dispose();
        _clients.Clear();
    }
}

// Silent: what is in it belongs to somebody else.
sealed class Registry
{
    private readonly Dictionary<string, TcpClient> _clients = [];

    public void Register(string id, TcpClient client) => _clients[id] = client;

    public void Unregister(string id) => _clients.Remove(id);
}

// Silent: who removes it was given it, or is told that it is gone.
sealed class Told : IDisposable
{
    private readonly Dictionary<string, FileSystemWatcher> _watchers = [];

    public void Watch(string path)
    {
        var watcher = new FileSystemWatcher(path);
        watcher.Disposed += (_, _) => _watchers.Remove(path);
        _watchers.Add(path, watcher);
    }

    public void OnGone(FileSystemWatcher watcher) => _watchers.Remove(watcher.Path);

    public void Dispose()
    {
        foreach (var watcher in _watchers.Values.ToList())
            watcher.Dispose();
    }
}

// Silent: taken back in the method that put it in.
sealed class Scoped
{
    private readonly Dictionary<string, TcpClient> _active = [];

    public async Task RunAsync(string id)
    {
        var client = new TcpClient();
        _active[id] = client;
        try
        {
            await client.ConnectAsync("localhost", 80);
        }
        finally
        {
            _active.Remove(id);
            client.Dispose();
        }
    }
}

// Silent: a helper releases all of them first.
sealed class Cleared
{
    private readonly List<TcpClient> _clients = [];

    public void Open() => _clients.Add(new TcpClient());

    public void Reset()
    {
        CloseAll();
        _clients.Clear();
    }

    private void CloseAll() => _clients.ForEach(client => client.Dispose());
}

// Silent: what is handed out may be released by those who got it.
sealed class HandedOut
{
    private readonly Dictionary<string, TcpClient> _clients = [];

    public TcpClient Open(string id) => _clients[id] = new TcpClient();

    public TcpClient Find(string id) => _clients[id];

    public void Forget(string id) => _clients.Remove(id);
}

sealed class Overwrites : IDisposable
{
    private readonly Dictionary<string, TcpClient> _clients = [];
    private readonly Dictionary<Guid, TcpClient> _byId = [];
    private readonly ConcurrentDictionary<int, TcpClient> _byPort = new();

    // Silent: asked before.
    public void Connect(string host)
    {
        if (_clients.ContainsKey(host))
            return;
        _clients[host] = new TcpClient(host, 80);
    }

    public TcpClient Find(string host)
    {
        if (!_clients.TryGetValue(host, out var client))
            _clients[host] = client = new TcpClient(host, 80);
        return client;
    }

    // Silent: a key that never comes again.
    public Guid Open()
    {
        var id = Guid.NewGuid();
        _byId[id] = new TcpClient();
        return id;
    }

    // Silent: the old one is released.
    public void Renew(string host)
    {
        if (_clients.Remove(host, out var old))
            old.Dispose();
        _clients[host] = new TcpClient(host, 80);
    }

    public void Replace(int port)
    {
        _byPort.AddOrUpdate(port, _ => new TcpClient(), (_, old) =>
        {
            old.Dispose();
            return new TcpClient();
        });
    }

    public void Dispose()
    {
        foreach (var client in _clients.Values)
            client.Dispose();
        foreach (var client in _byId.Values)
            client.Dispose();
        foreach (var client in _byPort.Values)
            client.Dispose();
    }
}

// Silent: an envelope around what somebody else owns needs no release of its own.
sealed class Envelope(TcpClient client) : IDisposable
{
    public bool IsOpen => client.Connected;

    public void Dispose() => client.Dispose();
}

sealed class Borrowing(TcpClient client) : IDisposable
{
    private readonly Dictionary<string, Envelope> _envelopes = [];
    private readonly FileStream _log = File.Create("log");
    private readonly Envelope _first = new(client);

    public bool IsOpen => _first.IsOpen;

    public void Seal(string id) => _envelopes.Add(id, new Envelope(client));

    public void Reset()
    {
        _envelopes.Clear();
    }

    public void Dispose() => _log.Dispose();
}

sealed class CleanSlots(string host, int count) : IDisposable
{
    private readonly TcpClient?[] _clients = new TcpClient?[count];
    private readonly TcpClient?[] _spare = new TcpClient?[count];

    public void Start()
    {
        for (var slot = 0; slot < count; slot++)
            _clients[slot] = new TcpClient(host, 22);
    }

    public void Restart(int slot)
    {
        _clients[slot]?.Dispose();
        _clients[slot] = new TcpClient(host, 22);
    }

    // Silent: nobody else fills the places, so each may be empty.
    public void Open(int slot)
    {
        _spare[slot] = new TcpClient(host, 22);
    }

    public void Dispose()
    {
        foreach (var client in _clients.Concat(_spare))
            client?.Dispose();
    }
}

sealed record CarriedClient(TcpClient Client, int Id);

sealed class CarriedClients(string host) : IDisposable
{
    private readonly ConcurrentDictionary<int, CarriedClient> _clients = new();

    public void Open(int id)
    {
        var client = new CarriedClient(new TcpClient(host, 80), id);
        _clients.TryAdd(id, client);
    }

    // Silent: the part is released.
    public void End(int id)
    {
        if (_clients.TryRemove(id, out var client))
            client.Client.Dispose();
    }

    // Silent: the entry is given to code that releases its part.
    public void EndByCall(int id)
    {
        if (_clients.TryRemove(id, out var client))
            Close(client);
    }

    private static void Close(CarriedClient client) => client.Client.Dispose();

    public void Dispose()
    {
        foreach (var client in _clients.Values)
            client.Client.Dispose();
        _clients.Clear();
    }
}

// Silent: what the entries carry was given, and is somebody else's.
sealed class GivenClients
{
    private readonly ConcurrentDictionary<int, CarriedClient> _clients = new();

    public void Add(int id, TcpClient client) => _clients.TryAdd(id, new CarriedClient(client, id));

    public void End(int id) => _clients.TryRemove(id, out _);
}

sealed class CarriedTuples : IDisposable
{
    private readonly List<(FileStream File, string Name)> _files = [];

    public void Open(string path) => _files.Add((File.OpenRead(path), path));

    // Silent: taken apart, and released.
    public void Dispose()
    {
        foreach (var (file, name) in _files)
            file.Dispose();
        _files.Clear();
    }
}

// Silent: those who see the collection go through it and release what is there.
sealed class SeenByOthers(string host)
{
    public List<TcpClient> SeenClients { get; } = [];

    public void Open() => SeenClients.Add(new TcpClient(host, 80));

    public void Reset() => SeenClients.Clear();
}

static class SeeingOthers
{
    public static void End(SeenByOthers seen)
    {
        foreach (var client in seen.SeenClients)
            client.Dispose();
        seen.Reset();
    }
}

// Silent: whoever hears of it may release it.
sealed class ToldOf(string host)
{
    private readonly ConcurrentDictionary<int, TcpClient> _clients = new();

    public event Action<TcpClient>? Gone;

    public void Open(int id) => _clients.TryAdd(id, new TcpClient(host, 80));

    public void End(int id)
    {
        if (_clients.TryRemove(id, out var client))
            Gone?.Invoke(client);
    }
}

sealed class View(Stream stream) : IDisposable
{
    public long Length => stream.Length;

    public void Dispose() => stream.Dispose();
}

// Silent: made around what is given, and the type releases none of them.
sealed class Views
{
    private readonly Dictionary<string, View> _views = [];

    public void Show(string name, Stream stream) => _views.Add(name, new View(stream));

    public long Length(string name) => _views[name].Length;

    public void Hide(string name) => _views.Remove(name);
}
