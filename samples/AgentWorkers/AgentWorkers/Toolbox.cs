using ModelContextProtocol.Client;

namespace AgentWorkers;

/// <summary>The tools of one job, opened when they are first needed and closed with the job.</summary>
internal sealed class Toolbox(ToolServers servers) : IAsyncDisposable
{
    private readonly List<McpClient> _clients = [];
    private readonly StreamWriter _transcript = File.CreateText(Path.GetTempFileName());

    public async Task<string> UseAsync(string tools, string tool, string text, CancellationToken cancellationToken)
    {
        var client = await servers.ConnectAsync(tools, cancellationToken);
        _clients.Add(client);
        var answer = await Agent.UseAsync(client, tool, text, cancellationToken);
        await _transcript.WriteLineAsync($"{tool}: {answer}");
        return answer;
    }

    public async ValueTask DisposeAsync()
    {
        await _transcript.DisposeAsync();
    }
}
