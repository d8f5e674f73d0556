namespace Gateway;

/// <summary>The tool server behind the gateway, from the configuration section <c>ToolServer</c>.</summary>
public sealed class ToolServerOptions
{
    /// <summary>The assembly of the tool server, started with <c>dotnet</c>.</summary>
    public required string Assembly { get; set; }

    /// <summary>The folder of notes that it serves.</summary>
    public required string Folder { get; set; }

    /// <summary>How long a server may take to end by itself before it is killed.</summary>
    public TimeSpan ShutdownTimeout { get; set; } = TimeSpan.FromMilliseconds(250);
}
