using System.Diagnostics;
using System.Threading.Tasks;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace LeakLint.Guard.TestHost;

/// <summary>A server of the Model Context Protocol on standard input and output, with a helper process that escapes it.</summary>
internal static class ToolServer
{
    public static async Task<int> RunAsync()
    {
        using (var helper = Process.Start(new ProcessStartInfo("sh", ["-c", "(setsid sleep 300 > /dev/null 2>&1 &)"])))
            await helper!.WaitForExitAsync().ConfigureAwait(false);
        var builder = Host.CreateApplicationBuilder();
        builder.Logging.ClearProviders();
        builder.Services.AddMcpServer().WithStdioServerTransport();
        using var host = builder.Build();
        await host.RunAsync().ConfigureAwait(false);
        return 0;
    }
}
