using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Tools;

public static class Program
{
    private static Process? s_server;

    public static async Task<int> Main()
    {
        s_server = Process.Start(new ProcessStartInfo("uvx", "chroma-mcp") { RedirectStandardOutput = true })!;
        AppDomain.CurrentDomain.ProcessExit += OnExit;
        using var sigterm = PosixSignalRegistration.Create(PosixSignal.SIGTERM, _ => Environment.Exit(128 + 15));
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
