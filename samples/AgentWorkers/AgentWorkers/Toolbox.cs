using Microsoft.Extensions.Options;
using ModelContextProtocol.Client;

namespace AgentWorkers;

/// <summary>The tools of one job, opened when they are first needed and closed with the job, and a transcript of their answers.</summary>
internal sealed class Toolbox(ToolServers servers, IOptions<AgentOptions> options) : IAsyncDisposable
{
    private readonly List<McpClient> _clients = [];
    private readonly StreamWriter _transcript = File.CreateText(Path.Combine(options.Value.Transcripts, $"{Guid.NewGuid():N}.txt"));

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
