using System.Diagnostics;
using System.Net.Sockets;
using ModelContextProtocol.Client;

internal class Recorder : IDisposable
{
    private StreamWriter? _output;

    public void Open(string path)
    {
        if (_output is null)
            _output = File.AppendText(path);
    }

    public void Write(string line) => _output?.WriteLine(line);

    public void Dispose()
    {
        _output?.Dispose();
    }
}

// Who derives from a public type needs a place for releases of its own.
public class PublicRecorder : IDisposable
{
    private readonly StreamWriter _output;

    public PublicRecorder(string path)
    {
        _output = new StreamWriter(path);
        _output.WriteLine("begin");
    }

    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    protected virtual void Dispose(bool disposing)
    {
        if (disposing)
        {
            _output.Dispose();
        }
    }
}

public class PublicGateway : IAsyncDisposable
{
    private McpClient? _client;

    public async Task ConnectAsync(IClientTransport transport, CancellationToken cancellationToken)
    {
        _client ??= await McpClient.CreateAsync(transport, cancellationToken: cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        await DisposeAsyncCore();
        GC.SuppressFinalize(this);
    }

    protected virtual async ValueTask DisposeAsyncCore()
    {
        if (_client is not null)
        {
            await _client.DisposeAsync();
        }
    }
}

// The client can only be released with await: so are both.
sealed class Bridge : IAsyncDisposable
{
    private readonly FileStream _log = File.Create("bridge.log");
    private McpClient? _client;

    public async Task ConnectAsync(IClientTransport transport)
    {
        if (_client is not null)
            return;
        var client = await McpClient.CreateAsync(transport);
        _client = client;
        _log.WriteByte(1);
    }

    public async ValueTask DisposeAsync()
    {
        await _log.DisposeAsync();
        if (_client is not null)
        {
            await _client.DisposeAsync();
        }
    }
}

sealed class TwoEnds : IDisposable
{
    private readonly TcpClient _upstream = new();
    private readonly TcpClient _downstream = new();

    public Task ConnectAsync(string host) => Task.WhenAll(_upstream.ConnectAsync(host, 1), _downstream.ConnectAsync(host, 2));

    public void Dispose()
    {
        _upstream.Dispose();
        _downstream.Dispose();
    }
}

// The name of the function says that each call makes one.
sealed class Caller(Func<Socket> createSocket) : IDisposable
{
    private Socket? _socket;

    public int Send(byte[] data) => (_socket ??= createSocket()).Send(data);

    public void Dispose()
    {
        _socket?.Dispose();
    }
}

sealed class Server : IDisposable
{
    private Process? _process;

    public void Start()
    {
        if (_process == null)
            _process = Process.Start("server");
    }

    public void Dispose()
    {
        if (_process is { HasExited: false })
        {
            _process.Kill(entireProcessTree: true);
            _process.WaitForExit();
        }

        _process?.Dispose();
    }
}

sealed record Session(string Name) : IDisposable
{
    private readonly UdpClient _client = new(Name, 514);

    public int Send(byte[] data) => _client.Send(data, data.Length);

    public void Dispose()
    {
        _client.Dispose();
    }
}

partial class Split : IDisposable
{
    private readonly FileSystemWatcher _watcher = new(".");

    public void Dispose()
    {
        _watcher.Dispose();
    }
}

partial class Split
{
    public void Begin() => _watcher.EnableRaisingEvents = true;
}

sealed class OnDemand : IDisposable
{
    private readonly Lazy<TcpClient> _client = new(() => new TcpClient("localhost", 80));

    public NetworkStream Stream => _client.Value.GetStream();

    public void Dispose()
    {
        if (_client.IsValueCreated)
        {
            _client.Value.Dispose();
        }
    }
}

// What is stopped may be started again, so Stop is not the place that releases.
sealed class Player : IDisposable
{
    private readonly Engine _engine = new();
    private readonly TcpClient _feed = new();

    public int Available => _feed.Available;

    public void Start() => _engine.Start();

    public void Stop() => _engine.Stop();

    private sealed class Engine
    {
        public bool IsRunning { get; private set; }

        public void Start() => IsRunning = true;

        public void Stop() => IsRunning = false;
    }

    public void Dispose()
    {
        _feed.Dispose();
    }
}

// All of these are alike: they share one client.
class Rates
{
    private static readonly HttpClient _http = new(new SocketsHttpHandler { PooledConnectionLifetime = TimeSpan.FromMinutes(2) }) { BaseAddress = new Uri("https://rates.example.com/") };

    public Task<string> LatestAsync(string currency) => _http.GetStringAsync("latest/" + currency);
}

static class RatesOfOne
{
    public static Task<string> EuroAsync() => new Rates().LatestAsync("EUR");
}

class RatesByProxy
{
    private static readonly HttpClient _http = new HttpClient(new HttpClientHandler { UseProxy = true });

    public Task<string> LatestAsync(string currency) => _http.GetStringAsync("https://rates.example.com/latest/" + currency);
}

// Each has settings of its own.
class RatesOf : IDisposable
{
    private readonly HttpClient _http = new();

    public RatesOf(string host) => _http.BaseAddress = new Uri(host);

    public Task<string> LatestAsync(string currency) => _http.GetStringAsync("latest/" + currency);

    public void Dispose()
    {
        _http.Dispose();
    }
}

class RatesWithin(TimeSpan timeout) : IDisposable
{
    private readonly HttpClient _http = new() { Timeout = timeout };

    public Task<string> LatestAsync(string currency) => _http.GetStringAsync("latest/" + currency);

    public void Dispose()
    {
        _http.Dispose();
    }
}

internal class Ledger(string path) : IDisposable
{
    private readonly StreamWriter _lines = new(path);

    public int Book(decimal amount)
    {
        _lines.WriteLine(amount);
        return 1;
    }

    public void Dispose()
    {
        _lines.Dispose();
    }
}

// Those who make one dispose it from then on.
internal static class Bookings
{
    public static void Book(string path, decimal[] amounts)
    {
        using var ledger = new Ledger(path);
        foreach (var amount in amounts)
            ledger.Book(amount);
    }

    public static int BookOne(string path, decimal amount)
    {
        using var ledger = new Ledger(path);
        return ledger.Book(amount);
    }

    public static Ledger Open(string path) => new(path);
}

// Nothing takes one out or releases it.
internal class Beacons : IDisposable
{
    private readonly List<UdpClient> _beacons = [];

    public void Add(int port)
    {
        var beacon = new UdpClient(port);
        _beacons.Add(beacon);
        beacon.EnableBroadcast = true;
    }

    public int Available() => _beacons.Sum(beacon => beacon.Available);

    public void Dispose()
    {
        foreach (var udpClient in _beacons)
        {
            udpClient.Dispose();
        }
    }
}

// A listener is heard until it is disposed.
public sealed class Heard : IDisposable
{
    private readonly System.Diagnostics.ActivityListener _listener;

    public Heard(string source)
    {
        _listener = new System.Diagnostics.ActivityListener { ShouldListenTo = heard => heard.Name == source };
        System.Diagnostics.ActivitySource.AddActivityListener(_listener);
    }

    public void Dispose()
    {
        _listener.Dispose();
    }
}

// Whoever sees it could release it, and nobody does.
public sealed class Store(string path) : IDisposable
{
    public FileStream Data { get; } = File.OpenRead(path);

    public long Length => Data.Length;

    public void Dispose()
    {
        Data.Dispose();
    }
}

// The same by way of a property.
public sealed class Shelf(string path) : IDisposable
{
    private readonly FileStream _data = File.OpenRead(path);

    public Stream Data => _data;

    public long Length => _data.Length;

    public void Dispose()
    {
        _data.Dispose();
    }
}

// The value before is released each time, the last one never.
sealed class SwappedFile : IDisposable
{
    private FileStream? _file;

    public void Next(string path)
    {
        var old = _file;
        _file = File.OpenRead(path);
        old?.Dispose();
    }

    public int Read() => _file!.ReadByte();

    public void Dispose()
    {
        _file?.Dispose();
    }
}

sealed class ExchangedFile : IDisposable
{
    private FileStream? _file;

    public void Next(string path)
    {
        Interlocked.Exchange(ref _file, File.OpenRead(path))?.Dispose();
    }

    public int Read() => _file!.ReadByte();

    public void Dispose()
    {
        _file?.Dispose();
    }
}

// One Dispose for both: one that leaves out the other would be the next leak.
internal sealed class SignedLog(string path) : IDisposable
{
    private readonly System.Security.Cryptography.ECDsa _key = System.Security.Cryptography.ECDsa.Create();
    private readonly StreamWriter _log = File.AppendText(path);
    private FileStream? _copy;

    public void Sign(byte[] data)
    {
        _copy ??= File.Create("copy");
        _copy.Write(data);
        _log.WriteLine(Convert.ToBase64String(_key.SignData(data, System.Security.Cryptography.HashAlgorithmName.SHA256)));
    }

    public void Dispose()
    {
        _key.Dispose();
        _log.Dispose();
        _copy?.Dispose();
    }
}

interface ISnapshots
{
    StreamReader GetReader();
}

// Each is released before the next: so is the last one to be released, and nothing can.
class Tracker(ISnapshots source) : IDisposable
{
    private StreamReader? _reader;

    public void Reset()
    {
        _reader?.Dispose();
        _reader = source.GetReader();
    }

    public string? Next() => _reader?.ReadLine();

    public void Dispose()
    {
        _reader?.Dispose();
    }
}

// A command that runs within the transaction does not end it.
sealed class Batch(System.Data.Common.DbConnection connection) : IDisposable
{
    private System.Data.Common.DbTransaction? _transaction;

    public void Run(System.Data.Common.DbCommand command)
    {
        _transaction ??= connection.BeginTransaction();
        command.Transaction = _transaction;
        command.ExecuteNonQuery();
    }

    public void Commit()
    {
        if (_transaction != null)
        {
            _transaction.Commit();
            _transaction = null;
        }
    }

    public void Dispose()
    {
        _transaction?.Dispose();
    }
}
