using System.Diagnostics;
using System.Net.Sockets;
using ModelContextProtocol.Client;

internal class Recorder
{
    private StreamWriter? _output; // want LEAK1006: _output

    public void Open(string path)
    {
        if (_output is null)
            _output = File.AppendText(path);
    }

    public void Write(string line) => _output?.WriteLine(line);
}

// Who derives from a public type needs a place for releases of its own.
public class PublicRecorder
{
    private readonly StreamWriter _output; // want LEAK1006: _output

    public PublicRecorder(string path)
    {
        _output = new StreamWriter(path);
        _output.WriteLine("begin");
    }
}

public class PublicGateway
{
    private McpClient? _client; // want LEAK1006: _client

    public async Task ConnectAsync(IClientTransport transport, CancellationToken cancellationToken)
    {
        _client ??= await McpClient.CreateAsync(transport, cancellationToken: cancellationToken);
    }
}

// The client can only be released with await: so are both.
sealed class Bridge
{
    private readonly FileStream _log = File.Create("bridge.log"); // want LEAK1006: _log
    private McpClient? _client; // want LEAK1006: _client

    public async Task ConnectAsync(IClientTransport transport)
    {
        if (_client is not null)
            return;
        var client = await McpClient.CreateAsync(transport);
        _client = client;
        _log.WriteByte(1);
    }
}

sealed class TwoEnds
{
    private readonly TcpClient _upstream = new(); // want LEAK1006: _upstream
    private readonly TcpClient _downstream = new(); // want LEAK1006: _downstream

    public Task ConnectAsync(string host) => Task.WhenAll(_upstream.ConnectAsync(host, 1), _downstream.ConnectAsync(host, 2));
}

// The name of the function says that each call makes one.
sealed class Caller(Func<Socket> createSocket)
{
    private Socket? _socket; // want LEAK1006: _socket

    public int Send(byte[] data) => (_socket ??= createSocket()).Send(data);
}

sealed class Server
{
    private Process? _process; // want LEAK1006: _process

    public void Start()
    {
        if (_process == null)
            _process = Process.Start("server");
    }
}

sealed record Session(string Name)
{
    private readonly UdpClient _client = new(Name, 514); // want LEAK1006: _client

    public int Send(byte[] data) => _client.Send(data, data.Length);
}

partial class Split
{
    private readonly FileSystemWatcher _watcher = new("."); // want LEAK1006: _watcher
}

partial class Split
{
    public void Begin() => _watcher.EnableRaisingEvents = true;
}

sealed class OnDemand
{
    private readonly Lazy<TcpClient> _client = new(() => new TcpClient("localhost", 80)); // want LEAK1006: _client

    public NetworkStream Stream => _client.Value.GetStream();
}

// What is stopped may be started again, so Stop is not the place that releases.
sealed class Player
{
    private readonly Engine _engine = new();
    private readonly TcpClient _feed = new(); // want LEAK1006: _feed

    public int Available => _feed.Available;

    public void Start() => _engine.Start();

    public void Stop() => _engine.Stop();

    private sealed class Engine
    {
        public bool IsRunning { get; private set; }

        public void Start() => IsRunning = true;

        public void Stop() => IsRunning = false;
    }
}

// All of these are alike: they share one client.
class Rates
{
    private readonly HttpClient _http = new() { BaseAddress = new Uri("https://rates.example.com/") }; // want LEAK1006: _http

    public Task<string> LatestAsync(string currency) => _http.GetStringAsync("latest/" + currency);
}

static class RatesOfOne
{
    public static Task<string> EuroAsync() => new Rates().LatestAsync("EUR");
}

class RatesByProxy
{
    private readonly HttpClient _http = new HttpClient(new HttpClientHandler { UseProxy = true }); // want LEAK1006: _http

    public Task<string> LatestAsync(string currency) => _http.GetStringAsync("https://rates.example.com/latest/" + currency);
}

// Each has settings of its own.
class RatesOf
{
    private readonly HttpClient _http = new(); // want LEAK1006: _http

    public RatesOf(string host) => _http.BaseAddress = new Uri(host);

    public Task<string> LatestAsync(string currency) => _http.GetStringAsync("latest/" + currency);
}

class RatesWithin(TimeSpan timeout)
{
    private readonly HttpClient _http = new() { Timeout = timeout }; // want LEAK1006: _http

    public Task<string> LatestAsync(string currency) => _http.GetStringAsync("latest/" + currency);
}

internal class Ledger(string path)
{
    private readonly StreamWriter _lines = new(path); // want LEAK1006: _lines

    public int Book(decimal amount)
    {
        _lines.WriteLine(amount);
        return 1;
    }
}

// Those who make one dispose it from then on.
internal static class Bookings
{
    public static void Book(string path, decimal[] amounts)
    {
        var ledger = new Ledger(path);
        foreach (var amount in amounts)
            ledger.Book(amount);
    }

    public static int BookOne(string path, decimal amount) => new Ledger(path).Book(amount);

    public static Ledger Open(string path) => new(path);
}

// Nothing takes one out or releases it.
internal class Beacons
{
    private readonly List<UdpClient> _beacons = []; // want LEAK1006: _beacons

    public void Add(int port)
    {
        var beacon = new UdpClient(port);
        _beacons.Add(beacon);
        beacon.EnableBroadcast = true;
    }

    public int Available() => _beacons.Sum(beacon => beacon.Available);
}

// A listener is heard until it is disposed.
public sealed class Heard
{
    private readonly System.Diagnostics.ActivityListener _listener; // want LEAK1006: _listener

    public Heard(string source)
    {
        _listener = new System.Diagnostics.ActivityListener { ShouldListenTo = heard => heard.Name == source };
        System.Diagnostics.ActivitySource.AddActivityListener(_listener);
    }
}

// Whoever sees it could release it, and nobody does.
public sealed class Store(string path)
{
    public FileStream Data { get; } = File.OpenRead(path); // want LEAK1006 info: Data

    public long Length => Data.Length;
}

// The same by way of a property.
public sealed class Shelf(string path)
{
    private readonly FileStream _data = File.OpenRead(path); // want LEAK1006 info: _data

    public Stream Data => _data;

    public long Length => _data.Length;
}

// The value before is released each time, the last one never.
sealed class SwappedFile
{
    private FileStream? _file; // want LEAK1006: _file

    public void Next(string path)
    {
        var old = _file;
        _file = File.OpenRead(path);
        old?.Dispose();
    }

    public int Read() => _file!.ReadByte();
}

sealed class ExchangedFile
{
    private FileStream? _file; // want LEAK1006: _file

    public void Next(string path)
    {
        Interlocked.Exchange(ref _file, File.OpenRead(path))?.Dispose();
    }

    public int Read() => _file!.ReadByte();
}

// One Dispose for both: one that leaves out the other would be the next leak.
internal sealed class SignedLog(string path)
{
    private readonly System.Security.Cryptography.ECDsa _key = System.Security.Cryptography.ECDsa.Create(); // want LEAK1006: _key
    private readonly StreamWriter _log = File.AppendText(path); // want LEAK1006: _log
    private FileStream? _copy; // want LEAK1006: _copy

    public void Sign(byte[] data)
    {
        _copy ??= File.Create("copy");
        _copy.Write(data);
        _log.WriteLine(Convert.ToBase64String(_key.SignData(data, System.Security.Cryptography.HashAlgorithmName.SHA256)));
    }
}

interface ISnapshots
{
    StreamReader GetReader();
}

// Each is released before the next: so is the last one to be released, and nothing can.
class Tracker(ISnapshots source)
{
    private StreamReader? _reader; // want LEAK1006 info: _reader

    public void Reset()
    {
        _reader?.Dispose();
        _reader = source.GetReader();
    }

    public string? Next() => _reader?.ReadLine();
}

// A command that runs within the transaction does not end it.
sealed class Batch(System.Data.Common.DbConnection connection)
{
    private System.Data.Common.DbTransaction? _transaction; // want LEAK1006: _transaction

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
}
