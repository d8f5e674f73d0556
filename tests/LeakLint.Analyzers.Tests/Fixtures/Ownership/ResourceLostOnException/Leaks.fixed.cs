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
        var client = new TcpClient();
        try
        {
            await client.ConnectAsync(host, 80);
        }
        catch
        {
            client.Dispose();
            throw;
        }
        return client;
    }

    async Task ConnectAndKeep(string host, CancellationToken token)
    {
        var client = new TcpClient();
        try
        {
            await client.ConnectAsync(host, 80, token);
        }
        catch
        {
            client.Dispose();
            throw;
        }
        _client = client;
    }

    async Task ConnectAndAdd(string host)
    {
        var client = new TcpClient();
        try
        {
            client.NoDelay = true;
            await client.ConnectAsync(host, 80);
        }
        catch
        {
            client.Dispose();
            throw;
        }
        var stream = client.GetStream();
        _clients.Add(client);
        stream.WriteByte(1);
    }

    async Task<string> WaitForProcess(CancellationToken token)
    {
        using var process = Process.Start(new ProcessStartInfo("git") { RedirectStandardOutput = true })!;
        var text = await process.StandardOutput.ReadToEndAsync(token);
        await process.WaitForExitAsync(token);
        return text;
    }

    int Parsed(string path)
    {
        using var reader = new StreamReader(path);
        var number = int.Parse(reader.ReadLine() ?? "");
        return number;
    }

    async Task Scope(IServiceScopeFactory scopes, CancellationToken token)
    {
        using var scope = scopes.CreateScope();
        await scope.ServiceProvider.GetRequiredService<Job>().RunAsync(token);
    }

    async Task<ClientWebSocket> WebSocket(Uri address, CancellationToken token)
    {
        var socket = new ClientWebSocket();
        try
        {
            socket.Options.KeepAliveInterval = TimeSpan.FromSeconds(5);
            await socket.ConnectAsync(address, token);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
        return socket;
    }

    // Two owe, and the outer one tells of both.
    int Reader(string path)
    {
        var file = new FileStream(path, FileMode.Open);
        using var reader = new StreamReader(file);
        var number = int.Parse(reader.ReadToEnd());
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
        var wire = new Wire();
        try
        {
            await wire.ConnectAsync(host, token);
        }
        catch
        {
            wire.Dispose();
            throw;
        }
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
        _socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        try
        {
            _socket.NoDelay = true;
            _socket.Connect(host, 5671);
        }
        catch
        {
            _socket.Dispose();
            throw;
        }
    }

    public void Dispose() => _socket.Dispose();
}

sealed class Container : IDisposable
{
    private readonly FileStream _file;

    public Container(string path)
    {
        _file = File.OpenRead(path);
        try
        {
            if (_file.ReadByte() != 0x1F)
                throw new InvalidDataException(path);
        }
        catch
        {
            _file.Dispose();
            throw;
        }
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
        var relay = new Relay();
        try
        {
            await relay.OpenAsync(token);
        }
        catch
        {
            relay.Dispose();
            throw;
        }
        return relay;
    }
}

// Opened, used and closed one after the other: a using would cost nothing.
sealed class OneAfterTheOther
{
    void Write(string path, IEnumerable<int> numbers)
    {
        using var file = new StreamWriter(path);
        file.WriteLine("numbers");
        file.Write(Describe(numbers));
    }

    async Task WriteAsync(string path, IEnumerable<int> numbers)
    {
        await using var file = new FileStream(path, FileMode.Create);
        foreach (var number in numbers)
            file.WriteByte(Narrow(number));
    }

    int Certificates()
    {
        using var store = new System.Security.Cryptography.X509Certificates.X509Store();
        store.Open(System.Security.Cryptography.X509Certificates.OpenFlags.ReadOnly);
        var count = store.Certificates.Count;
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
        var session = new StartedSession(host);
        try
        {
            await session.InitAsync().ConfigureAwait(false);
        }
        catch
        {
            session.Dispose();
            throw;
        }
        return session;
    }
}
