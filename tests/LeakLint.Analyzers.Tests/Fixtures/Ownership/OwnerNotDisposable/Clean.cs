using System.Net.Sockets;

// Silent: injected, so somebody else owns it.
sealed class Injected(FileStream file)
{
    private readonly FileStream _file = file;

    public long Length => _file.Length;
}

// Silent: sometimes given, so the type cannot know whose it is.
sealed class GivenOrMade(HttpClient? http = null)
{
    private readonly HttpClient _http = http ?? new HttpClient();

    public Task<string> ReadAsync() => _http.GetStringAsync("/");
}

// Silent: one for the whole process.
sealed class Shared
{
    public static readonly Shared Instance = new();

    private readonly Timer _timer = new(_ => { }, null, 0, 1000);

    public void Pause() => _timer.Change(Timeout.Infinite, 0);
}

// Silent: static fields live as long as the process.
static class Metrics
{
    private static readonly Timer s_flush = new(_ => { }, null, 0, 1000);

    public static void Pause() => s_flush.Change(Timeout.Infinite, 0);
}

// Silent: a value that others set and release.
sealed class Holder
{
    public FileStream? Stream { get; set; }

    public void Open() => Stream = File.OpenRead("a");
}

// Silent: whoever reads the property may release it.
sealed class Exposed
{
    public FileStream Stream { get; } = File.OpenRead("a");
}

// Silent: handed to a collection of disposables.
sealed class Composite
{
    private readonly List<IDisposable> _all = [];
    private readonly TcpClient _client = new();

    public Composite() => _all.Add(_client);

    public bool Connected => _client.Connected;
}

// Silent: released by the loop that uses it.
sealed class Pump
{
    private TcpClient? _client;

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        _client = new TcpClient();
        try
        {
            await _client.ConnectAsync("localhost", 80, cancellationToken);
        }
        finally
        {
            _client.Dispose();
        }
    }
}

// Silent: released by a callback.
sealed class Stopped
{
    private readonly TcpListener _listener = new(System.Net.IPAddress.Loopback, 0);

    public Stopped(CancellationToken stopping)
    {
        _listener.Start();
        stopping.Register(_listener.Stop);
    }
}

// Silent: nothing to release in memory.
sealed class Memory
{
    private readonly MemoryStream _buffer = new();
    private readonly SemaphoreSlim _gate = new(1);
    private readonly StringWriter _text = new();

    public long Length => _buffer.Length + _gate.CurrentCount + _text.GetStringBuilder().Length;
}

// Silent: a reader over the caller's stream has nothing of its own to release.
sealed class LineReader(Stream stream)
{
    private readonly StreamReader _reader = new(stream);

    public string? Next() => _reader.ReadLine();
}

// Silent: a factory pools what it makes.
sealed class FromFactory(IHttpClientFactory factory)
{
    private readonly HttpClient _http = factory.CreateClient("a");

    public Task<string> ReadAsync() => _http.GetStringAsync("/");
}

// Silent: a nested type releases what the outer one holds.
sealed class Outer
{
    private FileStream? _file;

    public IDisposable Open()
    {
        _file ??= File.OpenRead("a");
        return new Scope(this);
    }

    private sealed class Scope(Outer outer) : IDisposable
    {
        public void Dispose() => outer._file?.Dispose();
    }
}

// Silent: the caller of the method gets it.
sealed class Rental
{
    private FileStream? _last;

    public FileStream Open() => _last ??= File.OpenRead("a");
}

// Silent: it may live as long as the token that it is linked to.
sealed class LinkedPump
{
    private CancellationTokenSource? _stop;

    public CancellationToken Restart(CancellationToken stopping)
    {
        _stop?.Cancel();
        _stop?.Dispose();
        _stop = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        return _stop.Token;
    }
}

// Silent: what somebody gets out of the collection, they release.
internal class Offered
{
    private readonly List<System.Net.Sockets.UdpClient> _beacons = [];

    public void Add(int port) => _beacons.Add(new System.Net.Sockets.UdpClient(port));

    public System.Net.Sockets.UdpClient Take()
    {
        var beacon = _beacons[0];
        _beacons.RemoveAt(0);
        return beacon;
    }
}

// Silent: who adds them may release them.
internal class Registered
{
    private readonly List<System.Net.Sockets.UdpClient> _beacons = [];

    public void Add(System.Net.Sockets.UdpClient beacon) => _beacons.Add(beacon);

    public int Available() => _beacons.Sum(beacon => beacon.Available);
}

// Silent: those who see it release it.
public sealed class Opening(string path)
{
    public FileStream Input { get; } = File.OpenRead(path);

    public long Position => Input.Position;

    public static long Measure(string path)
    {
        var opening = new Opening(path);
        return Measurement.Of(opening);
    }
}

static class Measurement
{
    public static long Of(Opening opening)
    {
        using var input = opening.Input;
        return input.Length;
    }
}

// Silent: what is taken out at the end is the last one.
sealed class TakenAtEnd
{
    private FileStream? _file;

    public void Next(string path)
    {
        var old = _file;
        _file = File.OpenRead(path);
        old?.Dispose();
    }

    public void Close() => Interlocked.Exchange(ref _file, null)?.Dispose();
}

// Silent: over a buffer in memory the writer holds nothing.
sealed class ReusedWriter
{
    private readonly System.Buffers.ArrayBufferWriter<byte> _buffer = new();
    private readonly System.Text.Json.Utf8JsonWriter _writer;

    public ReusedWriter() => _writer = new System.Text.Json.Utf8JsonWriter(_buffer);

    public int Write(int number)
    {
        _writer.Reset();
        _writer.WriteNumberValue(number);
        _writer.Flush();
        return _buffer.WrittenCount;
    }
}
