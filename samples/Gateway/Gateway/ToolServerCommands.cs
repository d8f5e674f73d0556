using Microsoft.Extensions.Options;
using ModelContextProtocol.Client;

namespace Gateway;

/// <summary>Knows the command lines of the tool server.</summary>
public sealed class ToolServerCommands(IOptions<ToolServerOptions> options)
{
    public const string FileName = "dotnet";

    private readonly ToolServerOptions _options = options.Value;

    /// <summary>What follows <see cref="FileName"/> to run one of the server's commands on the notes folder.</summary>
    public string[] Arguments(string verb) => [_options.Assembly, verb, _options.Folder];

    /// <summary>A transport that starts a tool server of its own when a client connects through it.</summary>
    public StdioClientTransport CreateTransport() => new(new StdioClientTransportOptions
    {
        Name = "notes",
        Command = FileName,
        Arguments = Arguments("serve"),
        ShutdownTimeout = _options.ShutdownTimeout,
    });
}
