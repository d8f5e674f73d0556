using ModelContextProtocol;
using ModelContextProtocol.Client;
using ModelContextProtocol.Protocol;

namespace AgentWorkers;

/// <summary>Something that works with one set of tools, for as long as it is not disposed.</summary>
internal sealed class Agent : IAsyncDisposable
{
    private readonly McpClient _tools;

    private Agent(McpClient tools)
    {
        _tools = tools;
    }

    public static async Task<Agent> StartAsync(ToolServers servers, string tools, CancellationToken cancellationToken) =>
        new(await servers.ConnectAsync(tools, cancellationToken));

    /// <exception cref="McpException">The tool cannot do it.</exception>
    public Task<string> UseAsync(string tool, string text, CancellationToken cancellationToken) =>
        UseAsync(_tools, tool, text, cancellationToken);

    /// <summary>What a tool answers to a text.</summary>
    public static async Task<string> UseAsync(McpClient tools, string tool, string text, CancellationToken cancellationToken)
    {
        var arguments = new Dictionary<string, object?> { ["text"] = text };
        var result = await tools.CallToolAsync(tool, arguments, cancellationToken: cancellationToken);
        var answer = string.Join('\n', result.Content.OfType<TextContentBlock>().Select(block => block.Text));
        return result.IsError is true ? throw new McpException(answer) : answer;
    }

    public ValueTask DisposeAsync() => _tools.DisposeAsync();
}
