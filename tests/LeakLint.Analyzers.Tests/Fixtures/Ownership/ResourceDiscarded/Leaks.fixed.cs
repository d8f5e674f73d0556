using System.Diagnostics;
using System.IO.Pipes;
using ModelContextProtocol.Client;

sealed class Leaks
{
    void ProcessAsStatement()
    {
        using var process = Process.Start("ls");
    }

    void ProcessWithArguments(string url)
    {
        using var process = Process.Start(new ProcessStartInfo("curl") { ArgumentList = { url } });
    }

    // The file stays locked until a finalizer runs.
    void FileIsOnlyCreated(string path)
    {
        using var fileStream = File.Create(path);
    }

    void AssignedToDiscard(string path)
    {
        using var fileStream = new FileStream(path, FileMode.CreateNew);
    }

    // Started to see whether it starts: the tool server runs on.
    async Task AwaitedFactory(StdioClientTransport transport, CancellationToken cancellationToken)
    {
        await using var mcpClient = await McpClient.CreateAsync(transport, cancellationToken: cancellationToken);
    }

    async Task AwaitedFactoryToDiscard(StdioClientTransport transport)
    {
        await using var mcpClient = await McpClient.CreateAsync(transport).ConfigureAwait(false);
    }

    void ObjectAsStatement(string name)
    {
        using var namedPipeServerStream = new NamedPipeServerStream(name);
    }

    void InLambda(IEnumerable<string> commands)
    {
        foreach (var command in commands)
            Task.Run(() => { using var process = Process.Start(command); }).Wait();
    }

    string UsedOnceInChain(string path)
    {
        using var streamReader = File.OpenText(path);
        return streamReader.ReadToEnd();
    }

    // Only looked at, not kept.
    void AllLookedAt(string path)
    {
        using var fileStream = new FileStream(path, FileMode.Open);
        Measure(new[] { fileStream });
    }

    private static long Measure(IEnumerable<FileStream> files)
    {
        var total = 0L;
        foreach (var file in files)
            total += file.Length;
        return total;
    }

    // A connection, not what undoes one: nobody is called back.
    void Connected(ISource source)
    {
        using var line = source.ConnectTo("queue");
    }

    public interface ILine : IDisposable;

    public interface ISource
    {
        ILine ConnectTo(string name);
    }
}

// What is called a handle and asked something is not only what undoes a registration.
sealed class Requests
{
    async Task<string> Ask(IRequests requests)
    {
        using var requestHandle = requests.CreateRequest(requests);
        return await requestHandle.GetResponseAsync();
    }

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

    long CopyOf(Page page) => Measure((Page)page.Clone());

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
        using var fileStream = new FileStream(path, FileMode.Open);
        using var locked = new FileLock(fileStream);
        return locked.Read();
    }
}

sealed class FoundParts
{
    private readonly List<string> _found = [];

    public void Touch(string path)
    {
        using var part = Create(path, open: true);
    }

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
