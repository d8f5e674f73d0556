using System.Diagnostics;
using System.IO.Pipes;
using System.Net.Sockets;
using ModelContextProtocol.Client;

sealed class Leaks
{
    long StreamOnPath(string path)
    {
        var file = new FileStream(path, FileMode.Open); // want LEAK1001: file
        return file.Length;
    }

    string StaticFactory(string path)
    {
        var reader = File.OpenText(path); // want LEAK1001: reader
        return reader.ReadLine() ?? "";
    }

    // The tool server behind the client runs on: one more process for each call.
    async Task<int> AwaitedFactory(StdioClientTransport transport, CancellationToken cancellationToken)
    {
        var client = await McpClient.CreateAsync(transport, cancellationToken: cancellationToken); // want LEAK1001: client
        var tools = await client.ListToolsAsync(cancellationToken: cancellationToken);
        return tools.Count;
    }

    async Task<int> AwaitedFactoryConfigured(StdioClientTransport transport)
    {
        var client = await McpClient.CreateAsync(transport).ConfigureAwait(false); // want LEAK1001: client
        return (await client.ListToolsAsync().ConfigureAwait(false)).Count;
    }

    async Task<string> ProcessOutputIsRead(string path, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo("git") { ArgumentList = { "log", path }, RedirectStandardOutput = true };
        var git = Process.Start(start)!; // want LEAK1001: git
        var log = await git.StandardOutput.ReadToEndAsync(cancellationToken);
        await git.WaitForExitAsync(cancellationToken);
        return log;
    }

    void Scope(IServiceProvider services)
    {
        var scope = services.CreateScope(); // want LEAK1001: scope
        scope.ServiceProvider.GetRequiredService<IConfiguration>().GetSection("limits");
    }

    async Task LinkedToken(CancellationToken cancellationToken)
    {
        var linked = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken); // want LEAK1001: linked
        linked.CancelAfter(1000);
        await Task.Delay(5000, linked.Token);
    }

    async Task Connection(string host, ReadOnlyMemory<byte> request)
    {
        var client = new TcpClient(); // want LEAK1001: client
        await client.ConnectAsync(host, 443);
        await client.Client.SendAsync(request);
    }

    // What is buffered in the writer is lost as well.
    void WriterOverStream(string path, string text)
    {
        var writer = new StreamWriter(new FileStream(path, FileMode.Create)); // want LEAK1001: writer
        writer.Write(text);
    }

    async Task PipePerMessage(string name, byte[] message)
    {
        var pipe = new NamedPipeClientStream(name); // want LEAK1001: pipe
        await pipe.ConnectAsync();
        await pipe.WriteAsync(message);
    }

    // Walked over, and left behind.
    void ListOfProcesses(string[] commands)
    {
        var children = new List<Process>();
        foreach (var command in commands)
            children.Add(Process.Start(command)!); // want LEAK1001: children
        foreach (var child in children)
            child.WaitForExit();
    }

    void ArrayOfProcesses(int count)
    {
        var children = new Process[count];
        for (var i = 0; i < count; i++)
            children[i] = Process.Start("worker")!; // want LEAK1001: children
        foreach (var child in children)
            Console.WriteLine(child.Id);
    }

    // Made for the caller, who forgets it.
    bool GivenOut(string path)
    {
        return TryOpenFirst(path, out var first) && first.CanRead; // want LEAK1001: first
    }

    private static bool TryOpenFirst(string path, out FileStream first)
    {
        first = File.OpenRead(path);
        return true;
    }
}

interface IInbox
{
    TcpClient Next();

    bool IsFrom(TcpClient client, string host);
}

// The only one: what the interface promises is what this does.
sealed class Inbox(string host) : IInbox
{
    public TcpClient Next() => new(host, 80);

    public bool IsFrom(TcpClient client, string from) => client.Connected && from == host;
}

abstract class Source
{
    protected abstract FileStream Current(string path);

    protected long LengthOf(string path)
    {
        var current = Current(path); // want LEAK1001: current
        return current.Length;
    }
}

sealed class FileSource : Source
{
    protected override FileStream Current(string path) => File.OpenRead(path);
}

sealed class ByWayOfInterfaces
{
    int Given(IInbox inbox)
    {
        var client = inbox.Next(); // want LEAK1001: client
        return client.Available;
    }

    bool LookedAt(IInbox inbox, string host)
    {
        var client = new TcpClient(host, 80); // want LEAK1001: client
        return inbox.IsFrom(client, host);
    }
}

sealed class TimedLater
{
    // It holds a timer once it has a time-out.
    Task WithTimeOut(Func<CancellationToken, Task> work, TimeSpan limit)
    {
        var timeOut = new CancellationTokenSource(); // want LEAK1001: timeOut
        if (limit > TimeSpan.Zero)
            timeOut.CancelAfter(limit);
        return work(timeOut.Token);
    }

    // The request only uses the services of the scope.
    Task GivesServices(IServiceScopeFactory scopes, HttpContext http, RequestDelegate next)
    {
        var ofTenant = scopes.CreateScope(); // want LEAK1001: ofTenant
        http.RequestServices = ofTenant.ServiceProvider;
        return next(http);
    }
}

sealed class InTuples
{
    private static (TcpClient Client, string Greeting) Greet(string host)
    {
        var client = new TcpClient(host, 25);
        return (client, client.Connected ? "hello" : "");
    }

    private static async Task<(Stream Source, Stream Target)> OpenBothAsync(string path)
    {
        var source = File.OpenRead(path);
        await Task.Yield();
        return (source, File.Create(path + ".new"));
    }

    string Greeting(string host)
    {
        var (client, greeting) = Greet(host); // want LEAK1001: client
        return greeting + client.Available;
    }

    // One of two.
    async Task Copy(string path)
    {
        var (source, target) = await OpenBothAsync(path); // want LEAK1001: target
        using (source)
            source.CopyTo(target);
    }

    int Named(string host)
    {
        var both = Greet(host); // want LEAK1001: both
        return both.Client.Available + both.Greeting.Length;
    }
}

sealed class Borrowed(System.Data.Common.DbConnection connection)
{
    // A command runs in a transaction; it does not end it.
    void Insert(string text)
    {
        var transaction = connection.BeginTransaction(); // want LEAK1001: transaction
        using var command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = text;
        command.ExecuteNonQuery();
        transaction.Commit();
    }
}

sealed class Entered
{
    private static IEnumerable<string> Lines(string path)
    {
        using var reader = File.OpenText(path);
        while (reader.ReadLine() is { } line)
            yield return line;
    }

    // The file stays open until the enumerator ends.
    string FirstTwo(string path)
    {
        var lines = Lines(path).GetEnumerator(); // want LEAK1001: lines
        return lines.MoveNext() ? lines.Current + (lines.MoveNext() ? lines.Current : "") : "";
    }
}

sealed class Unheard
{
    // Exited is raised only where EnableRaisingEvents is set.
    void Convert(string path)
    {
        var converter = new Process { StartInfo = new ProcessStartInfo("convert", path) }; // want LEAK1001: converter
        converter.Exited += (_, _) => converter.Dispose();
        converter.Start();
    }

    // Either arm gives one.
    int Either(string path, bool fast)
    {
        var child = fast ? Process.Start("pigz", path) : Process.Start("gzip", path); // want LEAK1001: child
        child.WaitForExit();
        return child.ExitCode;
    }

    // What disposes the task leaves open what it delivers.
    async Task<long> OfTask(string path)
    {
        using var opening = OpenLater(path).AsTask(); // want LEAK1001: opening
        var file = await opening;
        return file.Length;
    }

    private static async ValueTask<FileStream> OpenLater(string path)
    {
        await Task.Yield();
        return File.OpenRead(path);
    }
}

sealed class Driven
{
    // A sequence that is awaited may hold a connection until its enumerator ends.
    async Task<int> First(IAsyncEnumerable<int> numbers)
    {
        var enumerator = numbers.GetAsyncEnumerator(); // want LEAK1001: enumerator
        return await enumerator.MoveNextAsync() ? enumerator.Current : 0;
    }
}

sealed class Compressed
{
    // What a compressing stream still holds, and its end, are written when it is released.
    byte[] Zip(byte[] text)
    {
        var packed = new MemoryStream();
        var zip = new System.IO.Compression.GZipStream(packed, System.IO.Compression.CompressionLevel.Fastest); // want LEAK1001: zip
        zip.Write(text);
        return packed.ToArray();
    }

    byte[] Archive(byte[] text)
    {
        var packed = new MemoryStream();
        var archive = new System.IO.Compression.ZipArchive(packed, System.IO.Compression.ZipArchiveMode.Create, leaveOpen: true); // want LEAK1001: archive
        archive.CreateEntry("text");
        return packed.ToArray();
    }
}

// Nobody can look into what these are given to, or made by: suggestions.
sealed class ByConvention(Func<string, FileStream> fileFactory)
{
    void Sent(ISink sink, string path)
    {
        var file = File.OpenRead(path); // want LEAK1001 info: file
        sink.Send(file, path);
    }

    int Made(string path)
    {
        var file = fileFactory(path); // want LEAK1001 info: file
        return file.ReadByte();
    }

    public interface ISink
    {
        void Send(Stream content, string name);
    }
}

sealed class Waits
{
    // The registration that is given the source ends here.
    async Task Wait(CancellationToken token, Func<CancellationToken, Task> work)
    {
        var timeout = new CancellationTokenSource(TimeSpan.FromSeconds(1)); // want LEAK1001: timeout
        using var registration = token.Register(static source => ((CancellationTokenSource)source!).Cancel(), timeout);
        await work(timeout.Token);
    }
}

// Releasing the lock leaves open what is locked.
sealed class Locked : IDisposable
{
    private readonly FileStream _file;

    public Locked(FileStream file)
    {
        _file = file;
        _file.Lock(0, 1);
    }

    public int Read() => _file.ReadByte();

    public void Dispose() => _file.Unlock(0, 1);

    static int First(string path)
    {
        var file = new FileStream(path, FileMode.Open); // want LEAK1001: file
        using var locked = new Locked(file);
        return locked.Read();
    }
}

sealed class Opened
{
    // A query opens each of them, and the list that holds them is forgotten.
    static long Total(IEnumerable<string> paths)
    {
        var files = paths.Select(File.OpenRead).ToList(); // want LEAK1001: files
        return files.Sum(file => file.Length);
    }

    static long Longest(IEnumerable<string> paths)
    {
        var files = paths.Select(path => new FileStream(path, FileMode.Open)).ToArray(); // want LEAK1001: files
        return files.Max(file => file.Length);
    }
}

// Scopes in scopes are no views: somebody has to end each of them, or its parent does.
class Scope(Scope? parent) : IDisposable
{
    private readonly FileStream _journal = File.Create("journal");

    public Scope? Parent { get; } = parent;

    public List<Scope> Children { get; } = [];

    public void Dispose() => _journal.Dispose();

    static int Depth()
    {
        var scope = new Scope(null); // want LEAK1001: scope
        return scope.Parent is null ? 0 : 1;
    }
}

// Nothing of the object ends what it works on.
sealed class Frames
{
    private readonly Stream _stream;

    public Frames(Stream stream)
    {
        _stream = stream;
    }

    public int Next() => _stream.ReadByte();

    public void Finish() => _stream.Flush();

    static int First(string path)
    {
        var frames = new Frames(File.OpenRead(path)); // want LEAK1001: frames
        var next = frames.Next();
        frames.Finish();
        return next;
    }
}

// Each call for a key of a certificate makes one.
static class CertificateKeys
{
    public static int Size(System.Security.Cryptography.X509Certificates.X509Certificate2 certificate)
    {
        var key = System.Security.Cryptography.X509Certificates.RSACertificateExtensions.GetRSAPublicKey(certificate); // want LEAK1001: key
        return key is null ? 0 : key.KeySize;
    }
}

sealed class LimitedStream : Stream
{
    private readonly Stream _inner;

    public LimitedStream(Stream inner) => _inner = inner;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => _inner.Length;

    public override long Position { get => 0; set => throw new NotSupportedException(); }

    public override void Flush()
    {
    }

    public override int Read(byte[] buffer, int offset, int count) => _inner.Read(buffer, offset, count);

    public override long Seek(long offset, SeekOrigin origin) => 0;

    public override void SetLength(long value)
    {
    }

    public override void Write(byte[] buffer, int offset, int count)
    {
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            _inner.Dispose();
        base.Dispose(disposing);
    }

    static int OverItsOwn(string path)
    {
        var limited = new LimitedStream(File.OpenRead(path)); // want LEAK1001: limited
        return limited.ReadByte();
    }

    static void KeepsTextBack(string path)
    {
        using (var file = File.Create(path))
        {
            var writer = new StreamWriter(file); // want LEAK1001: writer
            writer.WriteLine(path);
        }
    }
}

sealed class Pages : IDisposable
{
    private readonly List<FileStream> _parts = [];

    public void Grow(string path) => _parts.Add(File.OpenRead(path));

    public void Dispose() => _parts.ForEach(part => part.Dispose());

    public int Count() => _parts.Count;

    static int NeverEmptied(string path)
    {
        var pages = new Pages(); // want LEAK1001: pages
        pages.Grow(path);
        return pages.Count();
    }
}

// One report for both arms.
sealed class Fetcher
{
    static string FetchOnce(bool patient, string address)
    {
        var client = patient ? new HttpClient { Timeout = TimeSpan.FromHours(1) } : new HttpClient(); // want LEAK1001: client
        return client.GetStringAsync(address).Result;
    }
}

// Who silenced the warning of .NET knows of it.
sealed class KnowingFetcher
{
    static string FetchOnce(string address)
    {
#pragma warning disable CA2000
        var client = new HttpClient(); // want LEAK1001 info: client
#pragma warning restore CA2000
        return client.GetStringAsync(address).Result;
    }
}

sealed class TcpGreeter
{
    private readonly string? _greeting;

    public TcpGreeter(TcpClient client)
    {
        var reader = new StreamReader(client.GetStream());
        _greeting = reader.ReadLine();
    }

    static string? Greet(string host)
    {
        var client = new TcpClient(host, 25); // want LEAK1001: client
        return new TcpGreeter(client)._greeting;
    }
}

public static class CollectedResources
{
    // Each comes in a tuple with something else.
    public static async Task<int> WaitForAll(IReadOnlyList<string> hosts, CancellationToken ct)
    {
        var children = hosts.Select(host => (Host: host, Child: System.Diagnostics.Process.Start("ssh", host))).ToList(); // want LEAK1001: children
        await Task.WhenAll(children.Select(c => c.Child.WaitForExitAsync(ct)));
        return children.Max(c => c.Child.ExitCode);
    }

    // In a table, under a key.
    public static async Task WaitForEach(IReadOnlyList<string> hosts, CancellationToken ct)
    {
        var children = hosts.ToDictionary(host => host, host => System.Diagnostics.Process.Start("ssh", host)); // want LEAK1001: children
        await Task.WhenAll(children.Select(c => c.Value.WaitForExitAsync(ct)));
    }

    // What is returned was read from the files, and holds none of them.
    public static List<string> ReadAll(IReadOnlyList<string> paths)
    {
        var files = paths.Select(File.OpenText).ToList(); // want LEAK1001: files
        return files.Select(file => file.ReadToEnd()).ToList();
    }

    public sealed record Size(string Path, long Bytes);

    public static Size[] MeasureAll(IReadOnlyList<string> paths)
    {
        var files = paths.Select(path => File.OpenRead(path)).ToList(); // want LEAK1001: files
        return files.Select(file => new Size(file.Name, file.Length)).ToArray();
    }

    public static async Task<string[]> ReadTogether(IReadOnlyList<string> paths)
    {
        var files = paths.Select(File.OpenText).ToList(); // want LEAK1001: files
        return await Task.WhenAll(files.Select(file => file.ReadToEndAsync()));
    }
}

// Who gets the token alone cannot release the source, which stays registered with the tokens it is linked to.
public sealed class Deadlines(CancellationToken closing)
{
    public CancellationToken Within(TimeSpan limit)
    {
        var source = CancellationTokenSource.CreateLinkedTokenSource(closing); // want LEAK1001 info: source
        source.CancelAfter(limit);
        return source.Token;
    }

    public CancellationToken Also(CancellationToken other)
    {
        var source = CancellationTokenSource.CreateLinkedTokenSource(closing, other); // want LEAK1001 info: source
        var both = source.Token;
        return both;
    }
}

// The handle owns what it is given: its constructor says so.
sealed class OwnedHandle : System.Runtime.InteropServices.SafeHandle
{
    public OwnedHandle(IntPtr given) : base(given, true)
    {
    }

    public override bool IsInvalid => handle == IntPtr.Zero;

    protected override bool ReleaseHandle() => true;

    static bool Ask(IntPtr given)
    {
        var handle = new OwnedHandle(given); // want LEAK1001: handle
        return handle.IsInvalid;
    }

    static bool AskValid(IntPtr given)
    {
        var handle = new OwnedHandle(given); // want LEAK1001: handle
        if (!handle.IsInvalid)
            Console.WriteLine("valid");
        return true;
    }
}

// What a factory puts around a stream is as much as that stream.
sealed class BufferedCount
{
    static Stream Buffered(Stream stream) => new BufferedStream(stream, 4096);

    static int First(string path)
    {
        var stream = Buffered(File.OpenRead(path)); // want LEAK1001: stream
        return stream.ReadByte();
    }
}
