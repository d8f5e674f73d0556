using System.Diagnostics;
using System.IO.Pipes;
using ModelContextProtocol.Client;

sealed class Leaks
{
    void ProcessAsStatement()
    {
        Process.Start("ls"); // want LEAK1005: Process
    }

    void ProcessWithArguments(string url)
    {
        Process.Start(new ProcessStartInfo("curl") { ArgumentList = { url } }); // want LEAK1005: Process
    }

    // The file stays locked until a finalizer runs.
    void FileIsOnlyCreated(string path)
    {
        File.Create(path); // want LEAK1005: FileStream
    }

    void AssignedToDiscard(string path)
    {
        _ = new FileStream(path, FileMode.CreateNew); // want LEAK1005: FileStream
    }

    // Started to see whether it starts: the tool server runs on.
    async Task AwaitedFactory(StdioClientTransport transport, CancellationToken cancellationToken)
    {
        await McpClient.CreateAsync(transport, cancellationToken: cancellationToken); // want LEAK1005: McpClient
    }

    async Task AwaitedFactoryToDiscard(StdioClientTransport transport)
    {
        _ = await McpClient.CreateAsync(transport).ConfigureAwait(false); // want LEAK1005: McpClient
    }

    void ObjectAsStatement(string name)
    {
        new NamedPipeServerStream(name); // want LEAK1005: NamedPipeServerStream
    }

    void InLambda(IEnumerable<string> commands)
    {
        foreach (var command in commands)
            Task.Run(() => { Process.Start(command); }).Wait(); // want LEAK1005: Process
    }

    string UsedOnceInChain(string path)
    {
        return File.OpenText(path).ReadToEnd(); // want LEAK1005: StreamReader
    }

    // Only looked at, not kept.
    void AllLookedAt(string path) => Measure(new[] { new FileStream(path, FileMode.Open) }); // want LEAK1005: FileStream

    private static long Measure(IEnumerable<FileStream> files)
    {
        var total = 0L;
        foreach (var file in files)
            total += file.Length;
        return total;
    }

    // A connection, not what undoes one: nobody is called back.
    void Connected(ISource source) => source.ConnectTo("queue"); // want LEAK1005: ILine

    public interface ILine : IDisposable;

    public interface ISource
    {
        ILine ConnectTo(string name);
    }
}

// What is called a handle and asked something is not only what undoes a registration.
sealed class Requests
{
    async Task<string> Ask(IRequests requests) => await requests.CreateRequest(requests).GetResponseAsync(); // want LEAK1005: IRequestHandle

    public interface IRequestHandle : IDisposable
    {
        Task<string> GetResponseAsync();
    }

    public interface IRequests
    {
        IRequestHandle CreateRequest(IRequests next);
    }
}

// The copy is an object by its method, and a file by the cast.
sealed class Page : IDisposable, ICloneable
{
    private readonly FileStream _file = File.OpenRead("page");

    public long Length => _file.Length;

    public object Clone() => new Page();

    public void Dispose() => _file.Dispose();

    long CopyOf(Page page) => Measure((Page)page.Clone()); // want LEAK1005: Page

    private static long Measure(Page page) => page.Length;
}

// Releasing the lock leaves open what is locked.
sealed class FileLock : IDisposable
{
    private readonly FileStream _file;

    public FileLock(FileStream file)
    {
        _file = file;
        _file.Lock(0, 1);
    }

    public int Read() => _file.ReadByte();

    public void Dispose() => _file.Unlock(0, 1);

    static int First(string path)
    {
        using var locked = new FileLock(new FileStream(path, FileMode.Open)); // want LEAK1005: FileStream
        return locked.Read();
    }
}

sealed class FoundParts
{
    private readonly List<string> _found = [];

    public void Touch(string path) => Create(path, open: true); // want LEAK1005: Part

    private Part? Create(string path, bool open)
    {
        var part = open ? new Part(path) : null;
        _found.Add(path);
        return part;
    }

    private sealed class Part(string path) : IDisposable
    {
        private readonly FileStream _file = File.OpenRead(path);

        public void Dispose() => _file.Dispose();
    }
}
