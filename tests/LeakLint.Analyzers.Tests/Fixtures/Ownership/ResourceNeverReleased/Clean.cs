using System.Diagnostics;
using System.Net.Sockets;
using ModelContextProtocol.Client;

sealed class Clean
{
    private readonly List<FileStream> _open = [];
    private FileStream? _log;

    void Close()
    {
        _log?.Dispose();
        _open.ForEach(file => file.Dispose());
    }

    // Silent: released at the end of the scope.
    long UsingDeclaration(string path)
    {
        using var file = new FileStream(path, FileMode.Open);
        return file.Length;
    }

    // Silent: released at the end of the block.
    long UsingStatement(string path)
    {
        using (var file = File.OpenRead(path))
            return file.Length;
    }

    // Silent: an awaited factory whose result is released asynchronously.
    async Task<int> AwaitUsing(StdioClientTransport transport, CancellationToken cancellationToken)
    {
        await using var client = await McpClient.CreateAsync(transport, cancellationToken: cancellationToken);
        var tools = await client.ListToolsAsync(cancellationToken: cancellationToken);
        return tools.Count;
    }

    // Silent: released in finally, through "?." on a local that starts as null.
    void Finally(string path)
    {
        FileStream? file = null;
        try
        {
            file = new FileStream(path, FileMode.Open);
            file.ReadByte();
        }
        finally
        {
            file?.Dispose();
        }
    }

    // Silent: the caller owns what is returned.
    FileStream Returned(string path)
    {
        var file = new FileStream(path, FileMode.Open);
        file.Seek(10, SeekOrigin.Begin);
        return file;
    }

    // Silent: the caller owns what comes out.
    bool HandedOutByParameter(string path, out FileStream file)
    {
        file = new FileStream(path, FileMode.Open);
        return true;
    }

    // Silent: the field's owner answers for it (LEAK1006, LEAK1007).
    void StoredInField(string path) => _log = new FileStream(path, FileMode.Append);

    // Silent: the list's owner answers for it.
    void StoredInCollection(string path)
    {
        var file = new FileStream(path, FileMode.Open);
        _open.Add(file);
    }

    // Silent: the reader owns the stream, and the reader is released.
    string WrappedInReader(string path)
    {
        var file = new FileStream(path, FileMode.Open);
        using var reader = new StreamReader(file);
        return reader.ReadToEnd();
    }

    // Silent: closing is releasing.
    void ClosedByName(string host)
    {
        var client = new TcpClient();
        client.NoDelay = host.Length > 0;
        client.Close();
    }

    // Silent: a helper in this project closes it.
    void ClosedInHelper(string path)
    {
        var file = new FileStream(path, FileMode.Open);
        CloseQuietly(file);
    }

    private static void CloseQuietly(FileStream file)
    {
        file.Flush();
        file.Dispose();
    }

    // Silent: memory only, there is nothing to release.
    byte[] InMemory(byte[] content)
    {
        var buffer = new MemoryStream();
        buffer.Write(content);
        return buffer.ToArray();
    }

    // Silent: borrowed, its owner is elsewhere.
    void Borrowed(IServiceProvider services)
    {
        var logger = services.GetRequiredService<ILoggerFactory>();
        logger.CreateLogger("x").LogInformation("borrowed");
    }

    // Silent: the response is released together with the registered object at the end of the request.
    void RegisteredForDispose(HttpContext context, string path)
    {
        var file = new FileStream(path, FileMode.Open);
        context.Response.RegisterForDispose(file);
    }

    // Silent: released when it exits.
    void ReleasedByHandler()
    {
        var process = Process.Start(new ProcessStartInfo("git") { ArgumentList = { "fetch" } })!;
        process.EnableRaisingEvents = true;
        process.Exited += (_, _) => process.Dispose();
    }

    // Silent: each is released in a second loop.
    void ListOfProcesses(string[] commands)
    {
        var children = new List<Process>();
        foreach (var command in commands)
            children.Add(Process.Start(command)!);
        foreach (var child in children)
        {
            child.WaitForExit();
            child.Dispose();
        }
    }

    // Silent: the array is handed over.
    Process[] ArrayOfProcesses(int count)
    {
        var children = new Process[count];
        for (var i = 0; i < count; i++)
            children[i] = Process.Start("worker")!;
        foreach (var child in children)
            Console.WriteLine(child.Id);
        return children;
    }

    // Silent: a stage that is put before another passes on to it, and is kept in its place.
    private IStage<string>? _first;

    void Chained()
    {
        var last = new Stage<int>();
        _first = last.Before<string>();
    }

    public interface IStage<T> : IDisposable
    {
        IStage<TBefore> Before<TBefore>();
    }

    private sealed class Stage<T>(Func<Type, object>? make = null) : IStage<T>
    {
        private readonly System.Threading.Timer _flush = new(_ => { }, null, 1000, 1000);

        public IStage<TBefore> Before<TBefore>() => (IStage<TBefore>)make!(typeof(TBefore));

        public void Dispose() => _flush.Dispose();
    }

    public void ReleaseStages() => _first?.Dispose();

    // Silent: the object that it is given to connects itself to the source, and lives on there.
    void GivenToObserver(IFeed feed)
    {
        var gate = new Gate();
        var observer = new GateObserver(feed, gate);
    }

    public interface IFeed
    {
        void Connect(object observer);
    }

    private sealed class GateObserver
    {
        private readonly Gate _gate;

        public GateObserver(IFeed feed, Gate gate)
        {
            _gate = gate;
            feed.Connect(this);
        }

        public bool IsOpen => _gate.IsOpen;
    }

    private sealed class Gate : IDisposable
    {
        private readonly System.Threading.Timer _timer = new(_ => { }, null, 1000, 1000);

        public bool IsOpen => true;

        public void Dispose() => _timer.Dispose();
    }

    // Silent: a word of its own ends the registration.
    async Task Disconnected(IChannelSource source, Action changed)
    {
        var handle = source.ConnectObserver(changed);
        try
        {
            await Task.Delay(10);
        }
        finally
        {
            handle.Disconnect();
        }
    }

    public interface IObserverHandle : IDisposable
    {
        void Disconnect();
    }

    public interface IChannelSource
    {
        IObserverHandle ConnectObserver(Action changed);
    }

    // Silent: with a flag that is narrowed in a loop, nobody knows what it is afterwards.
    void KeptWhenSomeAreBad(IEnumerable<string> lines, string path, List<FileStream> kept)
    {
        var allGood = true;
        var file = File.OpenRead(path);
        foreach (var line in lines)
            allGood &= line.Length > 0;
        if (!allGood)
            kept.Add(file);
        else
            file.Dispose();
    }

    // Silent: a sequence of all is given to who keeps them.
    void KeptInSequence(string path, List<FileStream> kept)
    {
        var files = new List<FileStream>();
        for (var i = 0; i < 3; i++)
            files.Insert(0, File.OpenRead(path + i));
        kept.AddRange(files.Prepend(File.OpenRead(path)));
    }

    // Silent: the operation keeps its arguments until it has ended.
    void Receive(System.Net.Sockets.Socket socket)
    {
        var arguments = new System.Net.Sockets.SocketAsyncEventArgs();
        arguments.Completed += OnReceived;
        socket.ReceiveAsync(arguments);
    }

    private static void OnReceived(object? sender, System.Net.Sockets.SocketAsyncEventArgs arguments) => arguments.Dispose();

    // Silent: the store keeps what it also gives out.
    private readonly FileStream?[] _slots = new FileStream?[8];

    bool GivenOutAndKept(string path)
    {
        return TryAddSlot(path, out var slot) && slot.CanRead;
    }

    private bool TryAddSlot(string path, out FileStream slot)
    {
        slot = File.OpenRead(path);
        _slots[0] = slot;
        return true;
    }

    // Silent: only looked at; what is in the field stays there.
    private IDisposable? _current;

    bool IsCurrentOfKind()
    {
        return TryPeek<FileStream>(out var current) && current.CanRead;
    }

    private bool TryPeek<T>([System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out T? current)
        where T : class, IDisposable
    {
        if (_current is T known)
        {
            current = known;
            return true;
        }

        current = null;
        return false;
    }

    public void SetCurrent(IDisposable? current) => _current = current;

    // Silent: the writer keeps nothing back, and the file is closed.
    void WritesThrough(string path)
    {
        using var file = File.Create(path);
        var writer = new StreamWriter(file) { AutoFlush = true };
        writer.WriteLine("done");
    }

    // Silent: a reader holds nothing but the file, which is closed.
    string? ReadsOver(string path)
    {
        using var file = File.OpenRead(path);
        var reader = new StreamReader(file);
        return reader.ReadLine();
    }

    // Silent: the connection keeps the stream of the client, and closing that closes the client.
    Connection Connects(string host)
    {
        var client = new TcpClient(host, 80);
        return new Connection(client);
    }

    public sealed class Connection : IDisposable
    {
        private readonly NetworkStream _stream;

        public Connection(TcpClient client)
        {
            _stream = client.GetStream();
        }

        public void Dispose() => _stream.Dispose();
    }

    // Silent: the handle is told that it owns nothing.
    bool Foreign(IntPtr handle)
    {
        var safe = new Microsoft.Win32.SafeHandles.SafeFileHandle(handle, ownsHandle: false);
        return safe.IsInvalid;
    }

    // Silent: a reader over a tree in memory.
    string InMemory(System.Xml.Linq.XNode node)
    {
        var reader = node.CreateReader();
        reader.MoveToContent();
        return reader.ReadInnerXml();
    }

    // Silent: another way to say the same object, which is returned.
    Task<IBoard> SaysItself()
    {
        var board = new Board();
        return Task.FromResult(board.AsInterface);
    }

    // Silent: a selection of what belongs to another list; to dispose it would dispose that.
    int Selection(Slides all)
    {
        var some = new Slides { all[0] };
        return some.Count;
    }

    // Silent: the helper walks over the list, and each element goes into the map.
    void Walked(Channels channels)
    {
        Board first = null!;
        try
        {
            first = new Board();
        }
        catch (ApplicationException)
        {
            first = new Board("b");
        }

        channels.Add(new List<Board> { first });
    }

    // Silent: the loan puts itself into the list of those that are out.
    bool Lent(Loans loans)
    {
        var loan = loans.Lend();
        if (loan is null)
            return false;

        loan.Ring();
        return true;
    }

    // Silent: whoever keeps the logger keeps its factory.
    void KeptByLogger()
    {
        var factory = new StampedLogs();
        _logger = factory.CreateLogger("a");
    }

    private ILogger? _logger;
}

interface IClients
{
    TcpClient Next();

    bool Offer(TcpClient client);
}

// Silent: of two implementations one gives what it keeps, so nobody knows.
sealed class KeptClients : IClients
{
    private readonly TcpClient _client = new();

    public TcpClient Next() => _client;

    public bool Offer(TcpClient client) => client.Connected;
}

sealed class NewClients(string host) : IClients
{
    public TcpClient Next() => new(host, 80);

    public bool Offer(TcpClient client)
    {
        client.Dispose();
        return false;
    }
}

interface IShelf
{
    TcpClient Next();

    void Adopt(TcpClient client);

    void Close();
}

// Silent: the only implementation keeps what it gives, and what it is given.
sealed class Shelf : IShelf
{
    private readonly List<TcpClient> _clients = [new()];

    public TcpClient Next() => _clients[0];

    public void Adopt(TcpClient client) => _clients.Add(client);

    public void Close()
    {
        foreach (var client in _clients)
            client.Dispose();
    }
}

sealed class ByWayOfManyInterfaces
{
    int Given(IClients clients) => clients.Next().Available;

    int Kept(IShelf shelf)
    {
        var client = shelf.Next();
        return client.Available;
    }

    bool LookedAt(IClients clients, string host)
    {
        var client = new TcpClient(host, 80);
        return clients.Offer(client);
    }

    void Adopted(IShelf shelf, string host)
    {
        var client = new TcpClient(host, 80);
        shelf.Adopt(client);
    }
}

sealed class Untimed
{
    // Silent: without a time-out it holds nothing.
    Task Plain(Func<CancellationToken, Task> work)
    {
        var stop = new CancellationTokenSource();
        return work(stop.Token);
    }

    // Silent: the time-out is released.
    async Task Timed(Func<CancellationToken, Task> work, TimeSpan limit)
    {
        using var stop = new CancellationTokenSource();
        stop.CancelAfter(limit);
        await work(stop.Token);
    }
}

interface IBoard : IDisposable
{
    IBoard AsInterface { get; }
}

sealed class Board(string path = "a") : IBoard
{
    private readonly FileStream _file = File.OpenRead(path);

    public IBoard AsInterface => this;

    public string Name => _file.Name;

    public void Dispose() => _file.Dispose();
}

class Slides : List<Board>, IDisposable
{
    private bool _disposed;

    public void Dispose()
    {
        if (_disposed)
            return;
        _disposed = true;
        foreach (var slide in this)
            slide.Dispose();
        Clear();
    }
}

sealed class Channels
{
    private readonly System.Collections.Concurrent.ConcurrentDictionary<string, Board> _all = new();

    public void Add(List<Board> channels)
    {
        foreach (var channel in channels)
            Add(channel);
    }

    public void Add(Board channel)
    {
        if (_all.TryAdd(channel.Name, channel))
            Console.WriteLine(channel.Name);
    }

    public void Stop()
    {
        foreach (var channel in _all.Values)
            channel.Dispose();
    }
}

sealed class Loans
{
    private readonly List<Loan> _free = [];

    public Loan Lend()
    {
        Loan loan;
        if (_free.Count > 0)
        {
            loan = _free[^1];
            _free.RemoveAt(_free.Count - 1);
        }
        else
        {
            loan = new Loan();
        }

        return loan;
    }

    public static void Note(Loan loan) => Loan.Out[0] = loan;
}

sealed class Loan : IDisposable
{
    private readonly FileStream _file = File.OpenRead("a");

    public static Loan?[] Out { get; } = new Loan?[4];

    public void Ring() => Loans.Note(this);

    public void Dispose() => _file.Dispose();
}

sealed class StampedLogs : ILoggerFactory
{
    private readonly FileStream _file = File.OpenRead("a");

    public void AddProvider(ILoggerProvider provider) => _file.Flush();

    public ILogger CreateLogger(string categoryName) => new Stamped(_file);

    public void Dispose() => _file.Dispose();

    private sealed class Stamped(FileStream file) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => file.CanWrite;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) => file.Flush();
    }
}

sealed class CleanTuples
{
    private readonly List<Socket> _sockets = [];

    private (Socket Socket, int Port) Listen(int port)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        return (socket, port);
    }

    private (Socket Socket, int Port) Keep(int port)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        _sockets.Add(socket);
        return (socket, port);
    }

    private (Socket Socket, bool IsNew) Reuse(int port) =>
        _sockets.Count > 0 ? (_sockets[0], false) : (new Socket(SocketType.Stream, ProtocolType.Tcp), true);

    void Close() => _sockets.ForEach(socket => socket.Dispose());

    // Silent: the element is released by its name in the tuple.
    int ByName()
    {
        var bound = Listen(80);
        try
        {
            return bound.Socket.Available + bound.Port;
        }
        finally
        {
            bound.Socket.Dispose();
        }
    }

    // Silent: the tuple goes on to the caller.
    (Socket Socket, int Port) PassedOn() => Listen(443);

    // Silent: the method keeps what it gives.
    int Kept()
    {
        var (socket, port) = Keep(8080);
        return socket.Available + port;
    }

    // Silent: sometimes it is somebody else's.
    int Sometimes()
    {
        var (socket, isNew) = Reuse(8080);
        return isNew ? socket.Available : 0;
    }

    // Silent: both elements of a written tuple are released.
    long Both(string path)
    {
        var (first, second) = (File.OpenRead(path), File.OpenRead(path + ".old"));
        using (first)
        using (second)
            return first.Length - second.Length;
    }
}

sealed class CleanLoops
{
    // Silent: the loop takes out all, and releases each.
    void Emptied(IEnumerable<string> paths)
    {
        var open = new Stack<FileStream>();
        try
        {
            foreach (var path in paths)
            {
                var file = File.OpenRead(path);
                open.Push(file);
                file.ReadByte();
            }
        }
        finally
        {
            while (open.TryPop(out var file))
                file.Dispose();
        }
    }

    // Silent: the condition asks for the count.
    void Counted(string path)
    {
        var open = new Queue<StreamReader>();
        open.Enqueue(File.OpenText(path));
        open.Enqueue(File.OpenText(path + ".next"));
        while (open.Count > 0)
        {
            using var reader = open.Dequeue();
            reader.ReadLine();
        }
    }

    // Silent: released by index.
    void Indexed(string[] paths)
    {
        var open = new List<FileStream>();
        foreach (var path in paths)
            open.Add(File.OpenRead(path));
        for (var i = open.Count - 1; i >= 0; i--)
            open[i].Dispose();
    }
}

sealed class CleanEnumerators(System.Data.Common.DbConnection connection)
{
    private static IEnumerable<int> Numbers()
    {
        for (var i = 0; i < 10; i++)
            yield return i;
    }

    private static IEnumerable<string> Lines(string path)
    {
        using var reader = File.OpenText(path);
        while (reader.ReadLine() is { } line)
            yield return line;
    }

    // Silent: this iterator holds nothing open.
    int FirstNumber()
    {
        var numbers = Numbers().GetEnumerator();
        return numbers.MoveNext() ? numbers.Current : 0;
    }

    // Silent: the loop disposes its enumerator.
    int Length(string path)
    {
        var length = 0;
        foreach (var line in Lines(path))
            length += line.Length;
        return length;
    }

    // Silent: the transaction is released, the command only pointed to it.
    void InTransaction(string text)
    {
        using var transaction = connection.BeginTransaction();
        using var command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = text;
        command.ExecuteNonQuery();
        transaction.Commit();
    }

    // Silent: the event is enabled, and its handler releases.
    void Heard(string path)
    {
        var converter = new Process { StartInfo = new ProcessStartInfo("convert", path), EnableRaisingEvents = true };
        converter.Exited += (_, _) => converter.Dispose();
        converter.Start();
    }
}

sealed class CleanDriven
{
    // Silent: the caller gets the enumerator.
    IAsyncEnumerator<int> Pass(IAsyncEnumerable<int> numbers) => numbers.GetAsyncEnumerator();

    // Silent: completing the reader closes the file.
    async Task<bool> Piped(string path)
    {
        var reader = System.IO.Pipelines.PipeReader.Create(File.OpenRead(path));
        var result = await reader.ReadAsync();
        await reader.CompleteAsync();
        return result.IsCompleted;
    }
}

sealed class CleanCompressed
{
    // Silent: what is unpacked is in memory.
    int Unpack(byte[] packed)
    {
        var zip = new System.IO.Compression.DeflateStream(new MemoryStream(packed), System.IO.Compression.CompressionMode.Decompress);
        return zip.ReadByte();
    }

    // Silent: closed before the bytes are taken.
    byte[] Pack(byte[] text)
    {
        var packed = new MemoryStream();
        var zip = new System.IO.Compression.GZipStream(packed, System.IO.Compression.CompressionMode.Compress);
        zip.Write(text);
        zip.Close();
        return packed.ToArray();
    }
}

// Silent: these may keep what they are given, or give it back in another form.
sealed class ByConvention(Func<string, FileStream> files)
{
    void Added(ISink sink, string path) => sink.AddPart(File.OpenRead(path));

    object Wrapped(ISink sink, string path) => sink.Describe(File.OpenRead(path));

    bool Offered(ISink sink, string path) => sink.Offer(File.OpenRead(path));

    void Accepted(ISink sink, string host) => sink.Serve(new TcpClient(host, 80));

    ValueTask Queued(System.Threading.Channels.ChannelWriter<Stream> queue, string path) => queue.WriteAsync(File.OpenRead(path));

    void Passed(IQueue<Stream> queue, string path) => queue.Send(File.OpenRead(path));

    int LookedUp(string path) => files(path).ReadByte();

    public interface ISink
    {
        void AddPart(Stream content);

        object Describe(Stream content);

        bool Offer(Stream content);

        void Serve(TcpClient client);
    }

    public interface IQueue<T>
    {
        void Send(T message);
    }
}

sealed class Waits
{
    // Silent: the token has the source for as long as it lives.
    async Task Wait(CancellationToken token, Func<CancellationToken, Task> work)
    {
        var timeout = new CancellationTokenSource(TimeSpan.FromSeconds(1));
        token.Register(static source => ((CancellationTokenSource)source!).Cancel(), timeout);
        await work(timeout.Token);
    }
}

// Silent: who has the lock has the file, and may release it.
sealed class Locked : IDisposable
{
    private readonly FileStream _file;

    public Locked(FileStream file) => _file = file;

    public int Read() => _file.ReadByte();

    public void Dispose() => _file.Unlock(0, 1);

    static Locked Open(string path)
    {
        var file = new FileStream(path, FileMode.Open);
        return new Locked(file);
    }
}

sealed class Room(IServiceScope scope, string name) : IDisposable
{
    public string Name => name;

    public void Dispose() => scope.Dispose();
}

sealed class CleanFactories(IServiceProvider services)
{
    // Silent: the room is given its scope.
    public Room Open(string name)
    {
        var scope = services.CreateScope();
        return ActivatorUtilities.CreateInstance<Room>(scope.ServiceProvider, scope, name);
    }
}

sealed class CleanQueries
{
    private readonly List<FileStream> _kept = [];

    static long Total(IEnumerable<string> paths)
    {
        var files = paths.Select(File.OpenRead).ToList();
        try
        {
            return files.Sum(file => file.Length);
        }
        finally
        {
            files.ForEach(file => file.Dispose());
        }
    }

    static void Touch(IEnumerable<string> paths)
    {
        foreach (var file in paths.Select(path => File.OpenRead(path)).ToArray())
        {
            using (file)
                file.ReadByte();
        }
    }

    static IReadOnlyList<FileStream> Open(IEnumerable<string> paths)
    {
        var files = paths.Select(File.OpenRead).ToList();
        files.Reverse();
        return files;
    }

    // Silent: these were there before.
    static int Count(Dictionary<string, FileStream> open, IEnumerable<string> names)
    {
        var files = names.Select(name => open[name]).ToList();
        return files.Count(file => file.CanRead);
    }

    void Keep(IEnumerable<string> paths)
    {
        var files = paths.Select(File.OpenRead).ToList();
        _kept.AddRange(files);
    }
}

abstract class CleanControl : IDisposable
{
    private FileStream? _texture;

    public CleanControl? Parent { get; private set; }

    public List<CleanControl> Children { get; } = [];

    public void AddChild(CleanControl child)
    {
        child.Parent = this;
        Children.Add(child);
    }

    public void Load(string path)
    {
        _texture?.Dispose();
        _texture = File.OpenRead(path);
    }

    public virtual void Dispose()
    {
        _texture?.Dispose();
        foreach (var child in Children)
            child.Dispose();
    }
}

class CleanLabel : CleanControl
{
    public string? Text { get; set; }
}

// Silent: whoever holds the tree holds what is in it, as with the controls of the framework.
class CleanDialog : CleanControl
{
    private readonly CleanLabel _title = new();
    private CleanLabel? _status;

    public void Say(string text)
    {
        _status = new CleanLabel { Text = text };
        _title.Text = text;
    }

    static void Open(bool says)
    {
        var dialog = new CleanDialog();
        if (!says)
            return;
        dialog.Say("open");
        new CleanLabel();
    }
}

sealed class CleanInvocations
{
    // Silent: nobody knows what the called code does with it.
    static void Call(System.Reflection.MethodInfo method, object target, string path)
    {
        var file = File.OpenRead(path);
        method.Invoke(target, new object[] { file });
    }

    static object? Make(Type type, string path)
    {
        var file = File.OpenRead(path);
        return Activator.CreateInstance(type, file);
    }

    static object? Raise(Delegate handler, string path)
    {
        var file = File.OpenRead(path);
        return handler.DynamicInvoke(file);
    }
}

// A class of ours without Dispose ends what it was given in a method of another name.
sealed class CleanFrames
{
    private readonly Stream _stream;

    public CleanFrames(Stream stream)
    {
        _stream = stream;
    }

    public int Next() => _stream.ReadByte();

    public void Finish()
    {
        try
        {
            _stream.Dispose();
        }
        catch (IOException)
        {
        }
    }

    static int First(string path)
    {
        var frames = new CleanFrames(File.OpenRead(path));
        try
        {
            return frames.Next();
        }
        finally
        {
            frames.Finish();
        }
    }
}

// The constructor reads what it is given and closes it, and keeps quiet when that fails.
sealed class CleanHeader
{
    public CleanHeader(Stream stream)
    {
        Size = Quiet(() =>
        {
            using (stream)
                return stream.ReadByte();
        });
    }

    public CleanHeader(Stream stream, int skipped)
    {
        try
        {
            stream.Seek(skipped, SeekOrigin.Begin);
            Size = stream.ReadByte();
            stream.Dispose();
        }
        catch (IOException)
        {
        }
    }

    public int Size { get; }

    private static int Quiet(Func<int> read)
    {
        try
        {
            return read();
        }
        catch (IOException)
        {
            return 0;
        }
    }

    static int Both(string path) => new CleanHeader(File.OpenRead(path)).Size + new CleanHeader(File.OpenRead(path), 4).Size;
}

// Silent: releasing the stream would do no more than release what it was made over, and that is somebody else's.
sealed class CountingStream : Stream
{
    private readonly Stream _inner;
    private bool _disposed;

    public CountingStream(Stream inner, int size = 16)
    {
        _inner = inner ?? throw new ArgumentNullException(nameof(inner));
        Size = size;
    }

    public int Size { get; }

    public override bool CanRead => _inner.CanRead;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => _inner.Length;

    public override long Position { get => _inner.Position; set => _inner.Position = value; }

    public override void Flush() => _inner.Flush();

    public override int Read(byte[] buffer, int offset, int count) => _inner.Read(buffer, offset, count);

    public override long Seek(long offset, SeekOrigin origin) => _inner.Seek(offset, origin);

    public override void SetLength(long value) => _inner.SetLength(value);

    public override void Write(byte[] buffer, int offset, int count) => _inner.Write(buffer, offset, count);

    protected override void Dispose(bool disposing)
    {
        if (_disposed)
            return;
        if (disposing)
            _inner?.Dispose();
        _disposed = true;
        base.Dispose(disposing);
    }
}

sealed class Proxy(Socket held)
{
    public async Task<Socket> OverSocket(Socket given)
    {
        var stream = new CountingStream(new NetworkStream(given));
        await stream.FlushAsync();
        return given;
    }

    public async Task OverView()
    {
        var network = new NetworkStream(held);
        Stream stream = new CountingStream(network, 512);
        await stream.FlushAsync();
    }

    public int OverParameter(Stream given)
    {
        var stream = new CountingStream(given);
        return stream.ReadByte();
    }
}

// Silent: a writer that keeps nothing back, or is told to give what it has, over what is released.
static class Exports
{
    public static void Binary(string path)
    {
        using (var file = File.Create(path))
        {
            var writer = new BinaryWriter(file);
            writer.Write(1);
        }
    }

    public static async Task Text(string path, Stream response)
    {
        using (var file = new FileStream(path, FileMode.Create, FileAccess.ReadWrite))
        {
            var writer = new StreamWriter(file);
            await writer.WriteLineAsync(path);
            await writer.FlushAsync();
            file.Position = 0;
            await file.CopyToAsync(response);
        }
    }
}

// Silent: Dispose does nothing but reset; what the buffer turns into for the caller needs it as it is.
sealed class Scratch : IDisposable
{
    private readonly List<FileStream> _parts = [];

    public static implicit operator ReadOnlyMemory<byte>(Scratch scratch) => new byte[scratch._parts.Count];

    public void Grow(string path) => _parts.Add(File.OpenRead(path));

    public void Reset()
    {
        foreach (var part in _parts)
            part.Dispose();
        _parts.Clear();
    }

    public void Dispose() => Reset();

    static ReadOnlyMemory<byte> Turned(string path)
    {
        var scratch = new Scratch();
        scratch.Grow(path);
        return scratch;
    }

    static int BackAgain(string path)
    {
        var scratch = new Scratch();
        scratch.Grow(path);
        var count = scratch._parts.Count;
        scratch.Reset();
        return count;
    }
}

// Silent: the host keeps reader and writer of the connection's stream, and ends it with them.
sealed class TcpHost(string name, TcpClient client)
{
    private readonly StreamReader _reader = new(client.GetStream());

    public string Name { get; } = name;

    public string? Next() => _reader.ReadLine();
}

sealed class OlderTcpHost
{
    private readonly StreamReader _reader;
    private readonly StreamWriter _writer;

    public OlderTcpHost(TcpClient client)
    {
        _reader = new StreamReader(client.GetStream());
        _writer = new StreamWriter(client.GetStream());
    }

    public string? Ask(string question)
    {
        _writer.WriteLine(question);
        return _reader.ReadLine();
    }

    static OlderTcpHost Connect(string host)
    {
        var client = new TcpClient(host, 25);
        return new OlderTcpHost(client);
    }
}

// Silent: what was collected in tuples, or in a table, is released one by one.
public static class CollectedAndReleased
{
    public static async Task Tuples(IReadOnlyList<string> paths)
    {
        var files = paths.Select(path => (Path: path, File: File.OpenText(path))).ToList();
        try
        {
            await Task.WhenAll(files.Select(f => f.File.ReadToEndAsync()));
        }
        finally
        {
            foreach (var (_, file) in files)
                file.Dispose();
        }
    }

    public static void TuplesInAnArray(IReadOnlyList<string> paths)
    {
        var files = paths.Select(path => (Path: path, File: File.OpenText(path))).ToArray();
        Array.ForEach(files, f => f.File.Dispose());
    }

    public static async Task Table(IReadOnlyList<string> paths)
    {
        var files = paths.ToDictionary(path => path, path => File.OpenText(path));
        await Task.WhenAll(files.Select(async f =>
        {
            Console.WriteLine(await f.Value.ReadToEndAsync());
            f.Value.Dispose();
        }));
    }

    public static List<string> EachInItsUsing(IReadOnlyList<string> paths)
    {
        var files = paths.Select(File.OpenText).ToList();
        return files.Select(file =>
        {
            using (file)
                return file.ReadToEnd();
        }).ToList();
    }
}

// Silent: the sequence is not read yet, so the files go with it.
public static class ReadLater
{
    public static IEnumerable<string> All(IReadOnlyList<string> paths)
    {
        var files = paths.Select(File.OpenText).ToList();
        return files.Select(file => file.ReadToEnd());
    }
}

// Silent: the source is kept, or goes to somebody who ends it, and only then is its token given out.
public sealed class KeptDeadlines(CancellationToken closing) : IDisposable
{
    private readonly List<CancellationTokenSource> _sources = [];

    public CancellationToken Within(TimeSpan limit)
    {
        var source = CancellationTokenSource.CreateLinkedTokenSource(closing);
        source.CancelAfter(limit);
        _sources.Add(source);
        return source.Token;
    }

    public static CancellationToken ForRequest(HttpContext context)
    {
        var source = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted);
        context.Response.RegisterForDispose(source);
        return source.Token;
    }

    // A time-out of its own is over some day.
    public static CancellationToken Soon()
    {
        var source = new CancellationTokenSource(500);
        return source.Token;
    }

    public void Dispose() => _sources.ForEach(source => source.Dispose());
}

// Silent: a handle that is told by its constructor that it owns nothing, and what only forwards to it.
sealed class LentHandle : System.Runtime.InteropServices.SafeHandle
{
    public LentHandle() : base(IntPtr.Zero, true)
    {
    }

    private LentHandle(IntPtr lent) : base(lent, false)
    {
    }

    public static LentHandle Over(IntPtr lent) => new(lent);

    public override bool IsInvalid => handle == IntPtr.Zero;

    protected override bool ReleaseHandle() => true;
}

class LentBlock : IDisposable
{
    private readonly LentHandle _handle;

    public LentBlock() => _handle = new LentHandle();

    public LentBlock(LentHandle handle) => _handle = handle;

    public int Count => _handle.IsInvalid ? 0 : 1;

    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    protected virtual void Dispose(bool disposing)
    {
        if (_handle != null && !_handle.IsInvalid)
            _handle.Dispose();
    }

    static int Callback(IntPtr key, IntPtr data)
    {
        var first = new LentBlock(LentHandle.Over(key));
        var second = new LentBlock(LentHandle.Over(data));
        return first.Count + second.Count;
    }
}

// Silent: native code holds the request until its callback ends it.
abstract class NativeRequest : IDisposable
{
    protected System.Runtime.InteropServices.GCHandle Pinned;

    protected NativeRequest() => Pinned = System.Runtime.InteropServices.GCHandle.Alloc(this);

    public void Dispose() => Pinned.Free();
}

sealed class ConnectRequest : NativeRequest
{
    static void Connect()
    {
        ConnectRequest? request = null;
        try
        {
            request = new ConnectRequest();
        }
        catch
        {
            request?.Dispose();
            throw;
        }
    }
}

// Silent: what a wrapper that only forwards is over goes to the caller.
sealed class ForwardingStream : Stream
{
    private readonly MemoryBlocks _blocks;

    public ForwardingStream(MemoryBlocks blocks) => _blocks = blocks;

    public override bool CanRead => false;
    public override bool CanSeek => false;
    public override bool CanWrite => true;
    public override long Length => _blocks.Count;
    public override long Position { get; set; }

    public override void Flush()
    {
    }

    public override int Read(byte[] buffer, int offset, int count) => 0;

    public override long Seek(long offset, SeekOrigin origin) => 0;

    public override void SetLength(long value)
    {
    }

    public override void Write(byte[] buffer, int offset, int count) => _blocks.Count += count;

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            _blocks.Dispose();
        base.Dispose(disposing);
    }
}

sealed class MemoryBlocks : IDisposable
{
    private readonly FileStream _backing = File.OpenWrite("blocks");

    public int Count { get; set; }

    public void Dispose() => _backing.Dispose();

    static MemoryBlocks From(byte[] message)
    {
        var blocks = new MemoryBlocks();
        var stream = new ForwardingStream(blocks);
        stream.Write(message, 0, message.Length);
        return blocks;
    }
}

// Silent: a bus keeps a delegate of what subscribes.
interface IHandleMessage
{
    void Handle(string message);
}

sealed class MessageBus
{
    private Action<string>[] _handlers = [];

    public void Subscribe(IHandleMessage handler)
    {
        Action<string> handle = handler.Handle;
        _handlers = [.. _handlers, handle];
    }

    public void Publish(string message) => Array.ForEach(_handlers, handler => handler(message));
}

sealed class FileWriterOfMessages : IHandleMessage, IDisposable
{
    private readonly FileStream _file = File.OpenWrite("messages");

    public void Handle(string message) => _file.WriteByte((byte)message.Length);

    public void Dispose() => _file.Dispose();

    static void Start(MessageBus bus)
    {
        var writer = new FileWriterOfMessages();
        bus.Subscribe(writer);
    }
}

// Silent: it is closed. A client that keeps nothing in fields is no mere value: it can be released.
public static class ClosedAtTheEnd
{
    public sealed class Client : IAsyncDisposable
    {
        public static Task<Client> ConnectAsync() => Task.FromResult(new Client());

        public Task<string> AskAsync(string text) => Task.FromResult(text);

        public Task CloseAsync() => Task.CompletedTask;

        public ValueTask DisposeAsync() => new(CloseAsync());
    }

    public static async Task<string> AskAsync()
    {
        var client = await Client.ConnectAsync();
        try
        {
            return await client.AskAsync("?");
        }
        finally
        {
            await client.CloseAsync();
        }
    }
}

// Silent: its end is only noted; the stream is somebody else's.
sealed class StateReader : IDisposable
{
    private readonly Stream _stream;

    private enum ReaderState
    {
        Open,
        Closed,
    }

    private ReaderState _state;

    public StateReader(Stream stream) => _stream = stream;

    public bool IsOpen => _state == ReaderState.Open;

    public int Next() => _stream.ReadByte();

    public void Close()
    {
        _state = ReaderState.Closed;
    }

    public void Dispose()
    {
        try
        {
            Close();
        }
        catch (IOException)
        {
        }
    }
}

sealed class FirstOf(Stream stream)
{
    private StateReader CreateReader() => new(stream);

    public int First()
    {
        var reader = CreateReader();
        return reader.IsOpen ? reader.Next() : -1;
    }
}
