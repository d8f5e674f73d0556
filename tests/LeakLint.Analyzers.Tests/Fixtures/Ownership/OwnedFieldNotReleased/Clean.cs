using System.Diagnostics;
using System.Net.Sockets;

// Silent: released by a helper, a local, a pattern, a loop, Interlocked, using.
sealed class ManyWays : IDisposable, IAsyncDisposable
{
    private readonly TcpClient _helped = new();
    private TcpClient? _local = new();
    private readonly TcpClient? _pattern = new();
    private TcpClient? _exchanged = new();
    private readonly TcpClient _used = new();
    private readonly TcpClient _cast = new();
    private readonly TcpClient _looped = new();
    private readonly Lazy<TcpClient> _lazy = new(() => new TcpClient());

    public int Available => _helped.Available + _used.Available;

    public void Dispose()
    {
        Release(_helped);
        var local = _local;
        _local = null;
        local?.Dispose();
        if (_pattern is { Connected: true } connected)
            connected.Dispose();
        Interlocked.Exchange(ref _exchanged, null)?.Dispose();
        using (_used)
            _used.Close();
        ((IDisposable)_cast).Dispose();
        foreach (var client in new[] { _looped })
            client.Dispose();
        if (_lazy.IsValueCreated)
            _lazy.Value.Dispose();
    }

    public ValueTask DisposeAsync()
    {
        Dispose();
        return default;
    }

    private static void Release(IDisposable resource) => resource.Dispose();
}

// Silent: an explicit implementation, and a method that it calls.
sealed class Explicit : IDisposable
{
    private readonly TcpClient _client = new();

    public int Available => _client.Available;

    void IDisposable.Dispose() => ReleaseAll();

    private void ReleaseAll() => _client.Close();
}

// Silent: one part of the type holds, another releases.
sealed partial class Parts : IDisposable
{
    private readonly TcpClient _client = new();
}

sealed partial class Parts
{
    public void Dispose() => _client.Dispose();
}

// Silent: the hook that the base calls.
abstract class Hooked : IDisposable
{
    public void Dispose() => OnDispose();

    protected abstract void OnDispose();
}

sealed class Hooking : Hooked
{
    private readonly TcpClient _client = new();

    protected override void OnDispose() => _client.Dispose();
}

// Silent: derived types may release what they can reach.
abstract class Inherited : IDisposable
{
    protected readonly TcpClient Client = new();

    public abstract void Dispose();
}

// Silent: injected ones belong to the container.
sealed class Injected(TcpClient client, FileStream file) : IDisposable
{
    private readonly TcpClient _client = client;
    private readonly FileStream _own = File.OpenRead(file.Name);

    public int Available => _client.Available;

    public void Dispose() => _own.Dispose();
}

// Silent: closing the writer closes the stream below it.
sealed class Wrapped : IDisposable
{
    private readonly FileStream _file;
    private readonly StreamWriter _writer;

    public Wrapped(string path)
    {
        _file = File.Create(path);
        _writer = new StreamWriter(_file);
    }

    public long Length => _file.Length;

    public void Dispose() => _writer.Dispose();
}

// Silent: released by whoever the event tells.
sealed class EndsItself : IDisposable
{
    private readonly FileStream _log = File.Create("log");
    private Process? _process;

    public void Start()
    {
        if (_process is not null)
            return;
        _process = Process.Start("worker");
        _process.Exited += (_, _) => _process.Dispose();
    }

    public void Dispose() => _log.Dispose();
}

// Silent: what everybody can read and this type releases nothing beside, somebody else may be meant to release.
sealed class Visible : IDisposable
{
    public TcpClient Data { get; } = new();

    public void Dispose() => GC.SuppressFinalize(this);
}

// Silent: what others can replace, they may release.
sealed class Replaceable : IDisposable
{
    private readonly TcpClient _control = new();

    public TcpClient Data { get; set; } = new();

    public void Dispose() => _control.Dispose();
}

// Silent: a stream around a stream that somebody else owns.
sealed class Around(Stream inner) : IDisposable
{
    private readonly TcpClient _control = new();
    private readonly CountingStream _counting = new(inner);

    public bool CanRead => _counting.CanRead;

    public void Dispose() => _control.Dispose();

    private sealed class CountingStream(Stream inner) : BufferedStreamBase
    {
        public override bool CanRead => inner.CanRead;

        protected override void Dispose(bool disposing) => inner.Dispose();
    }

    private abstract class BufferedStreamBase : MemoryStream;
}

// Silent: the tear-down of a test releases it.
sealed class Tests
{
    private TcpClient _client = null!;

    public void SetUp() => _client = new TcpClient();

    [TearDown]
    public void After() => _client.Dispose();

    public bool Connects() => _client.Connected;

    [AttributeUsage(AttributeTargets.Method)]
    private sealed class TearDownAttribute : Attribute;
}

// Silent: nobody stops this service but the host, which disposes it.
sealed class DisposedByHost : IHostedService, IDisposable
{
    private Timer? _timer;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        _timer = new Timer(_ => { }, null, 0, 1000);
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose() => _timer?.Dispose();
}

// Silent: flags that are the right way round, however they are written.
sealed class Guarded : IDisposable
{
    private readonly TcpClient _client = new();
    private readonly TcpClient _other = new();
    private bool _disposed;
    private bool _started;

    public int Start()
    {
        _started = true;
        return _client.Available + _other.Available;
    }

    public void Dispose()
    {
        if (_disposed)
            return;
        _disposed = true;
        if (_disposed)
            _client.Dispose();
        if (_started)
            _other.Dispose();
    }
}

// Silent: the base has nothing to release, or the override releases it.
abstract class Segment(string path) : IDisposable
{
    protected FileStream File { get; } = System.IO.File.OpenRead(path);

    public void Dispose() => Dispose(true);

    protected virtual void Dispose(bool disposing) => File.Dispose();
}

sealed class OwnSegment(string path) : Segment(path)
{
    private readonly TcpClient _client = new();

    protected override void Dispose(bool disposing)
    {
        _client.Dispose();
        File.Dispose();
    }
}

sealed class PlainStream : MemoryStream
{
    private readonly TcpClient _client = new();

    protected override void Dispose(bool disposing) => _client.Dispose();
}

// Silent: what can only be awaited has no place in Dispose, and one way leads to the other.
sealed class TwoKinds : IDisposable, IAsyncDisposable
{
    private readonly FileStream _log = File.Create("kinds.log");
    private readonly FileStream _trace = File.Create("trace.log");
    private readonly AsyncOnly _async = new();

    public void Dispose()
    {
        _log.Dispose();
        _trace.Dispose();
    }

    public async ValueTask DisposeAsync()
    {
        await _async.DisposeAsync();
        Dispose();
    }

    private sealed class AsyncOnly : IAsyncDisposable
    {
        private readonly FileStream _file = File.Create("async.log");

        public ValueTask DisposeAsync() => _file.DisposeAsync();
    }
}

// Silent: an override that does nothing says that nothing is to be done.
sealed class Unclosable(string path) : Segment(path)
{
    protected override void Dispose(bool disposing)
    {
    }
}

abstract class AsyncSegment(string path) : IAsyncDisposable
{
    private readonly FileStream _file = File.OpenRead(path);

    public virtual ValueTask DisposeAsync() => _file.DisposeAsync();
}

sealed class AsyncUnclosable(string path) : AsyncSegment(path)
{
    public override ValueTask DisposeAsync()
    {
        return ValueTask.CompletedTask;
    }
}

// Silent: a collection that is emptied; what was in it is released.
sealed class Pool : IDisposable
{
    private readonly Store _store = new();

    public void Return(TcpClient client) => _store.Push(client);

    public void Dispose()
    {
        while (_store.TryPop(out var client))
            client.Dispose();
    }

    private sealed class Store : IDisposable
    {
        private readonly Stack<TcpClient> _clients = new();

        public void Push(TcpClient client) => _clients.Push(client);

        public bool TryPop([System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out TcpClient? client) => _clients.TryPop(out client);

        public void Dispose()
        {
            while (_clients.TryPop(out var client))
                client.Dispose();
        }
    }
}

// Silent: who writes an override that does nothing means it, here because a pool ends the connection in another way.
class Connection : IAsyncDisposable
{
    private readonly TcpClient _client = new();

    public virtual ValueTask DisposeAsync()
    {
        _client.Dispose();
        return default;
    }
}

sealed class PooledConnection : Connection
{
    public override ValueTask DisposeAsync() => default;

    internal ValueTask EndAsync() => base.DisposeAsync();
}

// Silent: the Dispose of this type releases nothing of its own, so nobody knows whether it is meant to.
sealed class Shown : IDisposable
{
    internal TcpClient Client { get; } = new();

    public void Dispose() => GC.SuppressFinalize(this);
}

// Silent: others may put theirs in its place.
sealed class Exchanged : IDisposable
{
    private readonly FileStream _log = File.Create("exchanged.log");

    internal TcpClient Client { get; set; } = new();

    public void Dispose() => _log.Dispose();
}

// Silent: what is shown was given.
sealed class ShownGiven(TcpClient client) : IDisposable
{
    private readonly FileStream _log = File.Create("given.log");

    internal TcpClient Client { get; } = client;

    public void Dispose() => _log.Dispose();
}

// Silent: released by the name that others know.
sealed class ShownReleased : IDisposable
{
    private readonly FileStream _log = File.Create("released.log");

    internal TcpClient Client { get; } = new();

    public void Dispose()
    {
        Client.Dispose();
        _log.Dispose();
    }
}

// Silent: a token source that is a mere flag holds on to nothing.
sealed class Unlinked : IDisposable
{
    private readonly FileStream _log = File.Create("unlinked.log");
    private readonly CancellationTokenSource _stop = new();

    public bool IsStopped => _stop.IsCancellationRequested;

    public void Dispose()
    {
        _stop.Cancel();
        _log.Dispose();
    }
}

// Silent: a linked one that is released, by way of a local.
sealed class Linked : IDisposable
{
    private readonly FileStream _log = File.Create("linked.log");
    private CancellationTokenSource? _stop;

    public CancellationToken Start(CancellationToken stopping) => (_stop ??= CancellationTokenSource.CreateLinkedTokenSource(stopping)).Token;

    public void Dispose()
    {
        var stop = Interlocked.Exchange(ref _stop, null);
        stop?.Cancel();
        stop?.Dispose();
        _log.Dispose();
    }
}

// Silent: a buffer in memory, however it is kept.
sealed class Formatter : IDisposable
{
    private readonly ReusableBuffer _buffer = new();
    private readonly TcpClient _client = new();

    public long Write(byte value) => _buffer.Write(value);

    public void Dispose() => _client.Dispose();
}

class Reusable<T>(Func<T> create)
    where T : class
{
    protected T? _value = create();
}

sealed class ReusableBuffer() : Reusable<MemoryStream>(() => new MemoryStream()), IDisposable
{
    public long Write(byte value)
    {
        _value?.WriteByte(value);
        return _value?.Length ?? 0;
    }

    void IDisposable.Dispose() => _value?.Dispose();
}

// Silent: the stream ends the connection that it was got from.
sealed class ByItsStream
{
    private TcpClient? _client;
    private NetworkStream? _stream;

    public void Open(string host)
    {
        _client = new TcpClient(host, 3);
        _stream = _client.GetStream();
        _stream.WriteByte(1);
    }

    public void Close() => _stream?.Close();
}

// Silent: the socket is all that its wrapper would release.
sealed class ByItsSocket
{
    private Socket? _socket;
    private Wrapper? _wrapper;

    public void Open()
    {
        _wrapper = new Wrapper();
        _socket = _wrapper.Handle;
        _socket.Listen(3);
    }

    public void Stop()
    {
        if (_socket == null)
            return;
        _socket.Dispose();
        _socket = null;
    }

    private sealed class Wrapper : IDisposable
    {
        public Socket Handle { get; } = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);

        public void Dispose() => Handle.Dispose();
    }
}

// The override releases, by the property, what the base would release: a client that it keeps alive for others when it is not the last.
class SharedLine : IDisposable
{
    private readonly TcpClient _client = new();

    protected TcpClient Client => _client;

    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    protected virtual void Dispose(bool disposing)
    {
        if (disposing)
            _client.Dispose();
    }
}

sealed class QuietLine : SharedLine
{
    protected override void Dispose(bool disposing)
    {
        if (disposing && Client.Connected)
            Client.Close();
    }
}

// Silent: DisposeAsync passes false, and has released both by then.
class FlaggedBoth : IDisposable, IAsyncDisposable
{
    private readonly FileStream _left = File.Create("left");
    private readonly FileStream _right = File.Create("right");

    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    public async ValueTask DisposeAsync()
    {
        await DisposeAsyncCore();
        Dispose(false);
        GC.SuppressFinalize(this);
    }

    protected virtual void Dispose(bool disposing)
    {
        if (!disposing)
            return;
        _left.Dispose();
        _right.Dispose();
    }

    protected virtual async ValueTask DisposeAsyncCore()
    {
        await _left.DisposeAsync();
        await _right.DisposeAsync();
    }
}

// Silent: DisposeAsync leaves all to Dispose.
class PassesTrue : IDisposable, IAsyncDisposable
{
    private readonly FileStream _left = File.Create("left");
    private readonly FileStream _right = File.Create("right");

    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    public async ValueTask DisposeAsync()
    {
        await _right.DisposeAsync();
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    protected virtual void Dispose(bool disposing)
    {
        if (disposing)
        {
            _left.Dispose();
            _right.Dispose();
        }
    }
}

// Silent: few programs need to release a semaphore, and this one releases no other.
sealed class Gated : IDisposable
{
    private readonly FileStream _log = File.Create("gated.log");
    private readonly SemaphoreSlim _gate = new(1);

    public void Write(byte value)
    {
        _gate.Wait();
        _log.WriteByte(value);
        _gate.Release();
    }

    public void Dispose() => _log.Dispose();
}

// Silent: a class around a semaphore alone needs no release either.
sealed class Turnstile : IDisposable
{
    private readonly SemaphoreSlim _turns;

    public Turnstile() => this._turns = new(1);

    public void Enter() => this._turns.Wait();

    public void Dispose() => this._turns.Dispose();
}

sealed class Turned : IDisposable
{
    private readonly FileStream _log = File.Create("turned.log");
    private readonly Turnstile _turnstile = new();

    public void Write(byte value)
    {
        _turnstile.Enter();
        _log.WriteByte(value);
    }

    public void Dispose() => _log.Dispose();
}

// Silent: the event is somebody else's.
sealed class Signal(AutoResetEvent ready) : IDisposable
{
    private readonly FileStream _log = File.Create("signal.log");
    private readonly AutoResetEvent _ready = ready;

    public void Set() => _ready.Set();

    public void Dispose() => _log.Dispose();
}

// Silent: the loop ends when the object is disposed, and releases it then.
sealed class Looped : IDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly FileStream _log = File.Create("looped.log");
    private TcpClient? _line;

    public void Open() => _line = new TcpClient("localhost", 80);

    public async Task RunAsync()
    {
        try
        {
            while (!_stop.IsCancellationRequested)
                await Task.Delay(100, _stop.Token);
        }
        finally
        {
            _line?.Dispose();
        }
    }

    public void Dispose()
    {
        _stop.Cancel();
        _log.Dispose();
    }
}

// Silent: somebody else of this assembly sets it, so nobody knows whose it is.
class Patched : IDisposable
{
    private readonly FileStream _log = File.Create("patched.log");

    internal TcpClient Inbound { get; set; } = new();

    public bool IsConnected => Inbound.Connected;

    public void Dispose() => _log.Dispose();
}

static class Patch
{
    public static void Apply(Patched patched, TcpClient client) => patched.Inbound = client;
}

// Silent: whoever uses it releases it.
public class Opened : IDisposable
{
    private bool _isDisposed;

    public TcpClient Line { get; private set; } = new();

    public int Ask() => _isDisposed ? 0 : Line.Available;

    public void Dispose() => _isDisposed = true;
}

static class Opener
{
    public static void Close(Opened opened) => opened.Line.Dispose();
}

// Silent: one that implements the interface keeps what it is given.
interface IBinder
{
    void Bind(FileStream buffer);
}

sealed class PlainBinder : IBinder
{
    public void Bind(FileStream buffer) => buffer.Flush();
}

sealed class KeepingBinder : IBinder, IDisposable
{
    private FileStream? _kept;

    public void Bind(FileStream buffer) => _kept = buffer;

    public void Dispose() => _kept?.Dispose();
}

sealed class Bound(IBinder binder) : IDisposable
{
    private readonly FileStream _log = File.Create("bound.log");
    private FileStream? _buffer;

    public void Draw()
    {
        _buffer ??= File.Create("bound.bin");
        binder.Bind(_buffer);
    }

    public void Dispose() => _log.Dispose();
}

// Silent: a release with a name of its own.
static class Quietly
{
    public static void SafeDispose(this object? held) => (held as IDisposable)?.Dispose();
}

sealed class Quiet : IDisposable
{
    private readonly FileStream _log = File.Create("quiet.log");
    private readonly TcpClient _line = new();

    public int Available => _line.Available;

    public void Dispose()
    {
        _line.SafeDispose();
        _log.SafeDispose();
    }
}

// Its Stop closes all that its Dispose would.
sealed class FullyStopped : IDisposable
{
    private FileStream? _file = File.OpenRead("x");

    public void Stop() => Close();

    private void Close()
    {
        _file?.Dispose();
        _file = null;
    }

    public void Dispose() => Close();
}

// Silent: to stop it is enough.
sealed class StopsFully : IDisposable
{
    private readonly FullyStopped _file = new();

    public void Dispose() => _file.Stop();
}

// Silent: one of the factories is given what it passes on.
sealed class Borrowing : IDisposable
{
    private readonly FileStream _log = File.Create("borrowing.log");
    private readonly FileStream _data;

    private Borrowing(FileStream data) => _data = data;

    public static Borrowing Open(string path) => new(File.OpenRead(path));

    public static Borrowing Over(FileStream data) => new(data);

    public long Length => _data.Length;

    public void Dispose() => _log.Dispose();
}

// Silent: what the tasks give is released, or given to others with its task.
sealed class Promised : IDisposable
{
    private readonly FileStream _log = File.Create("promised.log");
    private readonly Task<FileStream> _first = OpenAsync("first");
    private readonly Task<FileStream> _second = OpenAsync("second");
    private readonly Task<FileStream> _third = OpenAsync("third");
    private readonly Task<FileStream> _fourth = OpenAsync("fourth");

    public Task<FileStream> Fourth() => _fourth;

    private static async Task<FileStream> OpenAsync(string path)
    {
        await Task.Yield();
        return File.OpenRead(path);
    }

    public void Dispose()
    {
        _log.Dispose();
        _first.GetAwaiter().GetResult().Dispose();
        _second.ContinueWith(static opened => opened.Result.Dispose(), TaskScheduler.Default).Wait();
        if (_third.IsCompletedSuccessfully)
            _third.Result.Dispose();
    }
}

// Silent: the first call finds 0 there, and goes on; or a flag that something else sets.
public sealed class ExchangedGuards : IDisposable
{
    private readonly FileStream _file = File.OpenRead("data");
    private readonly FileStream _other = File.OpenRead("other");
    private int _closed;
    private int _open;

    public long Length => _file.Length + _other.Length;

    public void Open() => Interlocked.Exchange(ref _open, 1);

    public void Dispose()
    {
        if (Interlocked.Exchange(ref _closed, 1) != 0)
            return;
        _file.Dispose();
        if (Interlocked.CompareExchange(ref _open, 0, 1) == 0)
            _ = Length;
        _other.Dispose();
    }
}

// Silent: the base is called from what Dispose leaves to another thread.
class PlainPool : IDisposable
{
    private readonly TcpClient _client = new();

    public int Available => _client.Available;

    public virtual void Dispose() => _client.Dispose();
}

sealed class QueuedPool(Action<Action> execute) : PlainPool
{
    private bool _closed;

    public override void Dispose() => execute(Close);

    private void Close()
    {
        if (_closed)
            return;
        _closed = true;
        base.Dispose();
    }
}

// Silent: who disposes of the part of a client that counts ends the client.
sealed class ClientOfRegistry : IDisposable
{
    private readonly Lazy<TcpClient> _client = new(() => new TcpClient("localhost", 80));

    public int Available => _client.Value.Available;

    public void Dispose() => UnregisterAndDispose(_client.Value.Client);

    private static void UnregisterAndDispose(Socket socket) => GC.KeepAlive(socket);
}
