// output: program
using System.Diagnostics;

static class Program
{
    private static readonly HttpClient _registry = new();
    private static Process? _worker;

    private static void Main()
    {
        Console.CancelKeyPress += async (_, pressed) => // want LEAK4002: nobody waits for it
        {
            pressed.Cancel = true;
            await _registry.DeleteAsync("https://registry/instances/1");
            _worker?.Kill(entireProcessTree: true);
        };
        _worker = Process.Start("worker");
        Thread.Sleep(Timeout.Infinite);
    }
}
