using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net.Sockets;
using ModelContextProtocol.Client;

sealed class Connections : IDisposable
{
    private readonly FileStream _log = File.Create("connections.log");
    private readonly List<TcpClient> _clients = []; // want LEAK1012: _clients

    public void Connect(string host)
    {
        var client = new TcpClient(host, 80);
        client.NoDelay = true;
        _clients.Add(client);
    }

    public void Dispose()
    {
        _log.Dispose();
    }
}

// Each one is released when it is closed; those that are still open at the end are not.
sealed class Gateways : IAsyncDisposable
{
    private readonly FileStream _log = File.Create("gateways.log");
    private readonly ConcurrentDictionary<string, McpClient> _clients = new(); // want LEAK1012: _clients

    public async Task ConnectAsync(string name, IClientTransport transport) => _clients[name] = await McpClient.CreateAsync(transport); // want LEAK1011: _clients

    public async Task CloseAsync(string name)
    {
        if (_clients.TryRemove(name, out var client))
            await client.DisposeAsync();
    }

    public async ValueTask DisposeAsync() => await _log.DisposeAsync();
}

sealed class Workers : IHostedService
{
    private readonly List<Process> _workers = []; // want LEAK1012: _workers

    public Task StartAsync(CancellationToken cancellationToken)
    {
        for (var number = 0; number < 4; number++)
            _workers.Add(Process.Start("worker", number.ToString()));
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}

public sealed class Lease : IAsyncDisposable
{
    private readonly FileStream _file = File.Create("lease");

    public bool IsExpired { get; set; }

    public ValueTask DisposeAsync() => _file.DisposeAsync();
}

// A sweep releases what is due; what is still open at the end is left.
public sealed class Leases : IAsyncDisposable
{
    private readonly StreamWriter _journal = File.AppendText("leases.log");
    private readonly ConcurrentDictionary<string, Lease> _leases = new(); // want LEAK1012: _leases

    public void Open(string id) => _leases.TryAdd(id, new Lease());

    public async Task CloseExpiredAsync()
    {
        foreach (var (id, lease) in _leases)
        {
            if (lease.IsExpired && _leases.TryRemove(id, out _))
                await lease.DisposeAsync();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _journal.DisposeAsync();
    }
}

// What is looked up in the collection itself is the type's as well.
sealed class WritersByName : IDisposable
{
    private readonly Dictionary<string, StreamWriter> _writers = []; // want LEAK1012: _writers
    private readonly FileStream _index = File.Create("index");

    public void Write(string name, string line)
    {
        if (!_writers.TryGetValue(name, out var writer))
        {
            writer = File.AppendText(name);
            _writers.Add(name, writer);
        }

        writer.WriteLine(line);
        _index.WriteByte(1);
    }

    public void Dispose() => _index.Dispose();
}

sealed class Lanes : IDisposable
{
    private readonly FileStream[] _lanes; // want LEAK1012: _lanes
    private readonly FileStream _index = File.Create("index");

    public Lanes(int count)
    {
        _lanes = Enumerable.Range(0, count).Select(lane => File.Create("lane" + lane)).ToArray();
    }

    public void Write(int lane, byte value)
    {
        _lanes[lane].WriteByte(value);
        _index.WriteByte(value);
    }

    public void Dispose() => _index.Dispose();
}

sealed class NamedFiles : IDisposable
{
    private readonly List<(FileStream File, string Name)> _files = []; // want LEAK1012: FileStream

    public void Open(string path)
    {
        _files.Add((File.Create(path), path));
    }

    public void Dispose()
    {
        foreach (var entry in _files)
            Console.WriteLine(entry.Name);
    }
}
