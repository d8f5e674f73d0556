using ModelContextProtocol.Server;
using ToolServer;

if (args is not [var name] || Tools.Find(name) is not { } tools)
{
    await Console.Error.WriteLineAsync("usage: ToolServer encyclopedia|calculator|moderation");
    return 2;
}

Upkeep.Start();
await using var server = McpServer.Create(new StdioServerTransport(name), new McpServerOptions { ToolCollection = [.. tools] });
await server.RunAsync();
return 0;
