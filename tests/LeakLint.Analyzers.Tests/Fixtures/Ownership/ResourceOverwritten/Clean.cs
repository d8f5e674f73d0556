using System.Net.Sockets;
using ModelContextProtocol.Client;

sealed class Clean
{
    // Silent: released before the local is used again.
    int ReleasedBetween(string first, string second)
    {
        var file = File.OpenRead(first);
        var sum = file.ReadByte();
        file.Dispose();
        file = File.OpenRead(second);
        sum += file.ReadByte();
        file.Dispose();
        return sum;
    }

    // Silent: another name holds the first one.
    void OtherNameHoldsIt(string first, string second)
    {
        var file = File.OpenRead(first);
        using var kept = file;
        file = File.OpenRead(second);
        file.Dispose();
    }

    // Silent: there was nothing before.
    void StartsAsNull(string path)
    {
        FileStream? file = null;
        if (path.Length > 0)
            file = File.OpenRead(path);
        file?.Dispose();
    }

    // Silent: released in every round.
    void ReleasedInEveryRound(string[] paths)
    {
        StreamReader reader;
        foreach (var path in paths)
        {
            reader = new StreamReader(path);
            reader.ReadLine();
            reader.Close();
        }
    }

    // Silent: the one that is overwritten is the one that a cache gives again.
    sealed class Refreshed : IDisposable
    {
        private Shared? _connection;
        private TcpClient? _client;

        public void Refresh()
        {
            var connection = new Shared();
            var client = connection.FindClient<TcpClient>();
            _connection?.Dispose();
            _connection = connection;
            _client = client;
        }

        public int Available => _client?.Available ?? 0;

        public void Dispose() => _connection?.Dispose();
    }

    private sealed class Shared : IDisposable
    {
        private readonly Dictionary<Type, IDisposable> _clients = [];

        public T FindClient<T>()
            where T : IDisposable, new()
        {
            if (_clients.TryGetValue(typeof(T), out var known))
                return (T)known;
            var made = new T();
            _clients[typeof(T)] = made;
            return made;
        }

        public void Dispose()
        {
            foreach (var client in _clients.Values)
                client.Dispose();
        }
    }

    // Silent: whoever binds the listener has just made it, and binds it once.
    sealed class Doors
    {
        private readonly List<Door> _doors = [];

        public void Open()
        {
            var door = new Door(3);
            door.SetUp();
            _doors.Add(door);
        }

        public void Close()
        {
            foreach (var door in _doors)
                door.Dispose();
        }
    }

    private sealed class Door(int port) : IDisposable
    {
        private TcpListener? _listener;

        public void SetUp()
        {
            _listener = new TcpListener(System.Net.IPAddress.Loopback, port);
            _listener.Start();
        }

        public void Dispose() => _listener?.Dispose();
    }

    // Silent: the counter lets only the first round open it.
    int OpenedInFirstRound(IEnumerable<string> lines, string path)
    {
        var count = 0;
        FileStream? file = null;
        StreamWriter? writer = null;
        try
        {
            foreach (var line in lines)
            {
                if (count++ == 0)
                {
                    file = new FileStream(path, FileMode.CreateNew);
                    writer = new StreamWriter(file);
                }

                writer!.WriteLine(line);
            }

            return count;
        }
        finally
        {
            writer?.Dispose();
            file?.Dispose();
        }
    }
}

sealed class CleanGateway(StdioClientTransport transport) : IAsyncDisposable
{
    private McpClient? _client;

    // Silent: the previous client is released first.
    public async Task ReconnectAsync()
    {
        if (_client is not null)
            await _client.DisposeAsync();
        _client = await McpClient.CreateAsync(transport);
    }

    public async ValueTask DisposeAsync()
    {
        if (_client is not null)
            await _client.DisposeAsync();
    }
}

sealed class CleanFeed : IDisposable
{
    private readonly Lock _gate = new();
    private TcpClient? _connection;
    private FileStream? _log;
    private StreamWriter? _writer;
    private CancellationTokenSource? _stop = new();

    // Silent: a constructor assigns what was empty.
    public CleanFeed(string path) => _log = File.OpenWrite(path);

    // Silent: only assigned while it is null.
    public void Connect(string host) => _connection ??= new TcpClient(host, 80);

    // Silent: the same, spelled out.
    public void OpenOnce(string path)
    {
        lock (_gate)
        {
            if (_log is not null)
                return;
            _log = File.OpenWrite(path);
        }
    }

    // Silent: swapped, then released.
    public void Swap(string path)
    {
        var previous = _writer;
        _writer = File.CreateText(path);
        previous?.Dispose();
    }

    // Silent: exchanged under concurrency; the previous one comes back and is released.
    public void Exchange() => Interlocked.Exchange(ref _stop, new CancellationTokenSource())?.Dispose();

    // Silent: released through the member that the type has for it.
    public void Reopen(string path)
    {
        CloseLog();
        _log = File.OpenWrite(path);
    }

    // Silent: whoever comes second is sent away until the first is done.
    private readonly Turnstile _turnstile = new();

    public bool TryBegin()
    {
        if (!_turnstile.TryLock())
            return false;
        _stop = new CancellationTokenSource(1000);
        return true;
    }

    private sealed class Turnstile
    {
        private int _taken;

        public bool TryLock() => Interlocked.CompareExchange(ref _taken, 1, 0) == 0;
    }

    public void Dispose()
    {
        CloseLog();
        _connection?.Dispose();
        _writer?.Dispose();
        _stop?.Dispose();
    }

    private void CloseLog()
    {
        _log?.Dispose();
        _log = null;
    }

    // Silent: the list holds the stream of every round, and releases it.
    long Stacked(IEnumerable<string> paths)
    {
        var opened = new List<FileStream>();
        Both? tail = null;
        try
        {
            foreach (var path in paths)
            {
                var file = new FileStream(path, FileMode.Open);
                opened.Add(file);
                tail = new Both(tail, file);
            }

            return tail?.Length ?? 0;
        }
        finally
        {
            foreach (var file in opened)
                file.Dispose();
        }
    }

    private sealed class Both(Both? tail, FileStream last)
    {
        public long Length => last.Length + (tail?.Length ?? 0);
    }
}

sealed class CleanRenewals(CancellationToken stopping) : IDisposable
{
    private CancellationTokenSource? _turn;
    private CancellationTokenSource _own = new();
    private StreamWriter? _log;
    private FileSystemWatcher? _watcher;

    // Silent: the one that is cancelled is disposed as well.
    public void NextTurn()
    {
        _turn?.Cancel();
        _turn?.Dispose();
        _turn = CancellationTokenSource.CreateLinkedTokenSource(stopping);
    }

    // Silent: a source that listens to nobody needs no release, and nobody releases the last one.
    public void Reset()
    {
        _own.Cancel();
        _own = new CancellationTokenSource();
    }

    // Silent: what comes out is released.
    public void Swap(string path)
    {
        var old = Interlocked.Exchange(ref _log, File.AppendText(path));
        old?.Dispose();
    }

    // Silent: the handler releases the one that has failed before it makes the next.
    private void OnError(object sender, ErrorEventArgs e)
    {
        var path = _watcher!.Path;
        _watcher.Dispose();
        Start(path);
    }

    public void Start(string path)
    {
        _watcher = new FileSystemWatcher(path);
        _watcher.Error += OnError;
    }

    public void Dispose()
    {
        _turn?.Dispose();
        _log?.Dispose();
        _watcher?.Dispose();
    }
}

sealed class CleanRetries(string host) : IDisposable
{
    private System.Net.Sockets.TcpClient? _client;

    // Silent: what has failed is released before it is forgotten.
    public void Send(byte[] data)
    {
        _client ??= new System.Net.Sockets.TcpClient(host, 514);
        try
        {
            _client.Client.Send(data);
        }
        catch (System.Net.Sockets.SocketException)
        {
            _client.Dispose();
            _client = null;
        }
    }

    public void Dispose() => _client?.Dispose();
}

// Silent: the one that is no longer open is released first.
sealed class Mended(string host) : IDisposable
{
    private System.Net.Sockets.TcpClient? _client;

    public void Send(byte[] data)
    {
        if (_client == null || !_client.Connected)
        {
            _client?.Dispose();
            _client = new System.Net.Sockets.TcpClient(host, 514);
        }

        _client.Client.Send(data);
    }

    public void Dispose() => _client?.Dispose();
}

// Silent: a property of something else decides, and there is nothing yet.
sealed class Once(string host) : IDisposable
{
    private System.Net.Sockets.TcpClient? _client;

    public bool IsReady { get; private set; }

    public void Send(byte[] data)
    {
        if (_client == null && !IsReady)
        {
            _client = new System.Net.Sockets.TcpClient(host, 514);
            IsReady = true;
        }

        _client?.Client.Send(data);
    }

    public void Dispose() => _client?.Dispose();
}

sealed class TestClassAttribute : Attribute;

abstract class CleanArranged
{
    protected abstract void Work();
}

// Silent: the framework makes an object for each test, and it works once.
[TestClass]
class CleanTest : CleanArranged, IDisposable
{
    private System.Net.Sockets.TcpClient? _actual;

    protected override void Work()
    {
        _actual = new System.Net.Sockets.TcpClient("localhost", 80);
        if (_actual.Available > 0)
            throw new InvalidOperationException("nothing was asked for");
    }

    public void Dispose() => _actual?.Dispose();
}

// Silent: a token source that nobody releases, the first or the last, needs no release.
sealed class Begun
{
    private CancellationTokenSource? _update;

    public CancellationToken Begin()
    {
        _update?.Cancel();
        _update = new CancellationTokenSource();
        return _update.Token;
    }
}

public interface IStreamWrapper
{
    Stream Wrap(Stream stream);
}

sealed class CleanWrapping
{
    // Silent: what is the stream that was there before is nothing new.
    Stream WrapAll(IEnumerable<IStreamWrapper> wrappers, Stream stream, List<Stream> opened)
    {
        foreach (var wrapper in wrappers)
        {
            var wrapped = wrapper.Wrap(stream);
            if (!ReferenceEquals(wrapped, stream))
            {
                stream = wrapped;
                opened.Add(stream);
            }
        }

        return stream;
    }
}

sealed class PatchIndex
{
    public PatchIndex(BinaryReader reader, bool disposeReader = true)
    {
        try
        {
            Version = reader.ReadInt32();
        }
        finally
        {
            if (disposeReader)
                reader.Dispose();
        }
    }

    public PatchIndex(StreamReader reader)
    {
        using (reader)
            Version = int.Parse(reader.ReadLine()!);
    }

    public int Version { get; }
}

sealed class CleanConstructors
{
    // Silent: the constructor closes its reader, because it is told to, or always.
    int Newest(string binary, string text)
    {
        var index = new PatchIndex(new BinaryReader(File.OpenRead(binary)));
        if (index.Version < 3)
            index = new PatchIndex(new StreamReader(text));
        return index.Version;
    }
}

// Silent: each call releases what it put there.
sealed class CleanProbe : IDisposable
{
    private readonly FileStream _log = File.Create("probes.log");
    private System.Net.Sockets.TcpClient? _probe;

    public int Probe(string host)
    {
        _probe = new System.Net.Sockets.TcpClient(host, 80);
        try
        {
            return _probe.Available;
        }
        finally
        {
            _probe.Dispose();
        }
    }

    public void Dispose() => _log.Dispose();
}

// Silent: a using releases what the field lends to others.
sealed class LentForAWhile
{
    private CancellationTokenSource? _work;

    public async Task WorkAsync(CancellationToken cancel)
    {
        using var work = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        _work = work;
        try
        {
            await Task.Delay(10, work.Token);
        }
        finally
        {
            _work = null;
        }
    }

    public void Cancel() => _work?.Cancel();
}

// Silent: the field is looked at first.
sealed class OpenedOnce : IDisposable
{
    private FileStream? _file;

    public void Load(string path)
    {
        if (_file is not null)
            throw new InvalidOperationException();
        _file = File.OpenRead(path);
    }

    public void Dispose() => _file?.Dispose();
}

// Silent: what is called first releases the one before.
sealed class UnloadedFirst : IDisposable
{
    private FileStream? _file;

    public void Load(string path)
    {
        Unload();
        _file = File.OpenRead(path);
    }

    private void Unload()
    {
        _file?.Dispose();
        _file = null;
    }

    public void Dispose() => Unload();
}

// Silent: the caller gets what the field forgets.
sealed class HandedOut : IDisposable
{
    private FileStream? _file;

    public FileStream Make(int number)
    {
        _file = File.OpenRead("x" + number);
        var made = _file;
        _file = null;
        return made;
    }

    public void Dispose() => _file?.Dispose();
}

// Silent: Stop releases what it forgets, and the private Forget is called by who has released.
sealed class ReleasedByStop : IDisposable
{
    private FileStream? _journal;

    public void Record(string path) => _journal ??= File.OpenWrite(path);

    public void Append(byte entry) => _journal?.WriteByte(entry);

    public void Stop()
    {
        var journal = _journal;
        _journal = null;
        journal?.Dispose();
    }

    public void Dispose()
    {
        _journal?.Dispose();
        Close();
    }

    private void Close() => _journal = null;
}

// Silent: the new object goes on with the parts of the older one.
sealed class Download(Stream content, StreamReader? reader, string source) : IDisposable
{
    public Stream Content => content;

    public StreamReader? Reader => reader;

    public string Source => source;

    public void Dispose()
    {
        content.Dispose();
        reader?.Dispose();
    }

    static Download Read(string path)
    {
        var result = new Download(File.OpenRead(path), null, path);
        if (result.Reader is null)
        {
            var reader = new StreamReader(result.Content);
            result = new Download(result.Content, reader, path);
        }

        return result;
    }
}

// Silent: a constructor that only tests its arguments does not fail, so the stream is in the object at once.
sealed class PackageFile : IDisposable
{
    private readonly Stream _stream;

    public PackageFile(Stream stream, string? source)
    {
        if (stream == null)
        {
            throw new ArgumentNullException(nameof(stream));
        }

        _stream = stream;
        Source = source;
    }

    public Stream Content => _stream;

    public string? Source { get; }

    public void Dispose() => _stream.Dispose();

    static int Restore(Stack<string> paths)
    {
        var failed = 0;
        while (paths.Count > 0)
        {
            var path = paths.Pop();
            try
            {
                using (var package = new PackageFile(File.OpenRead(path), path))
                {
                    failed += package.Content.ReadByte();
                }
            }
            catch (Exception)
            {
                failed++;
            }
        }

        return failed;
    }
}

// Silent: what a factory puts around somebody else's stream is as much as that.
sealed class Channel(Stream wire)
{
    private BinaryWriter? _writer;

    static Stream Buffered(Stream stream) => new BufferedStream(stream, 4096);

    public void Connect() => _writer = new BinaryWriter(Buffered(wire));

    public void Reconnect()
    {
        _writer?.Flush();
        _writer = new BinaryWriter(Buffered(wire));
    }
}
