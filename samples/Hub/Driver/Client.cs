using System.Net.WebSockets;
using System.Text;

namespace Driver;

/// <summary>A client of the hub, on a real WebSocket.</summary>
internal sealed class Client(string name) : IDisposable
{
    private readonly ClientWebSocket _socket = new();
    private readonly byte[] _buffer = new byte[4096];

    public Task ConnectAsync(Uri hub) =>
        _socket.ConnectAsync(new UriBuilder(hub) { Scheme = "ws", Path = $"chat/{name}" }.Uri, CancellationToken.None);

    public Task SayAsync(string text) =>
        _socket.SendAsync(Encoding.UTF8.GetBytes(text), WebSocketMessageType.Text, endOfMessage: true, CancellationToken.None);

    /// <summary>The next thing that the hub tells it.</summary>
    public async Task<string> HearAsync()
    {
        var received = await _socket.ReceiveAsync(_buffer, CancellationToken.None).WaitAsync(TimeSpan.FromSeconds(30));
        return Encoding.UTF8.GetString(_buffer, 0, received.Count);
    }

    public Task SayGoodbyeAsync() => _socket.CloseAsync(WebSocketCloseStatus.NormalClosure, null, CancellationToken.None);

    /// <summary>Gone, as when the network is: no goodbye reaches the hub.</summary>
    public void Vanish() => _socket.Abort();

    public void Dispose() => _socket.Dispose();
}
