using System.Diagnostics;
using System.Net.Sockets;
using ModelContextProtocol.Client;

sealed class ExpressionBody : IDisposable
{
    private readonly TcpClient _control = new();
    private readonly TcpClient _data = new(); // want LEAK1007: _data

    public int Available => _data.Available;

    public void Dispose() => _control.Dispose();
}

class Pattern : IDisposable
{
    private readonly TcpClient _control = new();
    private TcpClient? _data; // want LEAK1007: _data
    private bool _disposed;

    public void Open(string host)
    {
        if (_data is null)
            _data = new TcpClient(host, 80);
    }

    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    protected virtual void Dispose(bool disposing)
    {
        if (_disposed)
            return;
        if (disposing)
        {
            _control.Dispose();
        }

        _disposed = true;
    }
}

class DisposingWithoutBraces : IDisposable
{
    private readonly TcpClient _control = new();
    private readonly TcpClient _data = new(); // want LEAK1007: _data

    public int Available => _data.Available;

    public void Dispose() => Dispose(true);

    protected virtual void Dispose(bool disposing)
    {
        if (disposing)
            _control.Dispose();
    }
}

// The reconnect releases the old one, the end does not.
sealed class Reconnecting : IAsyncDisposable
{
    private readonly FileStream _log = File.Create("reconnecting.log");
    private McpClient? _client; // want LEAK1007: _client

    public async Task ReconnectAsync(IClientTransport transport)
    {
        if (_client is not null)
            await _client.DisposeAsync();
        _client = await McpClient.CreateAsync(transport);
    }

    public ValueTask DisposeAsync() => _log.DisposeAsync();
}

sealed class AsyncSiblings : IAsyncDisposable
{
    private readonly FileStream _log = File.Create("siblings.log");
    private McpClient? _client; // want LEAK1007: _client
    private FileStream? _trace; // want LEAK1007: _trace

    public async Task ConnectAsync(IClientTransport transport)
    {
        _client ??= await McpClient.CreateAsync(transport);
        _trace ??= File.Create("trace.log");
    }

    public async ValueTask DisposeAsync()
    {
        // The log comes first.
        await _log.DisposeAsync();
    }
}

abstract class Base : IDisposable
{
    private readonly TcpClient _control = new();

    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    protected virtual void Dispose(bool disposing) => _control.Dispose();
}

class Derived : Base
{
    private readonly TcpClient _data = new(); // want LEAK1007: _data

    public int Available => _data.Available;
}

sealed class Locked : IDisposable
{
    private readonly Lock _gate = new();
    private TcpClient? _first = new();
    private TcpClient? _second = new(); // want LEAK1007: _second

    public int Available => _second?.Available ?? 0;

    public void Dispose()
    {
        lock (_gate)
        {
            if (_first is not null)
            {
                _first.Dispose();
                _first = null;
            }
        }
    }
}

// Not disposable, but stopped.
sealed class Stoppable
{
    private readonly TcpClient _first = new();
    private readonly TcpClient _second = new(); // want LEAK1007: _second

    public int Available => _second.Available;

    public void Stop() => _first.Close();
}

sealed class ServerOwner : IDisposable
{
    private readonly Process _server = Process.Start("server"); // want LEAK1007: _server
    private readonly TcpClient _client = new();

    public int Id => _server.Id;

    public void Dispose()
    {
        _client.Dispose();
    }
}

// The override takes the place of what it does not call.
class SkipsBase : Base
{
    private readonly TcpClient _data = new();

    protected override void Dispose(bool disposing) // want LEAK1007: Base
    {
        if (disposing)
        {
            _data.Dispose();
        }
    }
}

sealed class SkipsBaseInOneLine : Base
{
    private readonly TcpClient _data = new();

    protected override void Dispose(bool disposing) => _data.Dispose(); // want LEAK1007: Base
}

// The guard is the wrong way round: the first call returns, and there is no second.
sealed class Inverted : IDisposable
{
    private readonly TcpClient _client = new(); // want LEAK1007: first call
    private bool _disposed;

    public int Available => _client.Available;

    public void Dispose()
    {
        if (!_disposed)
        {
            _disposed = true;
            return;
        }

        _client.Dispose();
    }
}

// The same, around the release.
sealed class InvertedAround : IDisposable
{
    private readonly TcpClient _client = new(); // want LEAK1007: first call
    private bool _disposed;

    public int Available => _client.Available;

    public void Dispose()
    {
        if (_disposed)
        {
            _client.Dispose();
            _disposed = true;
        }
    }
}

// Two ways to release, and one of them forgets.
sealed class TwoWays : IDisposable, IAsyncDisposable
{
    private readonly FileStream _log = File.Create("two.log");
    private readonly TcpClient _first = new(); // want LEAK1007: DisposeAsync
    private readonly TcpClient _second = new(); // want LEAK1007: 'Dispose'

    public int Available => _first.Available + _second.Available;

    public void Dispose()
    {
        _log.Dispose();
        _first.Dispose();
    }

    public async ValueTask DisposeAsync()
    {
        await _log.DisposeAsync();
        _second.Dispose();
    }
}

// A part that is no resource by its type is closed all the same, so the member is the one that closes.
sealed class Database
{
    private FileStream? _journal;

    public void Open() => _journal = File.Create("journal");

    public async Task CloseAsync()
    {
        if (_journal is not null)
            await _journal.DisposeAsync();
    }
}

sealed class ClosesItsPart
{
    private readonly Database _database = new();
    private McpClient? _client; // want LEAK1007: _client

    public async Task StartAsync(IClientTransport transport)
    {
        _database.Open();
        _client = await McpClient.CreateAsync(transport);
    }

    public async Task ShutdownAsync()
    {
        await _database.CloseAsync();
    }
}

sealed class ClosesItsPartIfAny
{
    private Database? _database;
    private TcpClient? _feed; // want LEAK1007: _feed

    public void Start(string host)
    {
        _database = new();
        _feed = new(host, 80);
    }

    public Task StopAsync() => _database?.CloseAsync() ?? Task.CompletedTask;
}

// A lease that is given the client for good.
sealed class Lease(TcpClient client) : IDisposable
{
    public bool IsOpen => client.Connected;

    public void Dispose() => client.Dispose();
}

sealed class HoldsLease(string host) : IDisposable
{
    private readonly FileStream _log = File.Create("lease.log");
    private readonly Lease _lease = new(new TcpClient(host, 80)); // want LEAK1007: _lease

    public bool IsOpen => _lease.IsOpen;

    public void Dispose() => _log.Dispose();
}

// The assembly looks at it, only the type puts it there, and Dispose is there for what the type made.
sealed class Session(string host) : IDisposable
{
    private readonly FileStream _log = File.Create("session.log");

    internal TcpClient Client { get; } = new(host, 80); // want LEAK1007: Client

    public void Dispose() => _log.Dispose();
}

class SessionOfBase : IDisposable
{
    private readonly FileStream _log = File.Create("session.log");
    internal readonly TcpClient Client; // want LEAK1007: Client

    public SessionOfBase(string host) => Client = new(host, 80);

    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    protected virtual void Dispose(bool disposing)
    {
        if (disposing)
            _log.Dispose();
    }
}

// The token that it is linked to keeps it.
sealed class Pump(CancellationToken stopping) : IDisposable
{
    private readonly FileStream _log = File.Create("pump.log");
    private readonly CancellationTokenSource _stop = CancellationTokenSource.CreateLinkedTokenSource(stopping); // want LEAK1007: _stop

    public CancellationToken Stopped => _stop.Token;

    public void Dispose()
    {
        _stop.Cancel();
        _log.Dispose();
    }
}

// A socket that is shut down and disconnected still holds its handle.
sealed class Line : IDisposable
{
    private readonly Socket _socket = new(SocketType.Stream, ProtocolType.Tcp); // want LEAK1007: _socket

    public int Send(byte[] data) => _socket.Send(data);

    public void Dispose()
    {
        _socket.Shutdown(SocketShutdown.Both);
        _socket.Disconnect(reuseSocket: false);
    }
}

// Tasks run on the scheduler that they are started on; that does not make it theirs.
sealed class Sweeper : IDisposable
{
    private readonly OwnThread _thread = new(); // want LEAK1007: _thread
    private readonly CancellationTokenSource _stop = new(); // want LEAK1007: _stop

    public Task SweepAsync(Action sweep) => Task.Factory.StartNew(sweep, _stop.Token, TaskCreationOptions.None, _thread);

    public void Dispose() => _stop.Cancel();
}

sealed class OwnThread : TaskScheduler, IDisposable
{
    private readonly System.Collections.Concurrent.BlockingCollection<Task> _tasks = new();

    public void Dispose()
    {
        _tasks.CompleteAdding();
        _tasks.Dispose();
    }

    protected override IEnumerable<Task> GetScheduledTasks() => _tasks;

    protected override void QueueTask(Task task) => _tasks.Add(task);

    protected override bool TryExecuteTaskInline(Task task, bool taskWasPreviouslyQueued) => false;
}

// It asks the base for something, which is not what the base would release.
abstract class Channel(AppDomain session) : IDisposable
{
    private readonly TcpClient _client = new();

    protected AppDomain Session => session;

    protected int Available => _client.Available;

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

sealed class ClientChannel : Channel
{
    public ClientChannel(AppDomain session) : base(session) => session.ProcessExit += OnExit;

    private void OnExit(object? sender, EventArgs e) => Console.WriteLine("bye");

    protected override void Dispose(bool disposing) // want LEAK1007: Channel
    {
        if (disposing)
            Session.ProcessExit -= OnExit;
    }
}

// With false only what the runtime does not know is released.
class FlaggedPair : IDisposable, IAsyncDisposable
{
    private readonly FileStream _left = File.Create("left"); // want LEAK1007: _left
    private readonly FileStream _right = File.Create("right");

    public void Write(byte value)
    {
        _left.WriteByte(value);
        _right.WriteByte(value);
    }

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

    protected virtual async ValueTask DisposeAsyncCore() => await _right.DisposeAsync();
}

class TurnedFlag : IDisposable
{
    private readonly TcpClient _client = new(); // want LEAK1007: _client

    public int Available => _client.Available;

    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    protected virtual void Dispose(bool disposing)
    {
        if (disposing) // also
            return;
        _client.Dispose();
    }
}

// Everybody sees it, but only this type could have put it there, and it releases the other one.
public sealed class Station : IDisposable
{
    private readonly TcpClient _command = new();

    public TcpClient Telemetry { get; } = new(); // want LEAK1007: Telemetry

    public void Dispose() => _command.Dispose();
}

// An event is a handle of the system.
sealed class Signalled : IDisposable
{
    private readonly FileStream _log = File.Create("signalled.log");
    private readonly AutoResetEvent _ready = new(false); // want LEAK1007 info: _ready

    public void Set() => _ready.Set();

    public void Dispose() => _log.Dispose();
}

// One gate is released, so the other is meant to be.
sealed class TwoGates : IDisposable
{
    private readonly SemaphoreSlim _readers = new(1);
    private readonly SemaphoreSlim _writers = new(1); // want LEAK1007 info: _writers
    private readonly CancellationTokenSource _stop = new(); // want LEAK1007 info: _stop

    public bool IsFree => _readers.CurrentCount + _writers.CurrentCount == 2 && !_stop.IsCancellationRequested;

    public void Dispose()
    {
        _stop.Cancel();
        _readers.Dispose();
    }
}

// A collection that is a resource itself, and holds some.
sealed class Lent : IDisposable
{
    private readonly List<TcpClient> _all = [];
    private readonly System.Collections.Concurrent.BlockingCollection<TcpClient> _free = new(); // want LEAK1007: _free

    public Lent(int count)
    {
        for (var i = 0; i < count; i++)
            _all.Add(new TcpClient());
        foreach (var client in _all)
            _free.Add(client);
    }

    public int Take() => _free.Take().Available;

    public void Dispose()
    {
        foreach (var client in _all)
            client.Dispose();
    }
}

// While all is well nobody calls it off, and then Dispose leaves it.
sealed class Watched : IDisposable
{
    private readonly FileStream _log = File.Create("watched.log");
    private TcpClient? _probe; // want LEAK1007 info: _probe

    public void MarkFailed() => _probe ??= new TcpClient("localhost", 80);

    public void MarkSucceeded()
    {
        _probe?.Dispose();
        _probe = null;
    }

    public void Dispose() => _log.Dispose();
}

// Others of this assembly could set it, and none does.
class Hub : IDisposable
{
    private readonly FileStream _log = File.Create("hub.log");

    internal TcpClient Inbound { get; set; } = new(); // want LEAK1007 info: Inbound

    public bool IsConnected => Inbound.Connected;

    public void Dispose() => _log.Dispose();
}

class HubUser(Hub hub)
{
    public int Waiting => hub.Inbound.Available;
}

// Only this type can put it there, and its Dispose does nothing about it.
public class Api : IDisposable
{
    private bool _isDisposed;

    public TcpClient Line { get; private set; } = new(); // want LEAK1007 info: Line

    public int Ask() => _isDisposed ? 0 : Line.Available;

    public void Dispose() => _isDisposed = true;
}

// All that implement the interface only use what they are given.
interface IShader
{
    void Bind(FileStream buffer);
}

sealed class PlainShader : IShader
{
    public void Bind(FileStream buffer) => buffer.Flush();
}

sealed class MeasuredShader : IShader
{
    public long Bound { get; private set; }

    public void Bind(FileStream buffer) => Bound += buffer.Length;
}

sealed class Drawn(IShader shader) : IDisposable
{
    private readonly FileStream _log = File.Create("drawn.log");
    private FileStream? _buffer; // want LEAK1007: _buffer

    public void Draw()
    {
        _buffer ??= File.Create("drawn.bin");
        shader.Bind(_buffer);
    }

    public void Dispose() => _log.Dispose();
}

// Its Stop leaves open what its Dispose closes.
sealed class StoppableReader : IDisposable
{
    private readonly FileStream _file = File.OpenRead("x");
    private bool _isReading;

    public void Start() => _isReading = _file.CanRead;

    public void Stop() => _isReading = false;

    public bool IsReading => _isReading;

    public void Dispose()
    {
        Stop();
        _file.Dispose();
    }
}

sealed class StopsOnly : IDisposable
{
    private readonly StoppableReader _reader = new(); // want LEAK1007 info: _reader

    public void Start() => _reader.Start();

    public void Dispose() => _reader.Stop();
}

// Only its factory can call the constructor: what it is given is the object's own.
sealed class Segment : IDisposable
{
    private readonly FileStream _data;
    private readonly FileStream _index; // want LEAK1007: _index

    private Segment(FileStream data, FileStream index) => (_data, _index) = (data, index);

    public static Segment Open(string path)
    {
        var index = File.OpenRead(path + ".index");
        return new(File.OpenRead(path), index);
    }

    public long Length => _data.Length + _index.Length;

    public void Dispose() => _data.Dispose();
}

// What the task gives nobody closes, though it has no fix: whether it failed is for a person to say.
sealed class OpenedInBackground : IDisposable
{
    private readonly FileStream _log = File.Create("background.log");
    private readonly Task<FileStream> _data; // want LEAK1007: _data

    public OpenedInBackground(string path) => _data = OpenAsync(path);

    private static async Task<FileStream> OpenAsync(string path)
    {
        await Task.Yield();
        return File.OpenRead(path);
    }

    public async Task<long> LengthAsync() => (await _data).Length;

    public void Dispose() => _log.Dispose();
}

// The guard is the wrong way round: the first call finds 0 there, and leaves.
public sealed class ExchangedGuard : IDisposable
{
    private readonly FileStream _file = File.OpenRead("data"); // want LEAK1007: _file
    private int _state;

    public long Length => _file.Length;

    public void Dispose()
    {
        if (Interlocked.Exchange(ref _state, 1) == 0)
            return;
        _file.Dispose();
    }
}

// The factory gives a view of the file that is made here.
sealed class BufferedSource(string path) : IDisposable
{
    private readonly Stream _stream = Buffered(File.OpenRead(path)); // want LEAK1007: _stream
    private readonly TcpClient _client = new();

    public int Next() => _stream.ReadByte() + _client.Available;

    public void Dispose() => _client.Dispose();

    private static Stream Buffered(Stream stream) => new BufferedStream(stream, 4096);
}
