// references LeakLint.Guard
using System.Net.Sockets;
using Microsoft.Extensions.Logging;

// Nobody can wait for the work: its failure is logged, by the logger in reach.
sealed class Logged(HttpClient http, ILogger<Logged> logger)
{
    private readonly ILogger _logger = logger;

    // A constructor of a delegate cannot wait.
    public Timer Ping() => new(_ => PingAsync()); // want LEAK5001: 'PingAsync'

    public void Answer(Func<string, Task>? answer)
    {
        answer?.Invoke("x"); // want LEAK5001: 'answer'
    }

    public void Loop(Queue<string> paths)
    {
        Task.Run(async () => // want LEAK5001: 'Task.Run'
        {
            while (paths.TryDequeue(out var path))
                await http.GetStringAsync(path);
        });
    }

    public void Serve(Stream stream) => stream.WriteAsync(new byte[8]).ConfigureAwait(false); // want LEAK5001: 'WriteAsync'

    public async Task AcceptAsync(TcpListener listener, CancellationToken cancel)
    {
        while (!cancel.IsCancellationRequested)
        {
            var client = await listener.AcceptTcpClientAsync(cancel);
            _ = HandleAsync(client); // want LEAK5001: 'Logged.HandleAsync'
        }
    }

    private async Task HandleAsync(TcpClient client)
    {
        using (client)
        {
            await client.GetStream().WriteAsync(new byte[8]);
            _logger.LogInformation("answered");
        }
    }

    private async Task PingAsync() => await http.GetStringAsync("ping");
}

static class JournalOfLogged
{
    public static void Write(string source, Exception exception) => Console.Error.WriteLine(source + exception);
}

// Its other failures tell how.
sealed class LoggedAsBefore
{
    private const string Source = "sessions";

    private readonly Func<string, Task> _update;

    public LoggedAsBefore(Func<string, Task> update)
    {
        _update = update;
        _update("begin"); // want LEAK5001: '_update'
    }

    public void Remove(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (Exception e)
        {
            LogOfLogged.Default.Error(e, $"{path} stays");
            JournalOfLogged.Write(Source, e);
        }
    }
}

sealed class LogOfLogged
{
    public static LogOfLogged Default { get; } = new();

    public void Error(Exception exception, string text) => Console.Error.WriteLine(text + exception);
}

// Nothing tells how.
sealed class ServesWithoutLogger(TcpListener listener)
{
    public async Task RunAsync()
    {
        await foreach (var client in AcceptAsync())
        {
            _ = AnswerAsync(client); // want LEAK5001: 'ServesWithoutLogger.AnswerAsync'
        }
    }

    private async IAsyncEnumerable<TcpClient> AcceptAsync()
    {
        while (true)
            yield return await listener.AcceptTcpClientAsync();
    }

    private static async Task AnswerAsync(TcpClient client)
    {
        using (client)
            await client.GetStream().WriteAsync(new byte[8]);
    }
}
