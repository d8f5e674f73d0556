using System.Collections.Concurrent;

namespace Gateway;

/// <summary>The open sessions by name. What is still open when the gateway stops is closed with it.</summary>
public sealed class SessionStore(ToolServerCommands commands) : IAsyncDisposable
{
    private readonly ConcurrentDictionary<string, ToolSession> _sessions = new();

    /// <summary>False when a session of that name is open already.</summary>
    public async Task<bool> TryOpenAsync(string name, string requiredTool, CancellationToken cancellationToken)
    {
        var session = await ToolSession.OpenAsync(commands, requiredTool, cancellationToken);
        if (_sessions.TryAdd(name, session))
            return true;

        session.DisposeAsync();
        return false;
    }

    public ToolSession? Find(string name) => _sessions.GetValueOrDefault(name);

    /// <summary>False when no session of that name is open.</summary>
    public async Task<bool> TryCloseAsync(string name)
    {
        if (!_sessions.TryRemove(name, out var session))
            return false;

        await session.DisposeAsync();
        return true;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var name in _sessions.Keys)
        {
            if (_sessions.TryRemove(name, out var session))
                await session.DisposeAsync();
        }
    }
}
