// references LeakLint.Guard
using System.Net.Sockets;
using LeakLint.Guard;
using Microsoft.Extensions.Logging;

// Nobody can wait for the work: its failure is logged, by the logger in reach.
sealed class Logged(HttpClient http, ILogger<Logged> logger)
{
    private readonly ILogger _logger = logger;

    // A constructor of a delegate cannot wait.
    public Timer Ping() => new(_ => PingAsync().ContinueWith(task => _logger.LogError(task.Exception, "PingAsync failed"), CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default));

    public void Answer(Func<string, Task>? answer)
    {
        answer?.Invoke("x").ContinueWith(task => _logger.LogError(task.Exception, "Background work of Answer failed"), CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
    }

    public void Loop(Queue<string> paths)
    {
        Task.Run(async () =>
        {
            while (paths.TryDequeue(out var path))
                await http.GetStringAsync(path);
        }).ContinueWith(task => _logger.LogError(task.Exception, "Background work of Loop failed"), CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
    }

    public async Task Serve(Stream stream) => await stream.WriteAsync(new byte[8]).ConfigureAwait(false);

    public async Task AcceptAsync(TcpListener listener, CancellationToken cancel)
    {
        await using var backgroundTasks = new BackgroundTaskTracker(new BackgroundTaskTrackerOptions { OnFault = (_, exception) => _logger.LogError(exception, "HandleAsync failed") });
        while (!cancel.IsCancellationRequested)
        {
            var client = await listener.AcceptTcpClientAsync(cancel);
            backgroundTasks.Track(HandleAsync(client));
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
        _update("begin").ContinueWith(task => LogOfLogged.Default.Error(task.Exception!, "Background work of LoggedAsBefore failed"), CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
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
        await using var backgroundTasks = new BackgroundTaskTracker(new BackgroundTaskTrackerOptions { OnFault = (name, exception) => System.Diagnostics.Trace.TraceError($"{name} failed: {exception}") });
        await foreach (var client in AcceptAsync())
        {
            backgroundTasks.Track(AnswerAsync(client));
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
