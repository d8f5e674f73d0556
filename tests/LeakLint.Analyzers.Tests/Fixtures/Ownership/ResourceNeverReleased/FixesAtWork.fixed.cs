// references LeakLint.Guard
// What goes on working when the method has ended: a using would end it too early.
using System.Diagnostics;
using System.Net.Sockets;
using LeakLint.Guard;

sealed class FixesAtWork(string folder) : IDisposable
{
    private int _created;
    private FileSystemWatcher? _fileSystemWatcher;

    void Watched()
    {
        _fileSystemWatcher?.Dispose();
        _fileSystemWatcher = new FileSystemWatcher(folder);
        _fileSystemWatcher.Created += (_, _) => _created++;
        _fileSystemWatcher.EnableRaisingEvents = true;
    }

    int WatchedForAWhile()
    {
        using var watcher = new FileSystemWatcher(folder);
        watcher.Created += (_, _) => _created++;
        watcher.EnableRaisingEvents = true;
        Thread.Sleep(1000);
        return _created;
    }

    // There is no fix: a using would close the handle before the first line comes.
    void Listened(string tool, Action<string?> onLine)
    {
        var process = new Process { StartInfo = new ProcessStartInfo(tool) { RedirectStandardOutput = true } };
        process.OutputDataReceived += (_, line) => onLine(line.Data);
        process.Start();
        process.BeginOutputReadLine();
    }

    // There is no fix: the tracker has the task, and the task the client.
    async Task Served(TcpListener listener, BackgroundTaskTracker tracker, CancellationToken cancel)
    {
        while (!cancel.IsCancellationRequested)
        {
            var client = await listener.AcceptTcpClientAsync(cancel);
            tracker.Track(ServeAsync(client, cancel));
        }
    }

    private static async Task ServeAsync(TcpClient client, CancellationToken cancel) =>
        await client.GetStream().WriteAsync(new byte[1], cancel);

    public void Dispose()
    {
        _fileSystemWatcher?.Dispose();
    }
}

// A using would close the handle and leave the process.
sealed class GivenUpOn
{
    async Task<int> Encode(string film, CancellationToken cancellationToken)
    {
        var encoder = Process.Start("ffmpeg", film);
        try
        {
            await encoder.WaitForExitAsync(cancellationToken);
            return encoder.ExitCode;
        }
        finally
        {
            if (encoder is { HasExited: false })
            {
                encoder.Kill(entireProcessTree: true);
                await encoder.WaitForExitAsync();
            }

            encoder.Dispose();
        }
    }
}
