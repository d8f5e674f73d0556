using System.Diagnostics;

sealed class Clean(ILogger log)
{
    private readonly TaskCompletionSource _wake = new();

    // Silent: it waits with a time-out.
    async Task<T> Waits<T>(Task<T> work) => await work.WaitAsync(TimeSpan.FromSeconds(1));

    // Silent: the delay can be cancelled.
    async Task CancelsDelay(Task work)
    {
        using var delay = new CancellationTokenSource();
        if (await Task.WhenAny(work, Task.Delay(1000, delay.Token)) != work)
            throw new TimeoutException();
        delay.Cancel();
        await work;
    }

    // Silent: late work is cancelled.
    async Task CancelsWork(Func<CancellationToken, Task> start)
    {
        using var stop = new CancellationTokenSource();
        var work = start(stop.Token);
        if (await Task.WhenAny(work, Task.Delay(1000)) != work)
            stop.Cancel();
        await work;
    }

    // Silent: the process that is waited for is killed.
    async Task Kills(Process process)
    {
        var exit = process.WaitForExitAsync();
        if (await Task.WhenAny(exit, Task.Delay(1000)) != exit)
            process.Kill();
    }

    // Silent: late work is waited for all the same.
    async Task<string> Warns(Task<string> work)
    {
        if (await Task.WhenAny(work, Task.Delay(1000)) != work)
            log.LogWarning("slow");
        return await work;
    }

    // Silent: its progress is shown.
    async Task ShowsProgress(Task work)
    {
        while (!work.IsCompleted)
        {
            await Task.WhenAny(work, Task.Delay(1000));
            log.LogInformation("…");
        }
    }

    // Silent: a signal that others may wait for too is not work that is abandoned.
    async Task WaitsForSignal()
    {
        await Task.WhenAny(_wake.Task, Task.Delay(1000));
    }

    // Silent: two pieces of work, no delay.
    async Task<Task> First(Task one, Task other) => await Task.WhenAny(one, other);

    // Silent: somebody looks at the late work.
    async Task Observes(Task work)
    {
        if (await Task.WhenAny(work, Task.Delay(1000)) != work)
        {
            _ = work.ContinueWith(late => log.LogError(late.Exception, "late"), TaskContinuationOptions.OnlyOnFaulted);
            throw new TimeoutException();
        }
    }
}

sealed class CleanRaceOfCaller
{
    // Silent: the token ends both.
    async Task Linked(Func<CancellationToken, Task> start, CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var work = start(stop.Token);
        await Task.WhenAny(work, Task.Delay(1000, cancellationToken));
        await stop.CancelAsync();
    }

    // Silent: a clock is no token.
    async Task OtherClock(Func<Task> start, TimeProvider clock)
    {
        var work = start();
        if (await Task.WhenAny(work, Task.Delay(TimeSpan.FromSeconds(1), clock)) != work)
            throw new TimeoutException();
        await work;
    }

    // Silent: the wait ends with the token, and with nothing else.
    async Task UntilCancelled(Func<Task> start, CancellationToken cancellationToken)
    {
        var work = start();
        await Task.WhenAny(work, Task.Delay(Timeout.Infinite, cancellationToken));
    }
}

// Silent: a source of the caller's token, two delays, and what is ended when the race is over.
sealed class StartedAndEnded(SemaphoreSlim items, TimeSpan patience)
{
    public async Task NextAsync(CancellationToken cancellationToken)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        await Task.WhenAny(items.WaitAsync(over.Token), Task.Delay(patience, over.Token));
        over.Cancel();
        await Task.WhenAny(Task.Delay(10), Task.Delay(patience));
    }
}
