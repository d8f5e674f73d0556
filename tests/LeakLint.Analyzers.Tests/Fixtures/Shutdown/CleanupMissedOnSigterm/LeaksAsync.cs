// output: program
using System.Diagnostics;

// One leak, one report: that nobody waits for the handler either, the same report says, and the same fix repairs.
static class Program
{
    private static readonly HttpClient _registry = new();
    private static Process? _worker;

    private static void Main()
    {
        AppDomain.CurrentDomain.ProcessExit += async (_, _) => await StopAsync(); // want LEAK4002: nobody waits for it
        _worker = Process.Start("worker");
        Thread.Sleep(Timeout.Infinite);
    }

    private static async Task StopAsync()
    {
        await _registry.DeleteAsync("https://registry/instances/1");
        _worker?.Kill(entireProcessTree: true);
    }
}
