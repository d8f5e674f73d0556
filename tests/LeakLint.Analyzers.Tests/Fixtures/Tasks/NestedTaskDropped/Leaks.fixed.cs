sealed class Leaks(HttpClient http, TaskScheduler scheduler)
{
    private Task _loop = Task.CompletedTask;
    private readonly List<Task> _all = [];

    async Task AwaitedOnce()
    {
        await Task.Run(async () => await http.GetStringAsync("a"));
        Console.WriteLine("done");
    }

    async Task AwaitedConfigured(string path)
    {
        await Task.Run(() => SendAsync(path)).ConfigureAwait(false);
    }

    async Task WithToken(CancellationToken ct)
    {
        await Task.Run(async () =>
        {
            await Task.Delay(100, ct);
            await SendAsync("b");
        }, ct);
    }

    // Another scheduler: only unwrapping keeps it.
    async Task OnScheduler(CancellationToken ct)
    {
        await Task.Factory.StartNew(() => SendAsync("b"), ct, TaskCreationOptions.None, scheduler).Unwrap();
    }

    async Task OnDefaultScheduler(CancellationToken ct)
    {
        await Task.Run(() => SendAsync("b"), ct);
    }

    async Task WithState()
    {
        await Task.Factory.StartNew(async path => await SendAsync((string)path!), "c").Unwrap();
    }

    void KeptAsPlainTask()
    {
        _loop = Task.Run(async () => await SendAsync("d"));
    }

    Task ReturnedAsPlainTask() => Task.Run(() => SendAsync("e"));

    void Collected() => _all.Add(Task.Run(() => SendAsync("f")));

    void Blocked() => Task.Run(() => SendAsync("g")).Wait();

    async Task Local()
    {
        var sending = Task.Run(() => SendAsync("h"));
        Console.WriteLine("sending");
        await sending;
    }

    Task Continued(Task first) => first.ContinueWith(async done => await SendAsync("i")).Unwrap();

    async Task ContinuedWithResult(Task<string> first)
    {
        await first.ContinueWith(done => SendAsync(done.Result), TaskContinuationOptions.OnlyOnRanToCompletion).Unwrap();
    }

    private async Task SendAsync(string path) => await http.PostAsync(path, null);
}
