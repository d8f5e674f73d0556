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
        using var reader = new StreamReader(path);
        var first = reader.ReadLine();
        if (first is null)
            return null;

        return first;
    }

    // The tool server of a gateway without tools runs on.
    async Task<McpClient?> EarlyReturnBeforeHandOver(StdioClientTransport transport, CancellationToken cancellationToken)
    {
        var client = await McpClient.CreateAsync(transport, cancellationToken: cancellationToken);
        var tools = await client.ListToolsAsync(cancellationToken: cancellationToken);
        if (tools.Count == 0)
        {
            await client.DisposeAsync();
            return null;
        }

        return client;
    }

    int ExplicitThrow(string path)
    {
        using var file = new FileStream(path, FileMode.Open);
        if (file.Length == 0)
            throw new InvalidDataException(path);

        var first = file.ReadByte();
        return first;
    }

    void CatchGoesOn(string host, ILogger logger)
    {
        using var client = new TcpClient();
        try
        {
            client.Connect(host, 80);
        }
        catch (SocketException exception)
        {
            logger.LogWarning(exception, "No connection to {Host}", host);
        }
    }

    async Task HandedOverOnSuccessOnly(string host)
    {
        var client = new TcpClient();
        await client.ConnectAsync(host, 80);
        if (client.Connected)
            _connections.Add(client);
        else
            client.Dispose();
    }

    void ReleasedUnderUnrelatedCondition(string path, bool verbose)
    {
        using var file = File.OpenWrite(path);
        file.WriteByte(1);
    }

    async Task<int> ReleasedOnSuccessExitCodeOnly(ProcessStartInfo start)
    {
        using var process = Process.Start(start)!;
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
            return process.ExitCode;

        return 0;
    }

    int OneArmOfSwitchForgets(string path, string mode)
    {
        using var file = File.OpenRead(path);
        switch (mode)
        {
            case "first":
                var first = file.ReadByte();
                return first;
            case "length":
                return (int)file.Length;
            default:
                return 0;
        }
    }

    // A lease that was granted is not the one that was refused.
    async Task<bool> Granted(System.Threading.RateLimiting.RateLimiter limiter, bool stop)
    {
        using var lease = await limiter.AcquireAsync();
        if (lease.IsAcquired && stop)
            return true;
        return false;
    }

    // Whether data is there tells nothing of whether the socket must be closed.
    void OtherQuestion(string host)
    {
        using var client = new TcpClient(host, 80);
        if (!client.Connected)
            return;
    }

    void PassedTheTest(string path)
    {
        using Stream source = File.OpenRead(path);
        if (source is FileStream { Length: > 10 } file)
            file.Dispose();
    }

    // These options are asked different questions.
    void AskedTwice(LeakOptions options, TcpClient shared)
    {
        var client = options.UseOwnClient ? new TcpClient("localhost", 80) : shared;
        Console.WriteLine(client.Available);
        if (options.CloseClient)
            client.Dispose();
    }

    // A process that runs is not an empty object any more.
    int Started(string file)
    {
        using var process = new System.Diagnostics.Process();
        process.StartInfo.FileName = file;
        process.Start();
        if (process.Id == 3)
            throw new InvalidOperationException();
        process.WaitForExit();
        var code = process.ExitCode;
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
            var guest = new TcpClient(host, 6667);
            if (!guest.Connected)
            {
                Console.Error.WriteLine(host);
                guest.Dispose();
                continue;
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
            var client = new TcpClient(host, 25);
            if (!client.Connected)
            {
                client.Dispose();
                continue;
            }
            return client;
        }

        throw new InvalidOperationException("nobody answers");
    }

    // The function, whatever it is, has only been lent what is closed next.
    string? First(string path, Func<StreamReader, string?> parse)
    {
        using var reader = new StreamReader(path);
        var first = parse(reader);
        if (first is null)
            return null;
        return first;
    }
}

sealed class RefusedHandlers
{
    HttpMessageHandler RefusesTheRest(int version)
    {
        var handler = new SocketsHttpHandler();
        handler.MaxConnectionsPerServer = version switch
        {
            1 => 1,
            2 => 100,
            _ => throw new NotSupportedException(),
        };
        return handler;
    }
}

sealed class Launches(Action<string> log)
{
    int StartedByAnother(string file, Action<System.Diagnostics.Process> start)
    {
        using var process = new System.Diagnostics.Process { StartInfo = new(file) };
        Func<bool> begin = () => process.Start();
        begin();
        if (process.HasExited)
            return 1;
        log(file);
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
        using var lap = new Lap(path);
        lap.Restart(path);
        var result = work();
        if (result < 0)
            return 0;
        lap.Complete();
        return result;
    }
}

// What fails before the throw loses it as the throw does: one handler for both.
public static class Greeted
{
    public static async Task<System.Net.Sockets.TcpClient> JoinAsync(string host, CancellationToken ct)
    {
        var client = new System.Net.Sockets.TcpClient();
        try
        {
            await client.ConnectAsync(host, 7007, ct);
            var first = client.GetStream().ReadByte();
            if (first != 'H')
                throw new IOException("no greeting");
        }
        catch
        {
            client.Dispose();
            throw;
        }
        return client;
    }
}
