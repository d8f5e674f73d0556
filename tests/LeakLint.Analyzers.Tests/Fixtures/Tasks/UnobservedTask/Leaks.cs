sealed class Leaks
{
    void Run(string path)
    {
        Task.Run(() => File.WriteAllText(path, "report")); // want LEAK5001: 'Task.Run'
    }

    void RunAsync(HttpClient http)
    {
        Task.Run(async () => // want LEAK5001: 'Task.Run'
        {
            await Task.Delay(1000);
            await http.GetStringAsync("ping");
        });
    }

    void StartNew(string path)
    {
        Task.Factory.StartNew(() => File.Delete(path), TaskCreationOptions.LongRunning); // want LEAK5001: 'TaskFactory.StartNew'
    }

    void MethodGroup()
    {
        Task.Run(Import); // want LEAK5001: 'Task.Run'
    }

    void ForwardedCall(string path) => Task.Run(() => Save(path)); // want LEAK5001: 'Task.Run'

    // The handler lets the failure go on.
    void Rethrown(string path)
    {
        Task.Run(() => // want LEAK5001: 'Task.Run'
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
        Task.Run(() => Save($"{id}.txt")); // want LEAK5001: 'Task.Run'
        return Results.Accepted();
    };

    void OwnCall(HttpClient http)
    {
        PingAsync(http); // want LEAK5001: 'PingAsync'
    }

    void OtherCall(HttpClient http, string path) => http.PostAsync(path, null); // want LEAK5001: 'PostAsync'

    void Conditional(HttpClient? http)
    {
        http?.GetStringAsync("a"); // want LEAK5001: 'GetStringAsync'
    }

    Timer InCallback(HttpClient http) => new(_ => PingAsync(http)); // want LEAK5001: 'PingAsync'

    void ValueTaskDropped(Stream stream, ReadOnlyMemory<byte> bytes)
    {
        stream.WriteAsync(bytes); // want LEAK5001: 'WriteAsync'
    }

    // It serves until it is told to stop: nobody awaits it here.
    void Serving(IHost host)
    {
        host.RunAsync(); // want LEAK5001: 'RunAsync'
    }

    // Both are lost: waiting for the work is not waiting for what it drops.
    void Nested(HttpClient http)
    {
        Task.Run(() => // want LEAK5001: 'Task.Run'
        {
            PingAsync(http); // want LEAK5001: 'PingAsync'
        });
    }

    static async Task PingAsync(HttpClient http) => await http.GetStringAsync("ping");

    static void Import() => File.ReadAllText("import.txt");

    static void Save(string path) => File.WriteAllText(path, "x");
}

// What a delegate does, nobody here knows: that is worth a word, no more.
sealed class Progress(Func<string, Task> update)
{
    public void Report(string text) => update(text); // want LEAK5001: 'update'
}

// Unwrapped, and the work fails all the same.
sealed class UnwrappedStart(HttpClient http)
{
    public void Start(TaskScheduler scheduler)
    {
        Task.Factory.StartNew(SendAsync, CancellationToken.None, TaskCreationOptions.None, scheduler).Unwrap(); // want LEAK5001: 'TaskFactory.StartNew'
    }

    private async Task SendAsync() => await http.GetStringAsync("https://example.org");
}

// The continuation runs whatever became of the work, and does not look.
sealed class ContinuedBlindly(HttpClient http)
{
    public void Start()
    {
        SendAsync().ContinueWith(_ => Console.WriteLine("done")); // want LEAK5001: 'ContinueWith'
    }

    private async Task SendAsync() => await http.GetStringAsync("https://example.org");
}

// The work says what is wrong, and nobody hears it.
sealed class SaysWhatIsWrong(HttpClient http)
{
    public string Begin(string name)
    {
        _ = ImportAsync(name); // want LEAK5001: ImportAsync
        return name;
    }

    private async Task ImportAsync(string name)
    {
        var rows = await http.GetStringAsync(name);
        if (rows.Length == 0)
            throw new InvalidDataException("no rows");
    }
}
