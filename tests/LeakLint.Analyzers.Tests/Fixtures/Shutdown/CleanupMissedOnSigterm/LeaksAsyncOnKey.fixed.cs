// output: program
using System.Diagnostics;
using System.Runtime.InteropServices;

static class Program
{
    private static readonly HttpClient _registry = new();
    private static Process? _worker;

    private static void Main()
    {
        Console.CancelKeyPress += (_, pressed) => Task.Run(async () =>
        {
            pressed.Cancel = true;
            await _registry.DeleteAsync("https://registry/instances/1");
            _worker?.Kill(entireProcessTree: true);
        }).GetAwaiter().GetResult();
        using var sigterm = PosixSignalRegistration.Create(PosixSignal.SIGTERM, pressed => Task.Run(async () =>
        {
            pressed.Cancel = true;
            await _registry.DeleteAsync("https://registry/instances/1");
            _worker?.Kill(entireProcessTree: true);
        }).GetAwaiter().GetResult());
        _worker = Process.Start("worker");
        Thread.Sleep(Timeout.Infinite);
    }
}
