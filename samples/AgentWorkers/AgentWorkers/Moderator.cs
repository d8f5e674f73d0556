namespace AgentWorkers;

/// <summary>Looks at what users write, with one agent that is started for the first of them.</summary>
internal sealed class Moderator(ToolServers servers)
{
    private readonly SemaphoreSlim _gate = new(1);
    private Agent? _agent;

    public async Task<bool> AllowsAsync(string text, CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken);
        try
        {
            _agent ??= await Agent.StartAsync(servers, "moderation", cancellationToken);
            return await _agent.UseAsync("is_polite", text, cancellationToken) == "yes";
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>Ends the agent. To be called when the service stops.</summary>
    public async Task ShutdownAsync()
    {
        if (_agent is not null)
            await _agent.DisposeAsync();
    }
}
