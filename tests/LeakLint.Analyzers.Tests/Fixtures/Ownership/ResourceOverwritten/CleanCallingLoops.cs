using System.Net.Sockets;

// The round closes what the one before has left.
public sealed class ClosesFirst(string host) : IDisposable
{
    private TcpClient? _client;

    public async Task RunAsync(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            Close();
            await ConnectAsync(stop);
            await Task.Delay(1000, stop);
        }
    }

    private async Task ConnectAsync(CancellationToken ct)
    {
        _client = new TcpClient();
        await _client.ConnectAsync(host, 7, ct);
    }

    private void Close()
    {
        _client?.Dispose();
        _client = null;
    }

    public void Dispose() => Close();
}

// The loop is over when there is one.
public sealed class UntilThere(string host) : IDisposable
{
    private TcpClient? _client;

    public async Task RunAsync(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            await ConnectAsync(stop);
            break;
        }
    }

    private async Task ConnectAsync(CancellationToken ct)
    {
        _client = new TcpClient();
        await _client.ConnectAsync(host, 7, ct);
    }

    public void Dispose() => _client?.Dispose();
}

// Only when there is none.
public sealed class AskedFirst(string host) : IDisposable
{
    private TcpClient? _client;

    public async Task RunAsync(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            if (_client is null)
                await ConnectAsync(stop);
            await Task.Delay(1000, stop);
        }
    }

    private async Task ConnectAsync(CancellationToken ct)
    {
        _client = new TcpClient();
        await _client.ConnectAsync(host, 7, ct);
    }

    public void Dispose() => _client?.Dispose();
}

// What a handler passes on is its caller's.
public sealed class PassesOn : DelegatingHandler
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var answer = await base.SendAsync(request, cancellationToken);
        answer.Headers.TryAddWithoutValidation("x-seen", "1");
        return answer;
    }

    protected override HttpResponseMessage Send(HttpRequestMessage request, CancellationToken cancellationToken) => base.Send(request, cancellationToken);
}
