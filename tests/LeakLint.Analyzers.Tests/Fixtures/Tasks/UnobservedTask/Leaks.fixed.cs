sealed class Leaks
{
    async Task Run(string path)
    {
        await Task.Run(() => File.WriteAllText(path, "report"));
    }

    void RunAsync(HttpClient http)
    {
        Task.Run(async () =>
        {
            await Task.Delay(1000);
            await http.GetStringAsync("ping");
        });
    }

    async Task StartNew(string path)
    {
        await Task.Factory.StartNew(() => File.Delete(path), TaskCreationOptions.LongRunning);
    }

    async Task MethodGroup()
    {
        await Task.Run(Import);
    }

    async Task ForwardedCall(string path) => await Task.Run(() => Save(path));

    // The handler lets the failure go on.
    async Task Rethrown(string path)
    {
        await Task.Run(() =>
        {
            try
            {
                File.Delete(path);
            }
            catch (Exception e)
            {
                Console.Error.WriteLine(e);
                throw;
            }
        });
    }

    Func<int, IResult> InLambda() => id =>
    {
        Task.Run(() => Save($"{id}.txt"));
        return Results.Accepted();
    };

    async Task OwnCall(HttpClient http)
    {
        await PingAsync(http);
    }

    async Task OtherCall(HttpClient http, string path) => await http.PostAsync(path, null);

    void Conditional(HttpClient? http)
    {
        http?.GetStringAsync("a");
    }

    Timer InCallback(HttpClient http) => new(_ => PingAsync(http));

    async Task ValueTaskDropped(Stream stream, ReadOnlyMemory<byte> bytes)
    {
        await stream.WriteAsync(bytes);
    }

    // It serves until it is told to stop: nobody awaits it here.
    void Serving(IHost host)
    {
        host.RunAsync();
    }

    // Both are lost: waiting for the work is not waiting for what it drops.
    async Task Nested(HttpClient http)
    {
        await Task.Run(async () =>
        {
            await PingAsync(http);
        });
    }

    static async Task PingAsync(HttpClient http) => await http.GetStringAsync("ping");

    static void Import() => File.ReadAllText("import.txt");

    static void Save(string path) => File.WriteAllText(path, "x");
}

// What a delegate does, nobody here knows: that is worth a word, no more.
sealed class Progress(Func<string, Task> update)
{
    public async Task Report(string text) => await update(text);
}

// Unwrapped, and the work fails all the same.
sealed class UnwrappedStart(HttpClient http)
{
    public async Task Start(TaskScheduler scheduler)
    {
        await Task.Factory.StartNew(SendAsync, CancellationToken.None, TaskCreationOptions.None, scheduler).Unwrap();
    }

    private async Task SendAsync() => await http.GetStringAsync("https://example.org");
}

// The continuation runs whatever became of the work, and does not look.
sealed class ContinuedBlindly(HttpClient http)
{
    public void Start()
    {
        SendAsync().ContinueWith(_ => Console.WriteLine("done"));
    }

    private async Task SendAsync() => await http.GetStringAsync("https://example.org");
}

// The work says what is wrong, and nobody hears it.
sealed class SaysWhatIsWrong(HttpClient http)
{
    public string Begin(string name)
    {
        _ = ImportAsync(name);
        return name;
    }

    private async Task ImportAsync(string name)
    {
        var rows = await http.GetStringAsync(name);
        if (rows.Length == 0)
            throw new InvalidDataException("no rows");
    }
}
