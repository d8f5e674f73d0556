using ModelContextProtocol.Server;

namespace VectorStore;

/// <summary>Serves tools over stdin and stdout.</summary>
/// <remarks>
/// The upkeep runs on a foreground thread and knows neither the end of stdin nor SIGTERM. Many servers are like that: a launcher, a
/// timer or a worker of theirs goes on when the conversation is over. They end only when somebody ends them.
/// </remarks>
internal static class McpServers
{
    public static async Task<int> RunAsync(string name, IEnumerable<McpServerTool> tools)
    {
        Upkeep.Start();
        await using var server = McpServer.Create(new StdioServerTransport(name), new McpServerOptions { ToolCollection = [.. tools] });
        await server.RunAsync();
        return 0;
    }
}
