using ModelContextProtocol.Client;

namespace Gateway;

/// <summary>One caller's conversation with a tool server of its own.</summary>
public sealed class ToolSession : IAsyncDisposable
{
    private readonly ToolServerCommands _commands;
    private McpClient _client;

    private ToolSession(ToolServerCommands commands, McpClient client)
    {
        _commands = commands;
        _client = client;
    }

    /// <summary>Starts a tool server that offers <paramref name="requiredTool"/>.</summary>
    /// <exception cref="ToolMissingException">The server does not offer the tool.</exception>
    public static async Task<ToolSession> OpenAsync(
        ToolServerCommands commands, string requiredTool, CancellationToken cancellationToken)
    {
        var client = await McpClient.CreateAsync(commands.CreateTransport(), cancellationToken: cancellationToken);
        var tools = await client.ListToolsAsync(cancellationToken: cancellationToken);
        if (tools.All(tool => tool.Name != requiredTool))
            throw new ToolMissingException(requiredTool);

        return new ToolSession(commands, client);
    }

    public async Task<string> CallAsync(string tool, IReadOnlyDictionary<string, object?> arguments, CancellationToken cancellationToken)
    {
        var result = await _client.CallToolAsync(tool, arguments, cancellationToken: cancellationToken);
        return ToolCalls.ReadText(result);
    }

    /// <summary>Goes on with a fresh tool server, for callers whose server no longer answers.</summary>
    public async Task ReconnectAsync(CancellationToken cancellationToken)
    {
        _client = await McpClient.CreateAsync(_commands.CreateTransport(), cancellationToken: cancellationToken);
    }

    public ValueTask DisposeAsync() => _client.DisposeAsync();
}
