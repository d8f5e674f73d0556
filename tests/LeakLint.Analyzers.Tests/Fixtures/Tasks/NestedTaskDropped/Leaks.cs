sealed class Leaks(HttpClient http, TaskScheduler scheduler)
{
    private Task _loop = Task.CompletedTask;
    private readonly List<Task> _all = [];

    async Task AwaitedOnce()
    {
        await Task.Factory.StartNew(async () => await http.GetStringAsync("a")); // want LEAK5006: 'TaskFactory.StartNew'
        Console.WriteLine("done");
    }

    async Task AwaitedConfigured(string path)
    {
        await Task.Factory.StartNew(() => SendAsync(path), TaskCreationOptions.LongRunning).ConfigureAwait(false); // want LEAK5006: StartNew
    }

    async Task WithToken(CancellationToken ct)
    {
        await Task.Factory.StartNew(async () => // want LEAK5006: StartNew
        {
            await Task.Delay(100, ct);
            await SendAsync("b");
        }, ct);
    }

    // Another scheduler: only unwrapping keeps it.
    async Task OnScheduler(CancellationToken ct)
    {
        await Task.Factory.StartNew(() => SendAsync("b"), ct, TaskCreationOptions.None, scheduler); // want LEAK5006: StartNew
    }

    async Task OnDefaultScheduler(CancellationToken ct)
    {
        await Task.Factory.StartNew(() => SendAsync("b"), ct, TaskCreationOptions.DenyChildAttach, TaskScheduler.Default); // want LEAK5006: StartNew
    }

    async Task WithState()
    {
        await Task.Factory.StartNew(async path => await SendAsync((string)path!), "c"); // want LEAK5006: StartNew
    }

    void KeptAsPlainTask()
    {
        _loop = Task.Factory.StartNew(async () => await SendAsync("d"), TaskCreationOptions.LongRunning); // want LEAK5006: StartNew
    }

    Task ReturnedAsPlainTask() => Task.Factory.StartNew(() => SendAsync("e")); // want LEAK5006: StartNew

    void Collected() => _all.Add(Task.Factory.StartNew(() => SendAsync("f"))); // want LEAK5006: StartNew

    void Blocked() => Task.Factory.StartNew(() => SendAsync("g")).Wait(); // want LEAK5006: StartNew

    async Task Local()
    {
        var sending = Task.Factory.StartNew(() => SendAsync("h")); // want LEAK5006: StartNew
        Console.WriteLine("sending");
        await sending;
    }

    Task Continued(Task first) => first.ContinueWith(async done => await SendAsync("i")); // want LEAK5006: 'Task.ContinueWith'

    async Task ContinuedWithResult(Task<string> first)
    {
        await first.ContinueWith(done => SendAsync(done.Result), TaskContinuationOptions.OnlyOnRanToCompletion); // want LEAK5006: ContinueWith
    }

    private async Task SendAsync(string path) => await http.PostAsync(path, null);
}
