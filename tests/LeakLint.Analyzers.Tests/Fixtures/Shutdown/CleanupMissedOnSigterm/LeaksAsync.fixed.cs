// output: program
using System.Diagnostics;
using System.Runtime.InteropServices;

// One leak, one report: that nobody waits for the handler either, the same report says, and the same fix repairs.
static class Program
{
    private static readonly HttpClient _registry = new();
    private static Process? _worker;

    private static void Main()
    {
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Task.Run(async () => await StopAsync()).GetAwaiter().GetResult();
        using var sigterm = PosixSignalRegistration.Create(PosixSignal.SIGTERM, _ => Environment.Exit(128 + 15));
        _worker = Process.Start("worker");
        Thread.Sleep(Timeout.Infinite);
    }

    private static async Task StopAsync()
    {
        await _registry.DeleteAsync("https://registry/instances/1");
        _worker?.Kill(entireProcessTree: true);
    }
}
