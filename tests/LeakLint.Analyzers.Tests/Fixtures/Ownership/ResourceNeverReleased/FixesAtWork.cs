// references LeakLint.Guard
// What goes on working when the method has ended: a using would end it too early.
using System.Diagnostics;
using System.Net.Sockets;
using LeakLint.Guard;

sealed class FixesAtWork(string folder)
{
    private int _created;

    void Watched()
    {
        var watcher = new FileSystemWatcher(folder); // want LEAK1001: watcher
        watcher.Created += (_, _) => _created++;
        watcher.EnableRaisingEvents = true;
    }

    int WatchedForAWhile()
    {
        var watcher = new FileSystemWatcher(folder); // want LEAK1001: watcher
        watcher.Created += (_, _) => _created++;
        watcher.EnableRaisingEvents = true;
        Thread.Sleep(1000);
        return _created;
    }

    // There is no fix: a using would close the handle before the first line comes.
    void Listened(string tool, Action<string?> onLine)
    {
        var process = new Process { StartInfo = new ProcessStartInfo(tool) { RedirectStandardOutput = true } }; // want LEAK1001: process
        process.OutputDataReceived += (_, line) => onLine(line.Data);
        process.Start();
        process.BeginOutputReadLine();
    }

    // There is no fix: the tracker has the task, and the task the client.
    async Task Served(TcpListener listener, BackgroundTaskTracker tracker, CancellationToken cancel)
    {
        while (!cancel.IsCancellationRequested)
        {
            var client = await listener.AcceptTcpClientAsync(cancel); // want LEAK1001: client
            tracker.Track(ServeAsync(client, cancel));
        }
    }

    private static async Task ServeAsync(TcpClient client, CancellationToken cancel) =>
        await client.GetStream().WriteAsync(new byte[1], cancel);
}

// A using would close the handle and leave the process.
sealed class GivenUpOn
{
    async Task<int> Encode(string film, CancellationToken cancellationToken)
    {
        var encoder = Process.Start("ffmpeg", film); // want LEAK1001: encoder
        await encoder.WaitForExitAsync(cancellationToken);
        return encoder.ExitCode;
    }
}
