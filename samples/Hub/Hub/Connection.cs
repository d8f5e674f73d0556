using System.Net.WebSockets;
using System.Runtime.CompilerServices;
using System.Text;

namespace Hub;

/// <summary>A client that is connected by a WebSocket: what it says, and what it is told.</summary>
public sealed class Connection : IAsyncDisposable
{
    private static readonly TimeSpan HeartbeatInterval = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan IdleAfter = TimeSpan.FromMinutes(5);

    private readonly SemaphoreSlim _sending = new(1, 1);
    private readonly WebSocket _socket;
    private readonly Timer _idle;

    public Connection(string name, WebSocket socket)
    {
        Name = name;
        _socket = socket;
        _idle = new Timer(_ => IsIdle = true, null, IdleAfter, IdleAfter);
        Task.Run(async () =>
        {
            while (true)
            {
                await Task.Delay(HeartbeatInterval);
                await SendAsync("heartbeat");
            }
        });
    }

    public string Name { get; }

    public bool IsIdle { get; private set; }

    /// <summary>What the client says, until it closes the connection.</summary>
    /// <exception cref="WebSocketException">The client has gone without closing it.</exception>
    public async IAsyncEnumerable<string> ReadAllAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var buffer = new byte[4096];
        while (await _socket.ReceiveAsync(buffer, cancellationToken) is { MessageType: WebSocketMessageType.Text } received)
        {
            _idle.Change(IdleAfter, IdleAfter);
            yield return Encoding.UTF8.GetString(buffer, 0, received.Count);
        }
    }

    /// <summary>Tells the client something, if it is still there.</summary>
    public async Task SendAsync(string text)
    {
        await _sending.WaitAsync();
        try
        {
            if (_socket.State == WebSocketState.Open)
                await _socket.SendAsync(Encoding.UTF8.GetBytes(text), WebSocketMessageType.Text, endOfMessage: true, CancellationToken.None);
        }
        catch (WebSocketException)
        {
            // Gone in this moment: the one who reads learns of it, too.
        }
        finally
        {
            _sending.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_socket.State == WebSocketState.CloseReceived)
            await _socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, CancellationToken.None);
        _socket.Dispose();
    }
}
