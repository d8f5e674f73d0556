using System.Diagnostics;

namespace Tools;

public static class Program
{
    private static Process? s_server;

    public static async Task<int> Main()
    {
        s_server = Process.Start(new ProcessStartInfo("uvx", "chroma-mcp") { RedirectStandardOutput = true })!;
        AppDomain.CurrentDomain.ProcessExit += OnExit; // want LEAK4002: 'OnExit' does not run
        while (await s_server.StandardOutput.ReadLineAsync() is { } line)
            Console.WriteLine(line);
        return s_server.ExitCode;
    }

    private static void OnExit(object? sender, EventArgs e)
    {
        s_server?.Kill(entireProcessTree: true);
        s_server?.Dispose();
    }
}
