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

        using var reader = new StreamReader(path);
        var first = reader.ReadLine();
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
        using var file = File.OpenRead(path);
        switch (mode)
        {
            case "first":
                var first = file.ReadByte();
                return first;
            default:
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
            catch
            {
                client.Dispose();
                throw;
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
}
