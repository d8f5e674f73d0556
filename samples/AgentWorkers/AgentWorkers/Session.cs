namespace AgentWorkers;

/// <summary>A user's conversation with an agent of their own.</summary>
internal sealed class Session(Agent agent) : IAsyncDisposable
{
    private long _lastUse = Environment.TickCount64;

    public TimeSpan Idle => TimeSpan.FromMilliseconds(Environment.TickCount64 - Volatile.Read(ref _lastUse));

    public Task<string> AskAsync(string text, CancellationToken cancellationToken)
    {
        Volatile.Write(ref _lastUse, Environment.TickCount64);
        return agent.UseAsync("look_up", text, cancellationToken);
    }

    public ValueTask DisposeAsync() => agent.DisposeAsync();
}
