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
