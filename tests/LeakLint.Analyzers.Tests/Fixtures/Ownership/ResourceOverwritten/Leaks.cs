using System.Net.Sockets;
using ModelContextProtocol.Client;

sealed class Leaks
{
    int LocalIsReused(string first, string second)
    {
        var file = File.OpenRead(first);
        var sum = file.ReadByte();
        file = File.OpenRead(second); // want LEAK1004: file
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
            reader = new StreamReader(path); // want LEAK1004: reader
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
        _client = await McpClient.CreateAsync(transport, cancellationToken: cancellationToken); // want LEAK1004: _client
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
        _connection = new TcpClient(); // want LEAK1004: _connection
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
        _writer = File.CreateText(path); // want LEAK1004: _writer
    }

    public void Dispose() => _writer?.Dispose();
}
