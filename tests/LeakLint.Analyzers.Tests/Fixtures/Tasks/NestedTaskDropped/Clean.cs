sealed class Clean(HttpClient http)
{
    // Silent: unwrapped.
    async Task Unwrapped() => await Task.Factory.StartNew(() => SendAsync("a")).Unwrap();

    // Silent: awaited twice.
    async Task AwaitedTwice() => await await Task.Factory.StartNew(() => SendAsync("a"));

    // Silent: the inner task is kept and awaited.
    async Task InnerKept()
    {
        var inner = await Task.Factory.StartNew(() => SendAsync("a"));
        await inner;
    }

    // Silent: the outer task is unwrapped later.
    async Task UnwrappedLater()
    {
        var outer = Task.Factory.StartNew(() => SendAsync("a"));
        await outer.Unwrap();
    }

    // Silent: the local is passed on as what it is.
    async Task PassedOn()
    {
        var outer = Task.Factory.StartNew(() => SendAsync("a"));
        await BothAsync(outer);
    }

    // Silent: Task.Run unwraps by itself.
    async Task Run() => await Task.Run(() => SendAsync("a"));

    // Silent: the work is synchronous.
    async Task Synchronous() => await Task.Factory.StartNew(() => File.Delete("a"), TaskCreationOptions.LongRunning);

    // Silent: the caller gets both tasks.
    Task<Task> Both() => Task.Factory.StartNew(() => SendAsync("a"));

    // Silent here: it is dropped altogether, and its failures are seen to.
    void Dropped() => Task.Factory.StartNew(async () =>
    {
        try
        {
            await SendAsync("a");
        }
        catch (Exception e)
        {
            Console.Error.WriteLine(e);
        }
    });

    // Silent: a result is continued with synchronously.
    async Task<int> Continued(Task<string> first) => await first.ContinueWith(done => done.Result.Length);

    private static async Task BothAsync(Task<Task> outer) => await await outer;

    private async Task SendAsync(string path) => await http.PostAsync(path, null);
}

// Silent: the inner task is done; awaiting the outer one only leaves its exception alone.
sealed class WithoutException
{
    public async Task WaitAsync(CancellationToken cancel) =>
        await Task.Delay(1000, cancel).ContinueWith(delay => delay, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
}

// Silent: the inner task is done from the start.
sealed class LetsItGo
{
    private Task _start = Task.CompletedTask;

    public void Start() => _start = Task.Run(() => Console.WriteLine("start")).ContinueWith(_ => _start = Task.CompletedTask);
}
