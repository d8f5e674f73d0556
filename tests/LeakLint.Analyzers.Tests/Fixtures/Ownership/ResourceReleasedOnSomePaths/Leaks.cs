// option dotnet_diagnostic.LEAK1003.severity = none
using System.Diagnostics;
using System.Net.Sockets;
using ModelContextProtocol.Client;

sealed class Leaks
{
    private readonly List<TcpClient> _connections = [];

    void Close() => _connections.ForEach(connection => connection.Dispose());

    string? EarlyReturn(string path)
    {
        var reader = new StreamReader(path); // want LEAK1002: reader
        var first = reader.ReadLine();
        if (first is null)
            return null; // also LEAK1002

        reader.Dispose();
        return first;
    }

    // The tool server of a gateway without tools runs on.
    async Task<McpClient?> EarlyReturnBeforeHandOver(StdioClientTransport transport, CancellationToken cancellationToken)
    {
        var client = await McpClient.CreateAsync(transport, cancellationToken: cancellationToken); // want LEAK1002: client
        var tools = await client.ListToolsAsync(cancellationToken: cancellationToken);
        if (tools.Count == 0)
            return null; // also LEAK1002

        return client;
    }

    int ExplicitThrow(string path)
    {
        var file = new FileStream(path, FileMode.Open); // want LEAK1002: file
        if (file.Length == 0)
            throw new InvalidDataException(path); // also LEAK1002

        var first = file.ReadByte();
        file.Dispose();
        return first;
    }

    void CatchGoesOn(string host, ILogger logger)
    {
        var client = new TcpClient(); // want LEAK1002: client
        try
        {
            client.Connect(host, 80);
            client.Dispose();
        }
        catch (SocketException exception)
        {
            logger.LogWarning(exception, "No connection to {Host}", host);
        }
    }

    async Task HandedOverOnSuccessOnly(string host)
    {
        var client = new TcpClient(); // want LEAK1002: client
        await client.ConnectAsync(host, 80);
        if (client.Connected)
            _connections.Add(client);
    }

    void ReleasedUnderUnrelatedCondition(string path, bool verbose)
    {
        var file = File.OpenWrite(path); // want LEAK1002: file
        file.WriteByte(1);
        if (verbose)
            file.Dispose();
    }

    async Task<int> ReleasedOnSuccessExitCodeOnly(ProcessStartInfo start)
    {
        var process = Process.Start(start)!; // want LEAK1002: process
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
            return process.ExitCode; // also LEAK1002

        process.Dispose();
        return 0;
    }

    int OneArmOfSwitchForgets(string path, string mode)
    {
        var file = File.OpenRead(path); // want LEAK1002: file
        switch (mode)
        {
            case "first":
                var first = file.ReadByte();
                file.Close();
                return first;
            case "length":
                return (int)file.Length; // also LEAK1002
            default:
                file.Close();
                return 0;
        }
    }

    // A lease that was granted is not the one that was refused.
    async Task<bool> Granted(System.Threading.RateLimiting.RateLimiter limiter, bool stop)
    {
        var lease = await limiter.AcquireAsync(); // want LEAK1002: lease
        if (lease.IsAcquired && stop)
            return true;
        lease.Dispose();
        return false;
    }

    // Whether data is there tells nothing of whether the socket must be closed.
    void OtherQuestion(string host)
    {
        var client = new TcpClient(host, 80); // want LEAK1002: client
        if (!client.Connected)
            return;
        client.Dispose();
    }

    void PassedTheTest(string path)
    {
        Stream source = File.OpenRead(path); // want LEAK1002: source
        if (source is FileStream { Length: > 10 } file)
            file.Dispose();
    }

    // These options are asked different questions.
    void AskedTwice(LeakOptions options, TcpClient shared)
    {
        var client = options.UseOwnClient ? new TcpClient("localhost", 80) : shared; // want LEAK1002: client
        Console.WriteLine(client.Available);
        if (options.CloseClient)
            client.Dispose();
    }

    // A process that runs is not an empty object any more.
    int Started(string file)
    {
        var process = new System.Diagnostics.Process(); // want LEAK1002: process
        process.StartInfo.FileName = file;
        process.Start();
        if (process.Id == 3)
            throw new InvalidOperationException(); // also
        process.WaitForExit();
        var code = process.ExitCode;
        process.Dispose(); // also
        return code;
    }
}

sealed class LeakOptions
{
    public bool UseOwnClient { get; init; }

    public bool CloseClient { get; init; }
}

sealed class Turns(List<TcpClient> guests)
{
    // The turn ends before anybody has got it.
    void Admit(IEnumerable<string> hosts)
    {
        foreach (var host in hosts)
        {
            var guest = new TcpClient(host, 6667); // want LEAK1002: guest
            if (!guest.Connected)
            {
                Console.Error.WriteLine(host);
                continue; // also
            }

            guests.Add(guest);
        }
    }
}

sealed class Attempts
{
    // Only the turn that goes on can lose it; the fix releases it there.
    TcpClient ConnectAny(string[] hosts)
    {
        foreach (var host in hosts)
        {
            var client = new TcpClient(host, 25); // want LEAK1002: client
            if (!client.Connected)
                continue;
            return client;
        }

        throw new InvalidOperationException("nobody answers");
    }

    // The function, whatever it is, has only been lent what is closed next.
    string? First(string path, Func<StreamReader, string?> parse)
    {
        var reader = new StreamReader(path); // want LEAK1002: reader
        var first = parse(reader);
        if (first is null)
            return null; // also
        reader.Close();
        return first;
    }
}

sealed class RefusedHandlers
{
    HttpMessageHandler RefusesTheRest(int version)
    {
        var handler = new SocketsHttpHandler(); // want LEAK1002: handler
        handler.MaxConnectionsPerServer = version switch
        {
            1 => 1,
            2 => 100,
            _ => throw new NotSupportedException(), // also
        };
        return handler;
    }
}

sealed class Launches(Action<string> log)
{
    int StartedByAnother(string file, Action<System.Diagnostics.Process> start)
    {
        var process = new System.Diagnostics.Process { StartInfo = new(file) }; // want LEAK1002: process
        Func<bool> begin = () => process.Start();
        begin();
        if (process.HasExited)
            return 1; // also
        log(file);
        process.Dispose();
        return 0;
    }
}

sealed class Lap(string path) : IDisposable
{
    private FileStream? _log = File.OpenWrite(path);

    public void Complete() => Clear();

    // Begins anew after what Dispose does.
    public void Restart(string path)
    {
        Clear();
        _log = File.OpenWrite(path);
    }

    public void Dispose() => Clear();

    private void Clear()
    {
        _log?.Dispose();
        _log = null;
    }

    static int Within(string path, Func<int> work)
    {
        var lap = new Lap(path); // want LEAK1002: lap
        lap.Restart(path);
        var result = work();
        if (result < 0)
            return 0; // also
        lap.Complete();
        return result;
    }
}

// What fails before the throw loses it as the throw does: one handler for both.
public static class Greeted
{
    public static async Task<System.Net.Sockets.TcpClient> JoinAsync(string host, CancellationToken ct)
    {
        var client = new System.Net.Sockets.TcpClient(); // want LEAK1002: client
        await client.ConnectAsync(host, 7007, ct);
        var first = client.GetStream().ReadByte();
        if (first != 'H')
            throw new IOException("no greeting"); // also
        return client;
    }
}
