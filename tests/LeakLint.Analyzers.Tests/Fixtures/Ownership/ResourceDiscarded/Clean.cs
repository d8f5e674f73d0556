using System.Diagnostics;
using ModelContextProtocol.Client;

sealed class Clean
{
    private readonly List<Process> _children = [];

    void Close() => _children.ForEach(child => child.Dispose());

    // Silent: kept and released.
    void Kept()
    {
        using var process = Process.Start("ls");
        process.WaitForExit();
    }

    // Silent: released at once.
    void ReleasedInChain(string path) => File.Create(path).Dispose();

    // Silent: released at the end of the statement.
    void UsingWithoutName(string path)
    {
        using (File.Create(path))
            Console.WriteLine(path);
    }

    // Silent: the same for an awaited factory.
    async Task AwaitUsingWithoutName(StdioClientTransport transport)
    {
        await using (await McpClient.CreateAsync(transport))
            Console.WriteLine("it starts");
    }

    // Silent: the caller gets it.
    FileStream Returned(string path) => File.Create(path);

    // Silent: the caller gets the task of it.
    Task<McpClient> ReturnedTask(StdioClientTransport transport) => McpClient.CreateAsync(transport);

    // Silent: the list gets it.
    void HandedOver(string command) => _children.Add(Process.Start(command));

    // Silent: nothing is acquired, the result is a plain value.
    async Task PlainResult(StreamReader reader)
    {
        await reader.ReadLineAsync();
        _ = await reader.ReadToEndAsync();
    }

    // Silent: a task is not a resource to release.
    void TaskIsDropped()
    {
        _ = Task.Run(() => Console.WriteLine("ran"));
    }

    // Silent: memory only.
    void InMemory() => _ = new MemoryStream();

    // Silent: the reader owns the stream and is released.
    string InlineInOwner(string path)
    {
        using var reader = new StreamReader(File.OpenRead(path));
        return reader.ReadToEnd();
    }

    // Silent: fluent calls return the object itself, which is kept.
    void Fluent(StringWriter output, string path)
    {
        using var builder = new Pipeline(path).Add("a").Add("b");
        output.Write(builder);
    }

    private sealed class Pipeline(string path) : IDisposable
    {
        private readonly FileStream _file = File.OpenRead(path);
        private readonly List<string> _steps = [];

        public Pipeline Add(string step)
        {
            _steps.Add(step);
            return this;
        }

        public void Dispose() => _file.Dispose();
    }

    // Silent: connected for as long as the bus lives; the handle is an offer to undo that.
    void Connected(IBus bus, IBusObserver observer)
    {
        bus.ConnectObserver(observer);
        bus.ConnectCallback(() => Console.WriteLine("started"));
    }

    public interface IBusObserver;

    public interface IConnectHandle : IDisposable
    {
        void Disconnect();
    }

    public interface IBus
    {
        IConnectHandle ConnectObserver(IBusObserver observer);

        IConnectHandle ConnectCallback(Action started);
    }

    // Silent: the entry was put into the registry while it was empty, and is filled there.
    void FilledWhereItIsKept(Dictionary<string, Entry> registry, CancellationToken token)
    {
        var entry = new Entry();
        registry.Add("job", entry);
        entry.Stopping = CancellationTokenSource.CreateLinkedTokenSource(token);
    }

    public sealed class Entry
    {
        public CancellationTokenSource? Stopping { get; set; }
    }

    // Silent: a conversion makes one object of all the elements, and that is kept.
    object Converted(string path) => new Table { Rows = new[] { new[] { new FileStream(path, FileMode.Open) } } };

    public sealed class Table
    {
        public Cells? Rows { get; set; }
    }

    public sealed class Cells(FileStream[][] cells)
    {
        public FileStream[][] All => cells;

        public static implicit operator Cells(FileStream[][] cells) => new(cells);
    }

    // Silent: what is given in an array is kept, one by one.
    void AllAtOnce(string path) => KeepAll(new[] { new FileStream(path, FileMode.Open), new FileStream(path + ".bak", FileMode.Open) });

    private readonly List<FileStream> _kept = [];

    private void KeepAll(IEnumerable<FileStream> files)
    {
        foreach (var file in files)
            Keep(file);
    }

    private void Keep(FileStream file)
    {
        ArgumentNullException.ThrowIfNull(file);
        _kept.Add(file);
    }

    // Silent: the delegate keeps the object that it is called on.
    Action LivesOnInADelegate() => new Alarm(TimeSpan.FromSeconds(1)).Ring;

    private sealed class Alarm : IDisposable
    {
        private readonly Timer _timer;

        public Alarm(TimeSpan after) => _timer = new(_ => Ring(), null, after, Timeout.InfiniteTimeSpan);

        public void Ring() => Console.WriteLine("ring");

        public void Dispose() => _timer.Dispose();
    }

    // Silent: a reader of ours over a stream of somebody else's.
    System.Xml.XmlReader Sanitized(Stream stream) => System.Xml.XmlReader.Create(new SanitizingReader(stream), new System.Xml.XmlReaderSettings { CheckCharacters = false });

    // Silent: the property gives the new object itself.
    IRoom Room() => new OwnRoom().Inner;

    // Silent: both kinds of life cycle inherit one start, which keeps what it gives.
    async Task Run(ILifeCycle cycle) => await cycle.CreateAndStart();

    // Silent: the one locator keeps what it is given.
    void Register(ILocator locator) => locator.Provide(new OwnRoom());

    private sealed class SanitizingReader(Stream stream) : StreamReader(stream, true)
    {
        public override int Read()
        {
            int read;
            while ((read = base.Read()) == 1)
            {
            }

            return read;
        }
    }
}

interface IRoom : IDisposable
{
    IRoom Inner { get; }
}

sealed class OwnRoom : IRoom
{
    private readonly FileStream _file = File.OpenRead("a");

    public IRoom Inner
    {
        get { return this; }
    }

    public void Dispose() => _file.Dispose();
}

interface ILifeCycle
{
    ValueTask<OwnRoom> CreateAndStart();
}

class BaseCycle : ILifeCycle, IDisposable
{
    private OwnRoom? _room;

    public async ValueTask<OwnRoom> CreateAndStart()
    {
        await Make();
        return _room ?? throw new InvalidOperationException();
    }

    protected virtual Task Make()
    {
        _room ??= new OwnRoom();
        return Task.CompletedTask;
    }

    public void Dispose() => _room?.Dispose();
}

sealed class OtherCycle : BaseCycle;

interface ILocator
{
    void Provide<T>(params T[] services);
}

sealed class Locator : ILocator
{
    private readonly Dictionary<Type, IList<object>> _services = [];

    public void Provide<T>(params T[] services) => Provide(services.AsEnumerable());

    private void Provide<T>(IEnumerable<T> services)
    {
        if (!_services.TryGetValue(typeof(T), out var known))
        {
            known = new List<object>();
            _services.Add(typeof(T), known);
        }

        foreach (var service in services)
        {
            if (service is not null)
                known.Add(service);
        }
    }
}

// Silent: dropped where it is made, the handle of a registration is an offer to undo it.
sealed class Registrations
{
    void Register(ICallbacks callbacks) => callbacks.CreateCallback(() => { });

    public interface ICallbackHandle : IDisposable
    {
        void Refresh();
    }

    public interface ICallbacks
    {
        ICallbackHandle CreateCallback(Action callback);
    }
}

// Silent: releasing the object releases the file.
sealed class Book : IDisposable
{
    private readonly FileStream _file;

    public Book(FileStream file) => _file = file;

    public int Read() => _file.ReadByte();

    public void Dispose() => _file.Dispose();

    static int First(string path)
    {
        using var book = new Book(new FileStream(path, FileMode.Open));
        return book.Read();
    }
}

// Silent: what the field is given to may release it.
sealed class Lent : IDisposable
{
    private readonly FileStream _file;
    private readonly IShelf _shelf;

    public Lent(FileStream file, IShelf shelf)
    {
        _file = file;
        _shelf = shelf;
    }

    public void Dispose() => _shelf.Put(_file);

    static void Open(string path, IShelf shelf)
    {
        using var lent = new Lent(new FileStream(path, FileMode.Open), shelf);
    }

    public interface IShelf
    {
        void Put(FileStream file);
    }
}

// Silent: told to give nothing.
sealed class Targets
{
    private readonly List<object> _all = [];

    public void Add(object target) => AddTarget(target, requestUndo: false);

    private Undo? AddTarget(object target, bool requestUndo) => AddChecked(target, requestUndo);

    private Undo? AddChecked(object target, bool requestUndo)
    {
        var undo = requestUndo ? new Undo(this, target) : null;
        lock (_all)
            _all.Add(target);
        return undo;
    }

    private sealed class Undo(Targets owner, object target) : IDisposable
    {
        public void Dispose()
        {
            lock (owner._all)
                owner._all.Remove(target);
        }
    }
}

// Silent: the runtime keeps all listeners.
sealed class CollectionListener : System.Diagnostics.Tracing.EventListener
{
    public int Seen { get; private set; }

    protected override void OnEventWritten(System.Diagnostics.Tracing.EventWrittenEventArgs eventData) => Seen++;

    static void Enable() => _ = new CollectionListener();
}

// Silent: it is told to close what it is given.
sealed class NuspecFile(string path)
{
    private readonly System.Xml.Linq.XDocument _xml = Load(File.OpenRead(path), leaveStreamOpen: false);

    public string Text => _xml.ToString();

    private static System.Xml.Linq.XDocument Load(Stream stream, bool leaveStreamOpen)
    {
        using var reader = System.Xml.XmlReader.Create(stream, new System.Xml.XmlReaderSettings { CloseInput = !leaveStreamOpen });
        return System.Xml.Linq.XDocument.Load(reader);
    }
}
