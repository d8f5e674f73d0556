using System.Diagnostics;

namespace Tools;

public static class Program
{
    private static Process? s_server; // want LEAK4001: s_server

    public static async Task Main(string[] args)
    {
        s_server = Process.Start(new ProcessStartInfo("uvx", "chroma-mcp") { RedirectStandardOutput = true })!;
        while (await s_server.StandardOutput.ReadLineAsync() is { } line)
            Console.WriteLine(line);
    }
}

// What it holds can be ended, but nobody does.
internal static class Search
{
    internal static SearchServer Server { get; } = new SearchServer(); // want LEAK4001: nobody calls 'Shutdown'

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
