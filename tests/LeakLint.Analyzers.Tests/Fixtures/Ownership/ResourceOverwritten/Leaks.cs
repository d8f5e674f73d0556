using System.Net.Sockets;
using ModelContextProtocol.Client;

sealed class Leaks
{
    int LocalIsReused(string first, string second)
    {
        var file = File.OpenRead(first);
        var sum = file.ReadByte();
        file = File.OpenRead(second); // want LEAK1004: file
        sum += file.ReadByte();
        file.Dispose();
        return sum;
    }

    int LastRoundOnlyIsReleased(string[] paths)
    {
        StreamReader? reader = null;
        var lines = 0;
        foreach (var path in paths)
        {
            reader = new StreamReader(path); // want LEAK1004: reader
            while (reader.ReadLine() is not null)
                lines++;
        }

        reader?.Dispose();
        return lines;
    }
}

// Each reconnect leaves one more tool server behind.
sealed class ReconnectingGateway(StdioClientTransport transport) : IAsyncDisposable
{
    private McpClient? _client;

    public async Task ReconnectAsync(CancellationToken cancellationToken)
    {
        _client = await McpClient.CreateAsync(transport, cancellationToken: cancellationToken); // want LEAK1004: _client
    }

    public async ValueTask DisposeAsync()
    {
        if (_client is not null)
            await _client.DisposeAsync();
    }
}

sealed class ReconnectingFeed : IDisposable
{
    private TcpClient _connection = new();

    public void Reconnect(string host)
    {
        _connection = new TcpClient(); // want LEAK1004: _connection
        _connection.Connect(host, 80);
    }

    public void Dispose() => _connection.Dispose();
}

sealed class RotatingLog : IDisposable
{
    private StreamWriter? _writer;

    public void Rotate(string path)
    {
        _writer?.Flush();
        _writer = File.CreateText(path); // want LEAK1004: _writer
    }

    public void Dispose() => _writer?.Dispose();
}

sealed class Turns(CancellationToken stopping) : IDisposable
{
    private CancellationTokenSource? _turn;

    // The one that is cancelled still listens to the other token.
    public void Start()
    {
        _turn?.Cancel();
        _turn = CancellationTokenSource.CreateLinkedTokenSource(stopping); // want LEAK1004: _turn
    }

    public void Dispose() => _turn?.Dispose();
}

sealed class Parked : IDisposable
{
    private TcpClient? _client;

    public void Park(string host) => Interlocked.CompareExchange(ref _client, new TcpClient(host, 443), null)?.Dispose();

    public void Drop()
    {
        Interlocked.Exchange(ref _client, null); // want LEAK1004: _client
    }

    public void Dispose() => _client?.Dispose();
}

// Its own end starts the next one.
sealed class Endless(string path) : IDisposable
{
    private FileSystemWatcher? _watcher;

    public void Start()
    {
        _watcher = new FileSystemWatcher(path); // want LEAK1004: _watcher
        _watcher.Error += OnError;
        _watcher.EnableRaisingEvents = true;
    }

    private void OnError(object sender, ErrorEventArgs e) => Start();

    public void Dispose() => _watcher?.Dispose();
}

// What has failed is forgotten, not released.
sealed class Retried(string host) : IDisposable
{
    private TcpClient? _client;

    public void Send(byte[] data)
    {
        _client ??= new TcpClient(host, 514);
        try
        {
            _client.Client.Send(data);
        }
        catch (SocketException)
        {
            _client = null; // want LEAK1004: _client
        }
    }

    public void Dispose() => _client?.Dispose();
}

// What is no longer open still has to be released.
interface IWireFactory
{
    Wire CreateWire();
}

sealed class Wire : IDisposable
{
    private readonly System.Net.Sockets.TcpClient _client = new();

    public bool IsOpen => _client.Connected;

    public void Send(byte[] data) => _client.Client.Send(data);

    public void Dispose() => _client.Dispose();
}

sealed class Reconnected(IWireFactory factory) : IDisposable
{
    private Wire? _wire;

    public void Send(byte[] data)
    {
        if (_wire == null || !_wire.IsOpen)
            _wire = factory.CreateWire(); // want LEAK1004: _wire
        _wire.Send(data);
    }

    public void Dispose() => _wire?.Dispose();
}

sealed class Guarded : IDisposable
{
    private Wire? _wire;

    public Wire? Last { get; set; }

    public void Send(byte[] data)
    {
        Connect();
        _wire!.Send(data);
    }

    private void Connect()
    {
        if (_wire is { IsOpen: true })
            return;
        _wire = new Wire(); // want LEAK1004 info: _wire
    }

    public void Dispose() => _wire?.Dispose();
}

sealed class LockedTwice(IWireFactory factory) : IDisposable
{
    private readonly object _gate = new();
    private Wire? _wire;

    private Wire Current
    {
        get
        {
            if (_wire == null || !_wire.IsOpen)
            {
                lock (_gate)
                {
                    if (_wire == null || !_wire.IsOpen)
                        _wire = factory.CreateWire(); // want LEAK1004 info: _wire
                }
            }

            return _wire;
        }
    }

    public void Send(byte[] data) => Current.Send(data);

    public void Dispose() => _wire?.Dispose();
}

// The last one is released, those before it are not.
sealed class Restarted : IDisposable
{
    private CancellationTokenSource? _update;

    public CancellationToken Begin()
    {
        _update?.Cancel();
        _update = new CancellationTokenSource(); // want LEAK1004 info: _update
        return _update.Token;
    }

    public void Dispose() => _update?.Dispose();
}

abstract class Arranged
{
    protected abstract void Work();
}

sealed class ArrangedAgain : Arranged, IDisposable
{
    private TcpClient? _actual;

    protected override void Work()
    {
        _actual = new TcpClient("localhost", 80); // want LEAK1004: _actual
        if (_actual.Available > 0)
            throw new InvalidOperationException("nothing was asked for");
    }

    public void Dispose() => _actual?.Dispose();
}

sealed class KeptIndex(BinaryReader reader, bool disposeReader)
{
    public int Version { get; } = disposeReader ? reader.ReadInt32() : 0;
}

sealed class OverwrittenIndexes
{
    // The object only reads from it; the wrapper tells of what is below it as well.
    int Newest(string first, string second)
    {
        var reader = new BinaryReader(new BufferedStream(File.OpenRead(first)));
        var version = new KeptIndex(reader, false).Version;
        if (version < 3)
            reader = new BinaryReader(new BufferedStream(File.OpenRead(second))); // want LEAK1004: BinaryReader
        version += reader.ReadInt32();
        reader.Dispose();
        return version;
    }
}

// The other member leaves one there.
sealed class ProbeLeft : IDisposable
{
    private System.Net.Sockets.TcpClient? _probe;

    public bool IsConnected => _probe?.Connected == true;

    public void Connect(string host) => _probe ??= new System.Net.Sockets.TcpClient(host, 80);

    public int Probe(string host)
    {
        _probe = new System.Net.Sockets.TcpClient(host, 80); // want LEAK1004: _probe
        try
        {
            return _probe.Available;
        }
        finally
        {
            _probe.Dispose();
        }
    }

    public void Dispose() => _probe?.Dispose();
}

// Dropped at the end of what made it, as if that were a release: the source stays with the token that it listens to.
sealed class DroppedAtEnd(CancellationToken stopping)
{
    private CancellationTokenSource? _scan;

    public async Task ScanAsync()
    {
        _scan = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        try
        {
            await Task.Delay(10, _scan.Token);
        }
        finally
        {
            _scan = null; // want LEAK1004 warning: _scan
        }
    }

    public void Cancel() => _scan?.Cancel();
}

// Which file is open, its callers choose, and the one before is forgotten.
sealed class OpenedByName : IDisposable
{
    private FileStream? _file;

    public void Load(string path)
    {
        _file = File.OpenRead(path); // want LEAK1004 info: _file
    }

    public void Dispose() => _file?.Dispose();
}

// By its name what calls it does so again.
sealed class ConnectedAgain(string host) : IDisposable
{
    private TcpClient? _client;

    public async Task ConnectAsync()
    {
        _client = new TcpClient(); // want LEAK1004 info: _client
        await _client.ConnectAsync(host, 80);
    }

    public Task ReconnectAsync() => ConnectAsync();

    public void Dispose() => _client?.Dispose();
}

// A property holds it.
sealed class OverwrittenProperty(string host) : IDisposable
{
    public TcpClient? Client { get; private set; }

    public void Next(int port)
    {
        Client = new TcpClient(host, port); // want LEAK1004 info: Client
    }

    public void Dispose() => Client?.Dispose();
}

sealed class ForgottenByStop : IDisposable
{
    private FileStream? _journal;

    public void Record(string path) => _journal ??= File.OpenWrite(path);

    public void Append(byte entry) => _journal?.WriteByte(entry);

    public void Stop()
    {
        _journal?.Flush();
        _journal = null; // want LEAK1004: _journal
    }

    public void Dispose() => _journal?.Dispose();
}

// What can only be awaited is released so, where that is possible.
public sealed class AsyncPublisher(string host) : IAsyncDisposable
{
    public sealed class Link : IAsyncDisposable
    {
        private readonly System.Net.Sockets.TcpClient _client = new();

        public bool IsUsable => _client.Connected;

        public async Task OpenAsync(string host) => await _client.ConnectAsync(host, 7007);

        public ValueTask DisposeAsync()
        {
            _client.Dispose();
            return ValueTask.CompletedTask;
        }
    }

    private Link? Current { get; set; }

    public async Task<bool> PublishAsync() => (await ConnectAsync()).IsUsable;

    private async Task<Link> ConnectAsync()
    {
        if (Current is { IsUsable: true } usable)
            return usable;
        Current = new Link(); // want LEAK1004 info: Current
        await Current.OpenAsync(host);
        return Current;
    }

    public async ValueTask DisposeAsync()
    {
        if (Current is not null)
            await Current.DisposeAsync();
    }
}
