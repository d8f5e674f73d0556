using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace ToolServer;

/// <summary>Serves the notes tools over stdin and stdout, and keeps the notes index fresh meanwhile.</summary>
/// <remarks>
/// The refresh runs on a foreground thread and knows neither the end of stdin nor SIGTERM. Many tool servers are like that: a
/// timer, a file watcher or a worker of theirs goes on when the conversation is over. They end only when somebody ends them.
/// </remarks>
internal static class McpServerHost
{
    public static async Task<int> RunAsync(string folder)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        builder.Services.AddSingleton(new Notes(folder));
        builder.Services.AddMcpServer().WithStdioServerTransport().WithTools<NotesTools>();

        new Thread(() => NotesIndex.KeepFresh(folder)) { Name = "index refresh" }.Start();

        using var host = builder.Build();
        await host.RunAsync();
        return 0;
    }
}
