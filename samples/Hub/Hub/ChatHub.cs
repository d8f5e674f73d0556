using System.Collections.Concurrent;
using System.Net.WebSockets;

namespace Hub;

/// <summary>Passes on what one client says to all of them.</summary>
public sealed class ChatHub(Archive archive)
{
    private readonly ConcurrentDictionary<string, Connection> _connections = new();
    private readonly List<ChatMessage> _history = [];

    public int Connections => _connections.Count;

    public int Kept => _history.Count;

    /// <summary>Serves a client until it has gone.</summary>
    public async Task ServeAsync(string name, WebSocket socket, CancellationToken cancellationToken)
    {
        await using var connection = new Connection(name, socket);
        _connections[name] = connection;
        await foreach (var text in connection.ReadAllAsync(cancellationToken))
            Publish(new ChatMessage(name, text));
        _connections.TryRemove(name, out _);
    }

    /// <summary>The last messages, oldest first.</summary>
    public IReadOnlyList<ChatMessage> FindLast(int count)
    {
        lock (_history)
            return [.. _history.TakeLast(count)];
    }

    private void Publish(ChatMessage message)
    {
        lock (_history)
            _history.Add(message);
        archive.Add(message);
        BroadcastAsync(message);
    }

    private async Task BroadcastAsync(ChatMessage message)
    {
        foreach (var connection in _connections.Values)
            await connection.SendAsync($"{message.From}: {message.Text}");
    }
}
