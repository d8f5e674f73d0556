using System.Diagnostics;

namespace Gateway;

/// <summary>Keeps one child process that watches the notes, and logs what it sees.</summary>
public sealed class NotesWatcher(ToolServerCommands commands, ILogger<NotesWatcher> logger) : IHostedService
{
    private readonly Lock _gate = new();
    private Process? _watcher;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        Watch();
        return Task.CompletedTask;
    }

    /// <summary>Watches afresh, for file systems that have lost track of changes.</summary>
    public void Watch()
    {
        lock (_gate)
        {
            _watcher = Process.Start(new ProcessStartInfo(ToolServerCommands.FileName, commands.Arguments("watch"))
            {
                RedirectStandardOutput = true,
            })!;
            _watcher.OutputDataReceived += OnChange;
            _watcher.BeginOutputReadLine();
        }
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        if (_watcher is null)
            return;

        _watcher.Kill(entireProcessTree: true);
        await _watcher.WaitForExitAsync(cancellationToken);
        _watcher.Dispose();
    }

    private void OnChange(object sender, DataReceivedEventArgs change)
    {
        if (change.Data is not null)
            logger.LogInformation("Notes changed: {Change}", change.Data);
    }
}
