namespace AgentWorkers;

/// <summary>Works out a sum.</summary>
internal sealed class Calculation(ToolServers servers)
{
    public async Task<string> RunAsync(string sum, CancellationToken cancellationToken)
    {
        var agent = await Agent.StartAsync(servers, "calculator", cancellationToken);
        var result = await agent.UseAsync("add_up", sum, cancellationToken);
        await agent.DisposeAsync();
        return result;
    }
}
