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
        await process.WaitForExitAsync(CancellationToken.None);
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
