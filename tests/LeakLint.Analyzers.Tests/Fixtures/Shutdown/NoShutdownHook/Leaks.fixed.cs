using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Tools;

public static class Program
{
    private static Process? s_server;

    public static async Task Main(string[] args)
    {
        AppDomain.CurrentDomain.ProcessExit += (_, _) => s_server?.Kill(entireProcessTree: true);
        using var sigterm = PosixSignalRegistration.Create(PosixSignal.SIGTERM, _ => Environment.Exit(128 + 15));
        s_server = Process.Start(new ProcessStartInfo("uvx", "chroma-mcp") { RedirectStandardOutput = true })!;
        while (await s_server.StandardOutput.ReadLineAsync() is { } line)
            Console.WriteLine(line);
    }
}

// What it holds can be ended, but nobody does.
internal static class Search
{
    internal static SearchServer Server { get; } = new SearchServer();

    internal static void Shutdown() => Server.Dispose();
}

internal sealed class SearchServer : IDisposable
{
    private readonly Process _process = Process.Start("uvx", "search");

    public int Id => _process.Id;

    public void Dispose()
    {
        _process.Kill(entireProcessTree: true);
        _process.Dispose();
    }
}
