using ModelContextProtocol.Client;
using ModelContextProtocol.Protocol;

namespace Gateway;

/// <summary>Calls without a session: each one has a tool server to itself.</summary>
public sealed class ToolCalls(ToolServerCommands commands)
{
    public async Task<string> CallAsync(string tool, IReadOnlyDictionary<string, object?> arguments, CancellationToken cancellationToken)
    {
        var client = await McpClient.CreateAsync(commands.CreateTransport(), cancellationToken: cancellationToken);
        var result = await client.CallToolAsync(tool, arguments, cancellationToken: cancellationToken);
        return ReadText(result);
    }

    public async Task<ToolDescription?> DescribeAsync(string tool, CancellationToken cancellationToken)
    {
        var client = await McpClient.CreateAsync(commands.CreateTransport(), cancellationToken: cancellationToken);
        var tools = await client.ListToolsAsync(cancellationToken: cancellationToken);
        var found = tools.FirstOrDefault(candidate => candidate.Name == tool);
        if (found is null)
            return null;

        var description = new ToolDescription(found.Name, found.Description);
        await client.DisposeAsync();
        return description;
    }

    /// <summary>The text of a tool's answer, one line per block.</summary>
    public static string ReadText(CallToolResult result) =>
        string.Join('\n', result.Content.OfType<TextContentBlock>().Select(block => block.Text));
}

public sealed record ToolDescription(string Name, string Description);
