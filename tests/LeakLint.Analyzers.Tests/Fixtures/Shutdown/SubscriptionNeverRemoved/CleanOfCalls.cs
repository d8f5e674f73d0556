static class Waiting
{
    // Silent: disposed when the call is over.
    public static async Task<bool> WaitAsync(TaskCompletionSource<bool> shared, CancellationToken token)
    {
        var done = new TaskCompletionSource<bool>();
        using var registration = token.Register(() => done.TrySetCanceled());
        _ = shared.Task.ContinueWith(task => done.TrySetResult(task.Result), TaskScheduler.Default);
        return await done.Task;
    }

    // Silent: waits for nothing but the token.
    public static Task WhenCanceled(this CancellationToken token)
    {
        var canceled = new TaskCompletionSource();
        token.Register(() => canceled.TrySetResult());
        return canceled.Task;
    }

    // Silent: the source of the token belongs to the call.
    public static async Task<bool> WithTimeout(Queue<TaskCompletionSource<bool>> waiting)
    {
        using var source = new CancellationTokenSource(1000);
        var done = new TaskCompletionSource<bool>();
        source.Token.Register(() => done.TrySetCanceled());
        waiting.Enqueue(done);
        return await done.Task;
    }

    // Silent: the callback refers to nothing that the call made.
    public static void Log(CancellationToken token) => token.Register(() => Console.WriteLine("canceled"));

    // Silent: the registration is kept.
    public static CancellationTokenRegistration Kept(Queue<TaskCompletionSource> waiting, CancellationToken token)
    {
        var done = new TaskCompletionSource();
        waiting.Enqueue(done);
        return token.Register(() => done.TrySetCanceled());
    }
}

// Silent: runs once, and its token is that of the stop.
sealed class Worker(Queue<TaskCompletionSource> waiting) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var done = new TaskCompletionSource();
        stoppingToken.Register(() => done.TrySetResult());
        waiting.Enqueue(done);
        await done.Task;
    }
}

// Silent: nothing says that objects of the type come and go.
sealed class Listener
{
    private readonly TaskCompletionSource _stopped = new();

    public Listener(CancellationToken stop) => stop.Register(() => _stopped.TrySetResult());

    public Task Stopped => _stopped.Task;
}

static class Tools
{
    // Silent: the registration ends with the call.
    public static async Task<string> ReadAsync(System.Diagnostics.ProcessStartInfo start, CancellationToken token)
    {
        using var process = System.Diagnostics.Process.Start(start)!;
        await using var registration = token.Register(() => process.Kill(true));
        return await process.StandardOutput.ReadToEndAsync(CancellationToken.None);
    }

    // Silent: runs once.
    public static async Task RunAsync(System.Diagnostics.ProcessStartInfo start, CancellationToken token)
    {
        using var process = System.Diagnostics.Process.Start(start)!;
        token.Register(() => process.Kill(true));
        await process.WaitForExitAsync(CancellationToken.None);
    }
}
