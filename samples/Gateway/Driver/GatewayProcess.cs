using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Driver;

/// <summary>A running gateway that listens on a free port of this machine only.</summary>
internal sealed class GatewayProcess : IAsyncDisposable
{
    private const int SigTerm = 15;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly Process _process;

    private GatewayProcess(Process process, ChildProcesses children)
    {
        _process = process;
        Children = children;
    }

    public ChildProcesses Children { get; }

    public Uri Address { get; private set; } = null!;

    /// <param name="arguments">The gateway's assembly, then its own arguments.</param>
    /// <param name="marker">An environment variable, as <c>NAME=value</c>, that the gateway's descendants are known by.</param>
    public static async Task<GatewayProcess> StartAsync(IEnumerable<string> arguments, string marker)
    {
        var info = new ProcessStartInfo("dotnet", [.. arguments, "--urls", "http://127.0.0.1:0"]) { RedirectStandardOutput = true };
        var parts = marker.Split('=', 2);
        info.Environment[parts[0]] = parts[1];

        var process = Process.Start(info)!;
        var gateway = new GatewayProcess(process, new ChildProcesses(process.Id, marker));
        try
        {
            gateway.Address = await gateway.ReadAddressAsync();
            return gateway;
        }
        catch
        {
            await gateway.DisposeAsync();
            throw;
        }
    }

    /// <summary>Sends SIGTERM, as a service host does, and waits until the gateway itself has ended.</summary>
    public async Task TerminateAsync()
    {
        if (SendSignal(_process.Id, SigTerm) != 0)
            throw new InvalidOperationException("SIGTERM could not be sent to the gateway.");
        await _process.WaitForExitAsync().WaitAsync(Patience);
    }

    /// <summary>Kills what is left, so that a leaking gateway leaves nothing behind on this machine.</summary>
    public async ValueTask DisposeAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
        for (var round = 0; round < 100 && Children.List() is { Count: > 0 } left; round++)
        {
            foreach (var id in left)
                Kill(id);
            await Task.Delay(TimeSpan.FromMilliseconds(50));
        }

        _process.Dispose();
    }

    private async Task<Uri> ReadAddressAsync()
    {
        const string Announcement = "Now listening on: ";
        var address = new TaskCompletionSource<Uri>(TaskCreationOptions.RunContinuationsAsynchronously);
        _process.OutputDataReceived += (_, output) =>
        {
            if (output.Data is null)
                address.TrySetException(new InvalidOperationException("The gateway ended before it listened."));
            else if (output.Data.IndexOf(Announcement, StringComparison.Ordinal) is >= 0 and var start)
                address.TrySetResult(new Uri(output.Data[(start + Announcement.Length)..]));
        };
        _process.BeginOutputReadLine();
        return await address.Task.WaitAsync(Patience);
    }

    private static void Kill(int id)
    {
        const int SigKill = 9;
        SendSignal(id, SigKill);
    }

    [DllImport("libc", EntryPoint = "kill", SetLastError = true)]
    private static extern int SendSignal(int id, int signal);
}
