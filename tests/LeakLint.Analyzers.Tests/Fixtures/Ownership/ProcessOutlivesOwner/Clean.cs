using System.Diagnostics;

sealed class Clean
{
    // Silent: waited for.
    async Task<string> WaitedFor(CancellationToken cancellationToken)
    {
        using var git = Process.Start(new ProcessStartInfo("git", "status") { RedirectStandardOutput = true })!;
        var status = await git.StandardOutput.ReadToEndAsync(cancellationToken);
        await git.WaitForExitAsync(cancellationToken);
        return status;
    }

    // Silent: killed in any case.
    async Task<string?> KilledInFinally(string question)
    {
        using var server = Process.Start(new ProcessStartInfo("tool-server") { RedirectStandardInput = true, RedirectStandardOutput = true })!;
        try
        {
            await server.StandardInput.WriteLineAsync(question);
            return await server.StandardOutput.ReadLineAsync();
        }
        finally
        {
            server.Kill(entireProcessTree: true);
        }
    }

    // Silent: a plain command that may run on after us: nothing says that we own it.
    void PlainCommand()
    {
        using var command = Process.Start("notify-send", "done");
    }

    // Silent: handed to the desktop, which owns it.
    void OpenedByShell(string url)
    {
        using var browser = Process.Start(new ProcessStartInfo(url) { UseShellExecute = true });
    }

    // Silent: somebody else's process, not a child of ours.
    long Observed(int id)
    {
        using var process = Process.GetProcessById(id);
        return process.WorkingSet64;
    }

    // Silent: the caller owns it.
    Process Returned() => Process.Start(new ProcessStartInfo("tool-server") { RedirectStandardInput = true })!;
}

// Silent: killed and waited for where it is released.
sealed class CleanServer(string command) : IAsyncDisposable
{
    private readonly Process _server = Process.Start(command);

    public async ValueTask DisposeAsync()
    {
        if (!_server.HasExited)
            _server.Kill(entireProcessTree: true);
        await _server.WaitForExitAsync();
        _server.Dispose();
    }
}

// Silent: stopped through a helper of the same type.
sealed class CleanHostedWorker : IHostedService
{
    private Process? _worker;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        _worker = Process.Start("worker");
        return Task.CompletedTask;
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        if (_worker is { } worker)
            await EndAsync(worker, cancellationToken);
    }

    private static async Task EndAsync(Process worker, CancellationToken cancellationToken)
    {
        worker.Kill(entireProcessTree: true);
        await worker.WaitForExitAsync(cancellationToken);
        worker.Dispose();
    }
}

// Silent: the process was given, its owner is elsewhere.
sealed class Monitor(Process observed)
{
    public bool IsRunning => !observed.HasExited;
}

sealed class TimedWaits
{
    // Silent: killed when the time is up.
    int Killed(string command)
    {
        using var process = Process.Start(command)!;
        if (!process.WaitForExit(5000))
            process.Kill(entireProcessTree: true);
        return process.ExitCode;
    }

    // Silent: its output has ended, and so has it.
    string ReadToEnd(string command)
    {
        using var process = Process.Start(new ProcessStartInfo(command) { RedirectStandardOutput = true })!;
        var text = process.StandardOutput.ReadToEnd();
        process.WaitForExit(1000);
        return text;
    }

    // Silent: waited for until the end.
    void ForGood(string command)
    {
        using var process = Process.Start(command)!;
        process.WaitForExit(Timeout.Infinite);
    }
}

sealed class WaitedFor
{
    // Silent: other code is given the process when the wait is over.
    async Task EndedByOther()
    {
        using var limit = new CancellationTokenSource();
        limit.CancelAfter(1000);
        using var git = Process.Start(new ProcessStartInfo("git", "fetch"))!;
        try
        {
            await git.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            End(git);
        }
    }

    // Silent: whoever has read all of the output has waited for the end.
    async Task<string> ReadToEnd()
    {
        using var limit = new CancellationTokenSource(1000);
        using var git = Process.Start(new ProcessStartInfo("git", "log") { RedirectStandardOutput = true })!;
        var text = await git.StandardOutput.ReadToEndAsync();
        await git.WaitForExitAsync(limit.Token);
        return text;
    }

    private static void End(Process process) => process.Kill(entireProcessTree: true);
}

sealed class CleanCancelledWaits
{
    // Silent: the token kills it.
    async Task KilledByToken(string film, CancellationToken cancellationToken)
    {
        using var encoder = Process.Start("ffmpeg", film)!;
        using var killing = cancellationToken.Register(() => encoder.Kill(entireProcessTree: true));
        await encoder.WaitForExitAsync(cancellationToken);
    }

    // Silent: nothing cancels the wait.
    async Task WaitedForGood(string film)
    {
        using var encoder = Process.Start("ffmpeg", film)!;
        await encoder.WaitForExitAsync(CancellationToken.None);
    }

    // Silent: what it says is read until it ends.
    async Task Listened(string film, CancellationToken cancellationToken)
    {
        using var encoder = Process.Start(new ProcessStartInfo("ffmpeg", film) { RedirectStandardOutput = true })!;
        while (await encoder.StandardOutput.ReadLineAsync(cancellationToken) is { } line)
            Console.WriteLine(line);
        await encoder.WaitForExitAsync(cancellationToken);
    }
}
