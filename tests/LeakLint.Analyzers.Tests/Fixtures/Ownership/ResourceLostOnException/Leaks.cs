using System.Diagnostics;
using System.Net.Sockets;
using System.Net.WebSockets;
using Microsoft.Extensions.DependencyInjection;

sealed class Leaks : IDisposable
{
    private readonly List<TcpClient> _clients = [];
    private TcpClient? _client;

    public void Dispose()
    {
        _client?.Dispose();
        foreach (var client in _clients)
            client.Dispose();
    }

    // The connection is refused, and nobody has the client.
    async Task<TcpClient> Connect(string host)
    {
        var client = new TcpClient(); // want LEAK1003: client
        await client.ConnectAsync(host, 80); // also
        return client;
    }

    async Task ConnectAndKeep(string host, CancellationToken token)
    {
        var client = new TcpClient(); // want LEAK1003: client
        await client.ConnectAsync(host, 80, token); // also
        _client = client;
    }

    async Task ConnectAndAdd(string host)
    {
        var client = new TcpClient(); // want LEAK1003: client
        client.NoDelay = true;
        await client.ConnectAsync(host, 80);
        var stream = client.GetStream();
        _clients.Add(client);
        stream.WriteByte(1);
    }

    async Task<string> WaitForProcess(CancellationToken token)
    {
        var process = Process.Start(new ProcessStartInfo("git") { RedirectStandardOutput = true })!; // want LEAK1003: process
        var text = await process.StandardOutput.ReadToEndAsync(token);
        await process.WaitForExitAsync(token);
        process.Dispose();
        return text;
    }

    int Parsed(string path)
    {
        var reader = new StreamReader(path); // want LEAK1003: reader
        var number = int.Parse(reader.ReadLine() ?? "");
        reader.Close();
        return number;
    }

    async Task Scope(IServiceScopeFactory scopes, CancellationToken token)
    {
        var scope = scopes.CreateScope(); // want LEAK1003: scope
        await scope.ServiceProvider.GetRequiredService<Job>().RunAsync(token);
        scope.Dispose();
    }

    async Task<ClientWebSocket> WebSocket(Uri address, CancellationToken token)
    {
        var socket = new ClientWebSocket(); // want LEAK1003: socket
        socket.Options.KeepAliveInterval = TimeSpan.FromSeconds(5);
        await socket.ConnectAsync(address, token);
        return socket;
    }

    // Two owe, and the outer one tells of both.
    int Reader(string path)
    {
        var file = new FileStream(path, FileMode.Open);
        var reader = new StreamReader(file); // want LEAK1003: reader
        var number = int.Parse(reader.ReadToEnd());
        reader.Dispose();
        return number;
    }
}

sealed class Job
{
    public Task RunAsync(CancellationToken token) => Task.Delay(1, token);
}

// A socket in a dress of ours.
sealed class Wire : IDisposable
{
    private readonly System.Net.Sockets.Socket _socket = new(System.Net.Sockets.SocketType.Stream, System.Net.Sockets.ProtocolType.Tcp);

    public Task ConnectAsync(string host, CancellationToken token) => _socket.ConnectAsync(host, 80, token).AsTask();

    public void Dispose() => _socket.Dispose();
}

sealed class Wires
{
    private readonly List<Wire> _wires = [];

    async Task ConnectAsync(string host, CancellationToken token)
    {
        var wire = new Wire(); // want LEAK1003: wire
        await wire.ConnectAsync(host, token);
        _wires.Add(wire);
    }

    public void Dispose() => _wires.ForEach(wire => wire.Dispose());
}

// Who makes the object does not get it.
sealed class Uplink : IDisposable
{
    private readonly Socket _socket;

    public Uplink(string host)
    {
        _socket = new Socket(SocketType.Stream, ProtocolType.Tcp); // want LEAK1003: _socket
        _socket.NoDelay = true;
        _socket.Connect(host, 5671); // also
    }

    public void Dispose() => _socket.Dispose();
}

sealed class Container : IDisposable
{
    private readonly FileStream _file;

    public Container(string path)
    {
        _file = File.OpenRead(path); // want LEAK1003: _file
        if (_file.ReadByte() != 0x1F)
            throw new InvalidDataException(path); // also
    }

    public long Length => _file.Length;

    public void Dispose() => _file.Dispose();
}

// Made around a socket, two classes deep.
sealed class Relay : IDisposable
{
    private readonly Uplink _uplink = new("localhost");

    public Task OpenAsync(CancellationToken token) => Task.Delay(1, token);

    public void Dispose() => _uplink.Dispose();

    static async Task<Relay> CreateAsync(CancellationToken token)
    {
        var relay = new Relay(); // want LEAK1003: relay
        await relay.OpenAsync(token); // also
        return relay;
    }
}

// Opened, used and closed one after the other: a using would cost nothing.
sealed class OneAfterTheOther
{
    void Write(string path, IEnumerable<int> numbers)
    {
        var file = new StreamWriter(path); // want LEAK1003 info: file
        file.WriteLine("numbers");
        file.Write(Describe(numbers)); // also
        file.Close();
    }

    async Task WriteAsync(string path, IEnumerable<int> numbers)
    {
        var file = new FileStream(path, FileMode.Create); // want LEAK1003: file
        foreach (var number in numbers)
            file.WriteByte(Narrow(number)); // also
        await file.DisposeAsync().ConfigureAwait(false);
    }

    int Certificates()
    {
        var store = new System.Security.Cryptography.X509Certificates.X509Store(); // want LEAK1003: store
        store.Open(System.Security.Cryptography.X509Certificates.OpenFlags.ReadOnly); // also
        var count = store.Certificates.Count;
        store.Close();
        return count;
    }

    private static string Describe(IEnumerable<int> numbers) => string.Join(",", numbers.Select(number => checked(number * 2)));

    private static byte Narrow(int number) => checked((byte)number);
}

// What is made has to begin its work before anybody gets it.
sealed class StartedSession(string host) : IDisposable
{
    private readonly TcpClient _client = new(host, 80);

    public Task InitAsync() => _client.GetStream().WriteAsync(new byte[1]).AsTask();

    public void Dispose() => _client.Dispose();

    static async Task<StartedSession> CreateAsync(string host)
    {
        var session = new StartedSession(host); // want LEAK1003: session
        await session.InitAsync().ConfigureAwait(false); // also
        return session;
    }
}
