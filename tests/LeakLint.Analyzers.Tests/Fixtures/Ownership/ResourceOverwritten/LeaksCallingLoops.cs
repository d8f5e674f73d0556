using System.Net.Sockets;
using System.Net.WebSockets;

public sealed class CalledEachRound(string host) : IDisposable
{
    private TcpClient? _client;

    public async Task RunAsync(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            try
            {
                await ConnectAsync(stop);
                await ReadAsync(stop);
            }
            catch (IOException)
            {
                await Task.Delay(1000, stop);
            }
        }
    }

    private async Task ConnectAsync(CancellationToken ct)
    {
        _client = new TcpClient(); // want LEAK1004 info: _client
        await _client.ConnectAsync(host, 7, ct);
    }

    private async Task ReadAsync(CancellationToken ct)
    {
        var buffer = new byte[16];
        while (await _client!.GetStream().ReadAsync(buffer, ct) > 0)
        {
        }
    }

    public void Dispose() => _client?.Dispose();
}

// By way of one more method.
public sealed class CalledByRound(Uri uri) : IDisposable
{
    private ClientWebSocket? _socket;

    public async Task PumpAsync(CancellationToken stop)
    {
        for (;;)
        {
            await SessionAsync(stop);
            await Task.Delay(1000, stop);
        }
    }

    private async Task SessionAsync(CancellationToken stop)
    {
        await OpenAsync(stop);
        while (_socket!.State == WebSocketState.Open)
            await _socket.ReceiveAsync(new byte[16], stop);
    }

    private async Task OpenAsync(CancellationToken stop)
    {
        _socket = new ClientWebSocket(); // want LEAK1004 info: _socket
        await _socket.ConnectAsync(uri, stop);
    }

    public void Dispose() => _socket?.Dispose();
}

// One handler of a chain gets its response as a stream: each holds its connection.
public sealed class ThreeTries : DelegatingHandler
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        HttpResponseMessage? answer = null;
        for (var i = 0; i < 3; i++)
        {
            answer = await base.SendAsync(request, cancellationToken); // want LEAK1004: answer
            if (answer.IsSuccessStatusCode)
                return answer;
        }

        return answer!;
    }
}
