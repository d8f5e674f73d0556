// How long a token lives that a call is given, its caller decides: where it is that of the host, each call leaves its callback with it.
static class Waiting
{
    public static async Task<bool> WaitAsync(WaitHandle handle, CancellationToken token)
    {
        var done = new TaskCompletionSource<bool>();
        var wait = ThreadPool.RegisterWaitForSingleObject(handle, (_, late) => done.TrySetResult(!late), null, 1000, true);
        if (token.CanBeCanceled)
            token.Register(() => done.TrySetCanceled(token));
        var result = await done.Task;
        wait.Unregister(null);
        return result;
    }

    public static async Task<string> ChangedAsync(FileSystemWatcher watcher, CancellationToken cancel)
    {
        var changed = new TaskCompletionSource<string>();
        using var registration = cancel.Register(state => ((TaskCompletionSource<string>)state!).TrySetCanceled(), changed);
        watcher.Changed += (_, change) => changed.TrySetResult(change.FullPath);
        return await changed.Task;
    }

    public static Task JoinAsync(Queue<TaskCompletionSource> members, CancellationToken token = default)
    {
        var joined = new TaskCompletionSource();
        if (token != default)
        {
            token.Register(() => joined.TrySetCanceled());
        }

        members.Enqueue(joined);
        return joined.Task;
    }
}

sealed class Reply : IDisposable
{
    private readonly TaskCompletionSource<string> _answer = new();

    public Reply(CancellationToken cancel)
    {
        cancel.Register(OnCancel);
    }

    public Task<string> Answer => _answer.Task;

    public void Dispose() => _answer.TrySetCanceled();

    private void OnCancel() => _answer.TrySetCanceled();
}

static class Tools
{
    // When the call is over, the callback asks for a process that has been released, and is still with the token.
    public static async Task<string> ReadAsync(System.Diagnostics.ProcessStartInfo start, CancellationToken token)
    {
        using var process = System.Diagnostics.Process.Start(start)!;
        using var registration = token.Register(() =>
        {
            if (!process.HasExited)
                process.Kill(true);
        });
        return await process.StandardOutput.ReadToEndAsync(CancellationToken.None);
    }

    public static async Task<int> ExecuteAsync(System.Diagnostics.ProcessStartInfo start, CancellationToken token)
    {
        using (var process = System.Diagnostics.Process.Start(start)!)
        {
            using var registration = token.Register(process.Kill);
            await process.WaitForExitAsync(CancellationToken.None);
            return process.ExitCode;
        }
    }

    public static async Task<byte[]> ReceiveAsync(System.Net.IPEndPoint from, CancellationToken token)
    {
        using var client = new System.Net.Sockets.UdpClient(from);
        using var registration = token.Register(() => client.Close());
        var received = await client.ReceiveAsync(CancellationToken.None);
        return received.Buffer;
    }
}
