using System.Diagnostics;

sealed class Leaks
{
    // Disposing closes our end: the server decides whether it goes.
    async Task<string?> AnswerOfServer(string question)
    {
        using var server = Process.Start(new ProcessStartInfo("tool-server")
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        })!;
        try
        {
            await server.StandardInput.WriteLineAsync(question);
            return await server.StandardOutput.ReadLineAsync();
        }
        finally
        {
            if (server is { HasExited: false })
            {
                server.Kill(entireProcessTree: true);
                await server.WaitForExitAsync();
            }
        }
    }
}

sealed class SearchServer(string command) : IDisposable
{
    private readonly Process _server = Process.Start(command);

    public int Id => _server.Id;

    public void Dispose()
    {
        if (_server is { HasExited: false })
        {
            _server.Kill(entireProcessTree: true);
            _server.WaitForExit();
        }

        _server.Dispose();
    }
}

sealed class HostedWorker : IHostedService
{
    private Process? _worker;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        _worker = Process.Start("worker");
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken)
    {
        if (_worker is { HasExited: false })
        {
            _worker.Kill(entireProcessTree: true);
            _worker.WaitForExit();
        }

        _worker?.Dispose();
        return Task.CompletedTask;
    }
}

sealed class ConfiguredServer : IDisposable
{
    private readonly Process _server;

    public ConfiguredServer(string command)
    {
        _server = new Process { StartInfo = new ProcessStartInfo(command) { RedirectStandardInput = true } };
        _server.Start();
    }

    public void Dispose()
    {
        _server.StandardInput.Close();
        if (_server is { HasExited: false })
        {
            _server.Kill(entireProcessTree: true);
            _server.WaitForExit();
        }

        _server.Dispose();
    }
}

// The wait ends after five seconds, the process need not.
sealed class TimedWaits
{
    bool Asked(string command)
    {
        using var process = Process.Start(command)!;
        try
        {
            if (!process.WaitForExit(5000))
                return false;
            return process.ExitCode == 0;
        }
        finally
        {
            if (process is { HasExited: false })
            {
                process.Kill(entireProcessTree: true);
                process.WaitForExit();
            }
        }
    }

    void Ignored(string command)
    {
        using var process = Process.Start(command)!;
        try
        {
            process.WaitForExit(TimeSpan.FromSeconds(5));
        }
        finally
        {
            if (process is { HasExited: false })
            {
                process.Kill(entireProcessTree: true);
                process.WaitForExit();
            }
        }
    }
}

sealed class Unended
{
    // What is read to its end is the question, not what the server says.
    async Task<string?> AnswerTo(Stream question)
    {
        using var server = Process.Start(new ProcessStartInfo("answer-server") { RedirectStandardInput = true, RedirectStandardOutput = true })!;
        try
        {
            using var reader = new StreamReader(question);
            await server.StandardInput.WriteLineAsync(await reader.ReadToEndAsync());
            return await server.StandardOutput.ReadLineAsync();
        }
        finally
        {
            if (server is { HasExited: false })
            {
                server.Kill(entireProcessTree: true);
                await server.WaitForExitAsync();
            }
        }
    }

    // It is read only where it has ended.
    void RenderInTime(string scene)
    {
        using var renderer = Process.Start(new ProcessStartInfo("blender", scene) { RedirectStandardError = true })!;
        try
        {
            if (!renderer.WaitForExit(60_000))
                throw new TimeoutException(scene);
            if (renderer.ExitCode != 0)
                throw new InvalidOperationException(renderer.StandardError.ReadToEnd());
        }
        finally
        {
            if (renderer is { HasExited: false })
            {
                renderer.Kill(entireProcessTree: true);
                renderer.WaitForExit();
            }
        }
    }
}

sealed class GivenUp
{
    // The token ends the wait, not the process.
    async Task<int?> FetchInTime(string directory)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        using var git = Process.Start(new ProcessStartInfo("git", "fetch") { WorkingDirectory = directory })!;
        try
        {
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
        finally
        {
            if (git is { HasExited: false })
            {
                git.Kill(entireProcessTree: true);
                await git.WaitForExitAsync();
            }
        }
    }
}

// The caller gives up; the process does not.
sealed class CancelledWaits
{
    async Task Encode(string film, CancellationToken cancellationToken)
    {
        using var encoder = Process.Start("ffmpeg", film)!;
        try
        {
            await encoder.WaitForExitAsync(cancellationToken);
            if (encoder.ExitCode != 0)
                throw new InvalidOperationException(film);
        }
        finally
        {
            if (encoder is { HasExited: false })
            {
                encoder.Kill(entireProcessTree: true);
                await encoder.WaitForExitAsync();
            }
        }
    }

    async Task<string> EncodeInTime(string film)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(5));
        using var encoder = Process.Start(new ProcessStartInfo("ffmpeg", film) { RedirectStandardError = true })!;
        try
        {
            var log = encoder.StandardError.ReadToEndAsync();
            await encoder.WaitForExitAsync(limit.Token);
            return await log;
        }
        finally
        {
            if (encoder is { HasExited: false })
            {
                encoder.Kill(entireProcessTree: true);
                await encoder.WaitForExitAsync();
            }
        }
    }
}
