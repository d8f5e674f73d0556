using System.Diagnostics;
using ModelContextProtocol.Client;

namespace VectorWorker;

/// <summary>Knows the command lines of the servers that the worker starts.</summary>
internal sealed class ServerCommands(string assembly)
{
    private const string FileName = "dotnet";

    /// <summary>A transport that starts an MCP server of its own when a client connects through it.</summary>
    public StdioClientTransport CreateTransport(string server) => new(new StdioClientTransportOptions
    {
        Name = server,
        Command = FileName,
        Arguments = [assembly, server],
        ShutdownTimeout = TimeSpan.FromMilliseconds(250),
    });

    /// <summary>Starts the full-text search over a journal.</summary>
    public ProcessStartInfo Search(string journal) => new(FileName, [assembly, "search", journal])
    {
        RedirectStandardInput = true,
        RedirectStandardOutput = true,
    };
}
