using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net.Sockets;
using ModelContextProtocol.Client;

sealed class Sessions : IDisposable
{
    private readonly Dictionary<string, TcpClient> _clients = [];

    public void Open(string id, string host)
    {
        if (!_clients.ContainsKey(id))
            _clients.Add(id, new TcpClient(host, 80));
    }

    public bool End(string id)
    {
        return _clients.Remove(id); // want LEAK1011: _clients
    }

    public bool EndInOneLine(string id) => _clients.Remove(id); // want LEAK1011: _clients

    public void Forget(string id)
    {
        _clients.Remove(id); // want LEAK1011: _clients
    }

    public void ForgetIfThere(string id)
    {
        if (_clients.Remove(id)) // want LEAK1011: _clients
            Console.WriteLine("forgotten");
    }

    public void Reset()
    {
        _clients.Clear(); // want LEAK1011: _clients
    }

    public void Dispose()
    {
        foreach (var (_, client) in _clients)
            client.Dispose();
    }
}

sealed class Gateways : IAsyncDisposable
{
    private readonly ConcurrentDictionary<string, McpClient> _clients = new();

    public async Task<int> ConnectAsync(string name, IClientTransport transport)
    {
        var client = await McpClient.CreateAsync(transport);
        _clients[name] = client; // want LEAK1011: _clients
        var tools = await client.ListToolsAsync();
        return tools.Count;
    }

    public async Task DropAsync(string name)
    {
        await Task.Yield();
        _clients.TryRemove(name, out _); // want LEAK1011: _clients
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var client in _clients.Values)
            await client.DisposeAsync();
    }
}

// Nobody but the type ever sees them.
sealed class Workers
{
    private readonly Dictionary<int, Process> _workers = [];

    public void Start(int number)
    {
        if (_workers.ContainsKey(number))
            return;
        _workers.Add(number, Process.Start("worker"));
    }

    public void Stop(int number)
    {
        _workers.Remove(number); // want LEAK1011: _workers
    }
}

// A second value for the same key, and the first one is out of reach.
sealed class Overwrites : IDisposable
{
    private readonly Dictionary<string, TcpClient> _clients = [];
    private readonly ConcurrentDictionary<int, TcpClient> _byPort = new();

    public void Connect(string host)
    {
        _clients[host] = new TcpClient(host, 80); // want LEAK1011: _clients
    }

    public void Renew(int port)
    {
        var client = new TcpClient("localhost", port);
        client.NoDelay = true;
        _byPort[port] = client; // want LEAK1011: _byPort
    }

    public void Replace(int port)
    {
        _byPort.AddOrUpdate(port, _ => new TcpClient(), (_, _) => new TcpClient()); // want LEAK1011: _byPort
    }

    public void Dispose()
    {
        foreach (var client in _clients.Values)
            client.Dispose();
        foreach (var client in _byPort.Values)
            client.Dispose();
    }
}

// What it was given it was given for good: to release the envelope is to release what is in it.
sealed class Envelope(TcpClient client) : IDisposable
{
    public void Dispose() => client.Dispose();
}

sealed class Post : IDisposable
{
    private readonly Dictionary<string, Envelope> _envelopes = [];

    public void Seal(string id, string host) => _envelopes.Add(id, new Envelope(new TcpClient(host, 80)));

    public void Reset()
    {
        _envelopes.Clear(); // want LEAK1011: _envelopes
    }

    public void Dispose()
    {
        foreach (var envelope in _envelopes.Values)
            envelope.Dispose();
    }
}

// The new one goes to the caller; the old one is lost.
sealed class Redialled : IDisposable
{
    private readonly Dictionary<string, TcpClient> _clients = [];

    public TcpClient Redial(string host)
    {
        var client = new TcpClient(host, 22);
        _clients[host] = client; // want LEAK1011: _clients
        return client;
    }

    public void Dispose()
    {
        foreach (var client in _clients.Values)
            client.Dispose();
    }
}

// The array is filled at the start; a place is filled again while the one before is in it.
sealed class Slots(string host, int count) : IDisposable
{
    private readonly TcpClient?[] _clients = new TcpClient?[count];

    public void Start()
    {
        for (var slot = 0; slot < count; slot++)
            _clients[slot] = Connect();
    }

    public void Restart(int slot)
    {
        _clients[slot] = Connect(); // want LEAK1011: _clients
    }

    private TcpClient Connect() => new(host, 22);

    public void Dispose()
    {
        foreach (var client in _clients)
            client?.Dispose();
    }
}

// What is in the map cannot be disposed itself, but carries what can.
sealed record CarriedSession(TcpClient Client, DateTime Since);

sealed class CarriedSessions
{
    private readonly ConcurrentDictionary<int, CarriedSession> _sessions = new();

    public void Open(int id, string host)
    {
        _sessions.TryAdd(id, new CarriedSession(new TcpClient(host, 80), DateTime.UtcNow));
    }

    public void End(int id)
    {
        _sessions.TryRemove(id, out _); // want LEAK1011 warning: TcpClient
    }

    public TimeSpan EndTold(int id)
    {
        return _sessions.TryRemove(id, out var session) ? DateTime.UtcNow - session.Since : default; // want LEAK1011: TcpClient
    }
}

sealed class CarriedFiles
{
    private readonly Dictionary<string, (FileStream File, int Uses)> _files = [];

    public void Open(string path)
    {
        if (!_files.ContainsKey(path))
            _files[path] = (new FileStream(path, FileMode.Open), 1);
    }

    public void Reset()
    {
        _files.Clear(); // want LEAK1011: FileStream
    }
}

sealed class CarriedEntry
{
    public FileStream? Log { get; init; }

    public int Lines { get; set; }
}

sealed class CarriedLogs
{
    private readonly Dictionary<string, CarriedEntry> _logs = [];

    public void Open(string path)
    {
        var entry = new CarriedEntry { Log = File.OpenRead(path) };
        _logs.Add(path, entry);
    }

    public void Reset()
    {
        _logs.Clear(); // want LEAK1011: FileStream
    }
}

// The one who takes it out only looks at it.
sealed class LookedAt(string host)
{
    private readonly ConcurrentDictionary<int, TcpClient> _clients = new();

    public void Open(int id)
    {
        _clients.TryAdd(id, new TcpClient(host, 80));
    }

    public void End(int id)
    {
        if (_clients.TryRemove(id, out var client)) // want LEAK1011: _clients
            Console.WriteLine(client.Available);
    }
}

// A property keeps a collection as well as a field; what others see is worth a suggestion.
sealed class InProperties(string host)
{
    private List<TcpClient> Own { get; } = [];

    public List<TcpClient> Seen { get; } = [];

    public void Open()
    {
        Own.Add(new TcpClient(host, 80));
        Seen.Add(new TcpClient(host, 81));
    }

    public void Stop()
    {
        Own.Clear(); // want LEAK1011 warning: Own
        Seen.Clear(); // want LEAK1011 info: Seen
    }
}

sealed class Guest(string name, Stream stream) : IDisposable
{
    public string Name => name;

    public Task GreetAsync() => stream.WriteAsync(new byte[1]).AsTask();

    public void Dispose() => stream.Dispose();
}

// Made around what is given: the type releases them all at its end, so they are its own before as well.
sealed class Guests : IDisposable
{
    private readonly ConcurrentDictionary<string, Guest> _guests = new();

    public void Enter(string name, Stream stream) => _guests.TryAdd(name, new Guest(name, stream));

    public Task GreetAsync() => Task.WhenAll(_guests.Values.Select(guest => guest.GreetAsync()));

    public void Leave(string name)
    {
        _guests.TryRemove(name, out _); // want LEAK1011: _guests
    }

    public void Dispose()
    {
        foreach (var (_, guest) in _guests)
            guest.Dispose();
    }
}

// What users give to the queue cannot be the waiter that leaves.
sealed class Waiter<T> : IDisposable
{
    private readonly TcpClient _wake = new();

    public T? Result { get; set; }

    public void Dispose() => _wake.Dispose();
}

sealed class WaitingQueue<T> : IDisposable
{
    private readonly Queue<T> _items = new();
    private readonly Dictionary<int, Waiter<T>> _waiting = [];

    public void Wait(int number) => _waiting.TryAdd(number, new Waiter<T>());

    public void Enqueue(int number, T item)
    {
        _items.Enqueue(item);
        _waiting.Remove(number); // want LEAK1011: _waiting
    }

    public void Dispose()
    {
        foreach (var waiter in _waiting.Values)
            waiter.Dispose();
    }
}
