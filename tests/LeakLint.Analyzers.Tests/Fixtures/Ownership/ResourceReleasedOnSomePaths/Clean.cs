using System.Net.Sockets;
using ModelContextProtocol.Client;

sealed class Clean
{
    private readonly List<TcpClient> _connections = [];

    // Silent: a using declaration holds on every exit.
    string? EarlyReturnUnderUsing(string path)
    {
        using var reader = new StreamReader(path);
        var first = reader.ReadLine();
        if (first is null)
            return null;

        return first;
    }

    // Silent: finally runs on every exit.
    string? EarlyReturnInTry(string path)
    {
        var reader = new StreamReader(path);
        try
        {
            if (reader.ReadLine() is { } first)
                return first;
            return null;
        }
        finally
        {
            reader.Dispose();
        }
    }

    // Silent: nothing is open yet where it returns.
    string? ReturnBeforeAcquisition(string path)
    {
        if (!File.Exists(path))
            return null;

        var reader = new StreamReader(path);
        var first = reader.ReadLine();
        reader.Dispose();
        return first;
    }

    // Silent: released when the hand-over fails, handed over when it does not.
    async Task<McpClient> ReleasedWhenHandOverFails(StdioClientTransport transport)
    {
        var client = await McpClient.CreateAsync(transport);
        try
        {
            await client.PingAsync();
            return client;
        }
        catch
        {
            await client.DisposeAsync();
            throw;
        }
    }

    // Silent: every arm releases.
    int EveryArmReleases(string path, string mode)
    {
        var file = File.OpenRead(path);
        switch (mode)
        {
            case "first":
                var first = file.ReadByte();
                file.Close();
                return first;
            default:
                file.Close();
                return 0;
        }
    }

    // Silent: the flag says that it was handed over.
    async Task SuccessFlag(string host)
    {
        var handedOver = false;
        var client = new TcpClient();
        try
        {
            await client.ConnectAsync(host, 80);
            _connections.Add(client);
            handedOver = true;
        }
        finally
        {
            if (!handedOver)
                client.Dispose();
        }
    }

    // Silent: released only where it was opened, which is the only path that owes it.
    int OwnsStream(Stream? given, string path)
    {
        var ownsStream = false;
        var stream = given;
        if (stream is null)
        {
            stream = File.OpenRead(path);
            ownsStream = true;
        }

        var first = stream.ReadByte();
        if (ownsStream)
            stream.Dispose();
        return first;
    }

    // Silent: where it is null there is nothing to release.
    void NullTest(string path)
    {
        var file = File.Exists(path) ? File.OpenRead(path) : null;
        if (file is null)
            return;

        file.ReadByte();
        file.Dispose();
    }

    // Silent: released at the end of every round, and the last one is handed over.
    async Task<TcpClient> Retry(string host)
    {
        while (true)
        {
            var client = new TcpClient();
            try
            {
                await client.ConnectAsync(host, 80);
                return client;
            }
            catch (SocketException)
            {
                client.Dispose();
                await Task.Delay(100);
            }
        }
    }

    // Silent: the condition is the same one that opened it.
    void SameCondition(string path, bool log)
    {
        FileStream? file = null;
        if (log)
            file = File.OpenWrite(path);
        file?.WriteByte(1);
        if (file != null)
            file.Dispose();
    }

    // Silent: the lease says itself that nothing was acquired.
    async Task<bool> Refused(System.Threading.RateLimiting.RateLimiter limiter)
    {
        var lease = await limiter.AcquireAsync();
        if (!lease.IsAcquired)
            return false;
        Console.WriteLine("in");
        lease.Dispose();
        return true;
    }

    // Silent: the release itself does nothing where the answer is no.
    bool NotBegun(Gate gate)
    {
        var turn = gate.TryBegin();
        if (!turn.CanContinue())
            return false;
        Console.WriteLine("in");
        turn.Dispose();
        return true;
    }

    // Silent: the same, asked of a property.
    bool NotHeld(Gate gate)
    {
        var turn = gate.TryBegin();
        if (turn.Got)
        {
            Console.WriteLine("in");
            turn.Dispose();
            return true;
        }

        return false;
    }

    // Silent: it is a stream anyhow, so this asks for null.
    async Task NullTest(Func<Task<TcpClient?>> connect)
    {
        if (await ConnectAsync("localhost").ConfigureAwait(false) is not TcpClient client)
            throw new InvalidOperationException("no connection");
        Console.WriteLine(connect);
        client.Dispose();
    }

    private static async Task<TcpClient?> ConnectAsync(string host)
    {
        await Task.Yield();
        return host.Length == 0 ? null : new TcpClient(host, 80);
    }

    // Silent: a file is a stream, and no other thing that the source may be.
    void OneOfTwo(object? given, string path)
    {
        var source = given ?? File.OpenRead(path);
        switch (source)
        {
            case Stream stream:
                Console.WriteLine(stream.Length);
                stream.Dispose();
                break;
            case string text:
                Console.WriteLine(text);
                break;
            default:
                throw new NotSupportedException();
        }
    }

    // Silent: both questions get one answer.
    void AskedTwice(CopyOptions options, TcpClient shared)
    {
        var client = options.UseOwnClient ? new TcpClient("localhost", 80) : shared;
        Console.WriteLine(client.Available);
        if (options.UseOwnClient)
            client.Dispose();
    }

    // Silent: more flags than can be told apart, of which one decides.
    void ManyFlags(string path, bool early, bool late, bool more, bool quiet)
    {
        FileStream? file = null;
        var owns = false;
        if (early)
            Console.WriteLine(1);
        if (late)
            Console.WriteLine(2);
        if (more)
            Console.WriteLine(3);
        if (quiet)
            Console.WriteLine(4);
        if (path.Length > 0)
        {
            file = File.OpenRead(path);
            owns = true;
        }

        if (early && late)
            Console.WriteLine(5);
        if (more && quiet)
            Console.WriteLine(6);
        if (owns)
            file!.Dispose();
    }

    // Silent: nothing between the file and its hand-over can fail.
    void NothingFailsBetween(string path)
    {
        try
        {
            Stream stream = File.OpenRead(path);
            if (path.Length > 10)
                stream = new NamedStream(stream);
            Keep(stream);
        }
        catch (IOException)
        {
            Console.WriteLine("no file");
            throw;
        }
    }

    private void Keep(Stream stream) => _stream = stream;

    private Stream? _stream;

    private void CloseKept() => _stream?.Dispose();

    private sealed class NamedStream : System.Net.Security.SslStream
    {
        public NamedStream(Stream inner)
            : base(inner, false)
        {
        }
    }

    // Silent: taking a lock does not fail.
    void StoredUnderLock(string path, Dictionary<string, FileStream> all)
    {
        try
        {
            var file = File.OpenRead(path);
            lock (all)
            {
                all[path] = file;
            }
        }
        catch (IOException)
        {
            Console.WriteLine("no file");
        }
    }

    // Silent: a process that is not started holds nothing.
    System.Diagnostics.Process NotStarted(Dictionary<string, string> variables, string file)
    {
        var process = new System.Diagnostics.Process();
        foreach (var variable in variables)
        {
            if (variable.Key.Length == 0)
                throw new InvalidOperationException("no name");
            process.StartInfo.EnvironmentVariables[variable.Key] = variable.Value;
        }

        process.StartInfo.FileName = file;
        return process;
    }

    // Silent: where it is null there is nothing, whatever its type is.
    Dictionary<string, object>? NullAtRunTime(bool asFile, string path)
    {
        dynamic answer = "";
        if (asFile)
            answer = File.OpenRead(path);
        else
            answer = Console.ReadLine()!;
        if (answer == null)
            return null;

        var answers = new Dictionary<string, object>();
        answers["a"] = answer;
        return answers;
    }

    // Silent: its Dispose only says goodbye.
    Farewell? NothingBehind(string kind)
    {
        var farewell = new Farewell { Kind = kind };
        return kind == "none" ? null : farewell;
    }

    // Silent: a sequence without elements holds none.
    HttpMessageHandler Chain(int retries, IEnumerable<DelegatingHandler> handlers, Func<IEnumerable<DelegatingHandler>, HttpMessageHandler> create)
    {
        if (retries > 0)
            handlers = handlers.Concat(new DelegatingHandler[] { new Retrying() });
        return handlers.Any() ? create(handlers) : new SocketsHttpHandler();
    }

    // Silent: it goes into the tree of its parent.
    void InTree(Leaf parent, int mode)
    {
        var leaf = new Leaf { Parent = parent };
        if (mode > 3)
            throw new ArgumentOutOfRangeException(nameof(mode));
        Console.WriteLine(leaf.Parent);
    }

    // Silent: the flag says whether the stream is this method's own, among many other flags.
    bool OneFlagAmongMany(Stream? output, string? path, bool a, bool b, bool c, bool d, bool e, bool f, bool g, bool h)
    {
        var ownsOutput = false;
        try
        {
            Tell(a, b, c, d, e, f, g, h);
            if (a) Console.WriteLine();
            if (b) Console.WriteLine();
            if (c) Console.WriteLine();
            if (d) Console.WriteLine();
            if (e) Console.WriteLine();
            if (f) Console.WriteLine();
            if (g) Console.WriteLine();
            if (h) Console.WriteLine();
            if (a) Console.WriteLine();
            if (b) Console.WriteLine();
            if (c) Console.WriteLine();
            if (d) Console.WriteLine();
            if (e) Console.WriteLine();
            if (f) Console.WriteLine();
            if (g) Console.WriteLine();
            if (h) Console.WriteLine();
            if (output == null && path != null)
            {
                output = File.OpenWrite(path);
                ownsOutput = true;
            }

            output!.WriteByte(1);
            if (ownsOutput)
            {
                output.Dispose();
                ownsOutput = false;
            }

            return int.Parse(path!) > 3;
        }
        catch (Exception exception)
        {
            Console.WriteLine(exception);
            if (ownsOutput)
                output?.Dispose();
            if (exception is IOException)
                return false;
            throw;
        }
    }

    private static void Tell(params bool[] all) => Console.WriteLine(all.Length);

    private sealed class Retrying : DelegatingHandler;

    private sealed class Leaf : IDisposable
    {
        private readonly FileStream _file = File.OpenRead("a");

        public Leaf? Parent { get; set; }

        public void Dispose() => _file.Dispose();
    }

    private sealed class Farewell : IDisposable
    {
        public event EventHandler? Disposed;

        public string Kind { get; set; } = "";

        public void Dispose() => Disposed?.Invoke(this, EventArgs.Empty);
    }
}

sealed class CopyOptions
{
    public bool UseOwnClient { get; init; }
}

sealed class Gate(int count)
{
    private readonly SemaphoreSlim _free = new(count);

    public Turn TryBegin() => new(_free.Wait(0), this);

    private void End() => _free.Release();

    public sealed class Turn : IDisposable
    {
        private readonly bool _began;
        private readonly Gate _gate;
        private bool _disposed;

        public Turn(bool began, Gate gate)
        {
            _began = began;
            _gate = gate;
        }

        public bool Got => _began;

        public bool CanContinue() => _began;

        public void Dispose()
        {
            if (!_began || _disposed)
                return;
            _disposed = true;
            _gate.End();
        }
    }
}

sealed class CleanTurns(List<System.Net.Sockets.TcpClient> guests)
{
    // Silent: who is not admitted is closed before the next turn.
    void Admit(IEnumerable<string> hosts)
    {
        foreach (var host in hosts)
        {
            var guest = new System.Net.Sockets.TcpClient(host, 6667);
            if (!guest.Connected)
            {
                guest.Dispose();
                continue;
            }

            guests.Add(guest);
        }
    }
}

public interface IDiagnosticSink
{
    void Debug(string message);
}

sealed class CleanDiagnostics(IDiagnosticSink sink)
{
    // Silent: what writes a log does not fail because of it.
    async Task<TcpClient> ConnectAsync(string host, Func<Task> greet)
    {
        try
        {
            await greet();
            var client = new TcpClient(host, 2234);
            sink.Debug($"Connected to {host}");
            client.NoDelay = true;
            return client;
        }
        catch (Exception e)
        {
            sink.Debug(e.Message);
            throw;
        }
    }
}

sealed class Tested(Func<TcpClient, bool> keep)
{
    // Silent: where the call gave nothing there is nothing to release.
    bool IsThere(string command)
    {
        if (Launch(command) is not { } child)
            return false;
        using (child)
        {
            child.WaitForExit();
            return child.ExitCode == 0;
        }
    }

    private static System.Diagnostics.Process? Launch(string command)
    {
        try
        {
            return System.Diagnostics.Process.Start(command);
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return null;
        }
    }

    // Silent: the answer tells whether the client was kept.
    bool Offer(string host)
    {
        var client = new TcpClient(host, 25);
        var kept = keep(client);
        if (kept)
            return true;
        client.Dispose();
        return false;
    }
}

// Silent: a switch expression whose last arm takes every value throws nothing, and one that names each value of an enum but for mistakes.
static class Handlers
{
    public static HttpMessageHandler Create(bool verify, object? authority)
    {
        var handler = new SocketsHttpHandler { EnableMultipleHttp2Connections = true };
        handler.SslOptions.RemoteCertificateValidationCallback = verify switch
        {
            false => delegate { return true; },
            true when authority is not null => (_, _, chain, _) => chain is not null,
            _ => null,
        };
        return handler;
    }

    public static HttpMessageHandler Create(DayOfWeek day, int count)
    {
        var handler = new SocketsHttpHandler();
        handler.MaxConnectionsPerServer = count switch { 1 => 2, var many => many };
        handler.MaxAutomaticRedirections = day switch { DayOfWeek.Saturday => 1, DayOfWeek.Sunday => 2, < DayOfWeek.Saturday => 3 };
        return handler;
    }
}

// Silent: a process that could not be started is not there; one that an entry of a dictionary is made of is the dictionary's.
sealed class Launcher(Action<string> log)
{
    private readonly System.Collections.Concurrent.ConcurrentDictionary<int, Launched> _running = new();

    public int Run(string file, bool inBackground)
    {
        var process = new System.Diagnostics.Process { StartInfo = new(file), EnableRaisingEvents = true };
        process.OutputDataReceived += (_, line) => log(process.Id + line.Data);
        try
        {
            process.Start();
        }
        catch (Exception e)
        {
            log(e.Message);
            throw new InvalidOperationException(file, e);
        }

        _running.GetOrAdd(process.Id, _ => new Launched(process));
        if (inBackground)
            return 0;
        process.WaitForExit();
        var code = process.ExitCode;
        process.Dispose();
        return code;
    }

    private sealed class Launched(System.Diagnostics.Process process)
    {
        public System.Diagnostics.Process Process { get; } = process;
    }
}

// Silent: what completes the scope, well or not, does all that Dispose does.
sealed class Scope(string path) : IDisposable
{
    private readonly FileStream _log = File.OpenWrite(path);
    private int _isComplete;

    public void Complete() => Stop(0);

    public void Fail(Exception e)
    {
        ArgumentNullException.ThrowIfNull(e);
        Stop(1);
    }

    public void Restore() => _log.Flush();

    public void Dispose()
    {
        if (_isComplete != 0)
            return;
        Stop(2);
        GC.SuppressFinalize(this);
    }

    private void Stop(int code)
    {
        if (Interlocked.Exchange(ref _isComplete, 1) != 0)
            return;
        _log.WriteByte((byte)code);
        _log.Dispose();
    }

    static int Within(string path, Func<Scope, int> work)
    {
        Scope? scope = null;
        try
        {
            scope = new Scope(path);
            var result = work(scope);
            scope.Complete();
            return result;
        }
        catch (Exception e)
        {
            scope?.Fail(e);
            throw;
        }
        finally
        {
            scope?.Restore();
        }
    }
}

// Silent: an invalid handle holds nothing.
sealed class OpenedHandle
{
    static Microsoft.Win32.SafeHandles.SafeFileHandle Open(IntPtr given)
    {
        var handle = new Microsoft.Win32.SafeHandles.SafeFileHandle(given, true);
        if (handle.IsInvalid)
            throw new IOException("invalid");
        return handle;
    }
}

// Silent: what Dispose leaves everything to ends the object as well.
class NativePipe : IDisposable
{
    private Socket? _socket = new(SocketType.Stream, ProtocolType.Tcp);

    public bool IsOpen => _socket is not null;

    public void CloseHandle()
    {
        var socket = _socket;
        _socket = null;
        socket?.Dispose();
    }

    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    private void Dispose(bool disposing)
    {
        try
        {
            if (IsOpen)
            {
                CloseHandle();
            }
        }
        catch (SocketException) when (!disposing)
        {
        }
    }

    static void Accept(List<NativePipe> pipes, int status)
    {
        NativePipe? client = null;
        try
        {
            client = new NativePipe();
            if (status < 0)
                throw new IOException("accept");
            pipes.Add(client);
        }
        catch (Exception problem)
        {
            client?.CloseHandle();
            Console.WriteLine(problem);
        }
    }
}

// Silent: a writer that holds nothing back is as open as its stream.
sealed class LineLog
{
    static StreamWriter Open(string path)
    {
        var stream = File.Open(path, FileMode.Create);
        try
        {
            var writer = new StreamWriter(stream);
            writer.AutoFlush = true;
            writer.WriteLine("begin");
            return writer;
        }
        catch
        {
            stream.Dispose();
            throw;
        }
    }
}

// Silent: made by a constructor that gets nothing, there is nothing to release in it.
sealed class Answer : IDisposable
{
    private readonly Stream? _content;

    public Answer(int status) => Status = status;

    public Answer(Stream content) => _content = content;

    public int Status { get; }

    public Stream? Content => _content;

    public void Dispose() => _content?.Dispose();

    static Answer Ask(string path)
    {
        var answer = new Answer(404);
        if (path.Length == 0)
            throw new IOException("no path");
        return answer;
    }
}

// Silent: Dispose tells one part, and so does the other method.
sealed class TableFile : IDisposable
{
    private readonly WorkItems _items = new();
    private bool _delete;

    public void MarkForDestruction()
    {
        _delete = true;
        _items.MarkForDisposal();
    }

    public void Dispose()
    {
        _delete = false;
        _items.MarkForDisposal();
    }

    public override string ToString() => _delete ? "deleted" : "kept";

    static void Convert(TableFile?[] tables)
    {
        var table = new TableFile();
        var swapped = false;
        for (var i = 0; i < tables.Length; i++)
        {
            if (tables[i] is not null)
                continue;
            swapped = true;
            tables[i] = table;
            break;
        }

        if (!swapped)
            table.MarkForDestruction();
    }

    private sealed class WorkItems
    {
        private readonly Stream _file = File.OpenRead("table");

        public void MarkForDisposal() => _file.Dispose();
    }
}
