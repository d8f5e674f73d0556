using Microsoft.Extensions.Options;
using ModelContextProtocol.Client;

namespace AgentWorkers;

/// <summary>Starts tool servers, each for one client.</summary>
internal sealed class ToolServers(IOptions<AgentOptions> options)
{
    private readonly AgentOptions _options = options.Value;

    /// <summary>A client with a tool server of its own, which ends when the client is disposed.</summary>
    public Task<McpClient> ConnectAsync(string name, CancellationToken cancellationToken) =>
        McpClient.CreateAsync(CreateTransport(name), cancellationToken: cancellationToken);

    private StdioClientTransport CreateTransport(string name) => new(new StdioClientTransportOptions
    {
        Name = name,
        Command = "dotnet",
        Arguments = [_options.ToolServer, name],
        ShutdownTimeout = _options.ShutdownTimeout,
    });
}
