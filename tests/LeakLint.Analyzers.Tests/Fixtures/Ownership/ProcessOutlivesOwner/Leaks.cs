using System.Diagnostics;

sealed class Leaks
{
    // Disposing closes our end: the server decides whether it goes.
    async Task<string?> AnswerOfServer(string question)
    {
        using var server = Process.Start(new ProcessStartInfo("tool-server") // want LEAK1009: server
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        })!;
        await server.StandardInput.WriteLineAsync(question);
        return await server.StandardOutput.ReadLineAsync();
    }
}

sealed class SearchServer(string command) : IDisposable
{
    private readonly Process _server = Process.Start(command); // want LEAK1009: _server

    public int Id => _server.Id;

    public void Dispose() => _server.Dispose();
}

sealed class HostedWorker : IHostedService
{
    private Process? _worker;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        _worker = Process.Start("worker"); // want LEAK1009: _worker
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken)
    {
        _worker?.Dispose();
        return Task.CompletedTask;
    }
}

sealed class ConfiguredServer : IDisposable
{
    private readonly Process _server;

    public ConfiguredServer(string command)
    {
        _server = new Process { StartInfo = new ProcessStartInfo(command) { RedirectStandardInput = true } }; // want LEAK1009: _server
        _server.Start();
    }

    public void Dispose()
    {
        _server.StandardInput.Close();
        _server.Dispose();
    }
}

// The wait ends after five seconds, the process need not.
sealed class TimedWaits
{
    bool Asked(string command)
    {
        using var process = Process.Start(command)!; // want LEAK1009: process
        if (!process.WaitForExit(5000))
            return false;
        return process.ExitCode == 0;
    }

    void Ignored(string command)
    {
        using var process = Process.Start(command)!; // want LEAK1009: process
        process.WaitForExit(TimeSpan.FromSeconds(5));
    }
}

sealed class Unended
{
    // What is read to its end is the question, not what the server says.
    async Task<string?> AnswerTo(Stream question)
    {
        using var server = Process.Start(new ProcessStartInfo("answer-server") { RedirectStandardInput = true, RedirectStandardOutput = true })!; // want LEAK1009: server
        using var reader = new StreamReader(question);
        await server.StandardInput.WriteLineAsync(await reader.ReadToEndAsync());
        return await server.StandardOutput.ReadLineAsync();
    }

    // It is read only where it has ended.
    void RenderInTime(string scene)
    {
        using var renderer = Process.Start(new ProcessStartInfo("blender", scene) { RedirectStandardError = true })!; // want LEAK1009: renderer
        if (!renderer.WaitForExit(60_000))
            throw new TimeoutException(scene);
        if (renderer.ExitCode != 0)
            throw new InvalidOperationException(renderer.StandardError.ReadToEnd());
    }
}

sealed class GivenUp
{
    // The token ends the wait, not the process.
    async Task<int?> FetchInTime(string directory)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        using var git = Process.Start(new ProcessStartInfo("git", "fetch") { WorkingDirectory = directory })!; // want LEAK1009: git
        try
        {
            await git.WaitForExitAsync(limit.Token);
            return git.ExitCode;
        }
        catch (OperationCanceledException)
        {
            return null;
        }
    }
}

// The caller gives up; the process does not.
sealed class CancelledWaits
{
    async Task Encode(string film, CancellationToken cancellationToken)
    {
        using var encoder = Process.Start("ffmpeg", film)!; // want LEAK1009: encoder
        await encoder.WaitForExitAsync(cancellationToken);
        if (encoder.ExitCode != 0)
            throw new InvalidOperationException(film);
    }

    async Task<string> EncodeInTime(string film)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(5));
        using var encoder = Process.Start(new ProcessStartInfo("ffmpeg", film) { RedirectStandardError = true })!; // want LEAK1009: encoder
        var log = encoder.StandardError.ReadToEndAsync();
        await encoder.WaitForExitAsync(limit.Token);
        return await log;
    }
}
