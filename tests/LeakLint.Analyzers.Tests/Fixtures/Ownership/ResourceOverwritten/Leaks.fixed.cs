using System.Net.Sockets;
using ModelContextProtocol.Client;

sealed class Leaks
{
    int LocalIsReused(string first, string second)
    {
        var file = File.OpenRead(first);
        var sum = file.ReadByte();
        file.Dispose();
        file = File.OpenRead(second);
        sum += file.ReadByte();
        file.Dispose();
        return sum;
    }

    int LastRoundOnlyIsReleased(string[] paths)
    {
        StreamReader? reader = null;
        var lines = 0;
        foreach (var path in paths)
        {
            reader = new StreamReader(path);
            while (reader.ReadLine() is not null)
                lines++;
        }

        reader?.Dispose();
        return lines;
    }
}

// Each reconnect leaves one more tool server behind.
sealed class ReconnectingGateway(StdioClientTransport transport) : IAsyncDisposable
{
    private McpClient? _client;

    public async Task ReconnectAsync(CancellationToken cancellationToken)
    {
        if (_client is not null)
        {
            await _client.DisposeAsync();
        }

        _client = await McpClient.CreateAsync(transport, cancellationToken: cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        if (_client is not null)
            await _client.DisposeAsync();
    }
}

sealed class ReconnectingFeed : IDisposable
{
    private TcpClient _connection = new();

    public void Reconnect(string host)
    {
        _connection?.Dispose();
        _connection = new TcpClient();
        _connection.Connect(host, 80);
    }

    public void Dispose() => _connection.Dispose();
}

sealed class RotatingLog : IDisposable
{
    private StreamWriter? _writer;

    public void Rotate(string path)
    {
        _writer?.Flush();
        _writer?.Dispose();
        _writer = File.CreateText(path);
    }

    public void Dispose() => _writer?.Dispose();
}
