using System.Collections.Concurrent;
using Microsoft.Extensions.Options;

namespace AgentWorkers;

/// <summary>The open sessions by user. What is still open when the service stops is closed with it.</summary>
internal sealed class SessionStore(ToolServers servers, IOptions<AgentOptions> options) : IAsyncDisposable
{
    private readonly ConcurrentDictionary<string, Session> _sessions = new();

    public int Count => _sessions.Count;

    public Session? Find(string user) => _sessions.GetValueOrDefault(user);

    /// <summary>False when the user has an open session already.</summary>
    public async Task<bool> TryOpenAsync(string user, CancellationToken cancellationToken)
    {
        if (_sessions.ContainsKey(user))
            return false;

        var session = new Session(await Agent.StartAsync(servers, "encyclopedia", cancellationToken));
        if (_sessions.TryAdd(user, session))
            return true;

        await session.DisposeAsync();
        return false;
    }

    /// <summary>Lets everybody begin anew.</summary>
    public Task ResetAsync()
    {
        _sessions.Clear();
        return Task.CompletedTask;
    }

    /// <summary>Closes the sessions that nobody has used for a while.</summary>
    public async Task CleanupExpiredSessionsAsync()
    {
        foreach (var (user, session) in _sessions)
        {
            if (session.Idle > options.Value.SessionIdleTimeout && _sessions.TryRemove(user, out _))
                await session.DisposeAsync();
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var session in _sessions.Values)
            await session.DisposeAsync();
    }
}
