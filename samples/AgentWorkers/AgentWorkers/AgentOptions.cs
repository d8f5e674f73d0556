namespace AgentWorkers;

/// <summary>How agents work, from the configuration section <c>Agents</c>.</summary>
internal sealed class AgentOptions
{
    /// <summary>The assembly of the tool server, started with <c>dotnet</c>.</summary>
    public required string ToolServer { get; set; }

    /// <summary>The folder that keeps what tools answered.</summary>
    public string Transcripts { get; set; } = Path.GetTempPath();

    /// <summary>How long a server may take to end by itself before it is killed.</summary>
    public TimeSpan ShutdownTimeout { get; set; } = TimeSpan.FromMilliseconds(250);

    /// <summary>How long a session may go unused before it is closed.</summary>
    public TimeSpan SessionIdleTimeout { get; set; } = TimeSpan.FromMinutes(5);
}
