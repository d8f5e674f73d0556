using System.Collections.Concurrent;

public sealed record Answer(int Id, string Text);

public interface IWire
{
    Task SendAsync(int id, string text, CancellationToken cancellationToken);
}

// A cancelled or failed wait skips the removal.
public sealed class Client(IWire wire)
{
    private readonly ConcurrentDictionary<int, TaskCompletionSource<Answer>> _pending = new();
    private int _last;

    public async Task<Answer> AskAsync(string text, CancellationToken cancellationToken)
    {
        var id = Interlocked.Increment(ref _last);
        var source = new TaskCompletionSource<Answer>();
        _pending[id] = source;
        try
        {
            await wire.SendAsync(id, text, cancellationToken);
            var answer = await source.Task.WaitAsync(cancellationToken);
            return answer;
        }
        finally
        {
            _pending.TryRemove(id, out _);
        }
    }

    public void OnAnswer(Answer answer)
    {
        if (_pending.TryGetValue(answer.Id, out var source))
            source.TrySetResult(answer);
    }
}

// Only the answer takes the entry out; what is cancelled is never answered.
public sealed class AnsweredClient(IWire wire)
{
    private readonly ConcurrentDictionary<int, TaskCompletionSource<Answer>> _pending = new();
    private int _last;

    public async Task<Answer> AskAsync(string text, CancellationToken cancellationToken)
    {
        var id = Interlocked.Increment(ref _last);
        var source = new TaskCompletionSource<Answer>();
        if (!_pending.TryAdd(id, source))
            throw new InvalidOperationException();
        try
        {
            await wire.SendAsync(id, text, cancellationToken);
            return await source.Task.WaitAsync(cancellationToken);
        }
        finally
        {
            _pending.TryRemove(id, out _);
        }
    }

    public void OnAnswer(Answer answer)
    {
        if (_pending.TryRemove(answer.Id, out var source))
            source.TrySetResult(answer);
    }
}

public static class Jobs
{
    private static readonly HashSet<string> _running = [];
    private static readonly ConcurrentDictionary<string, Task<byte[]>> _loading = new();
    private static readonly Dictionary<string, DateTime> _started = [];

    // One return was forgotten.
    public static async Task<bool> RunAsync(string jobId, Func<string, Task<bool>> run)
    {
        if (!_running.Add(jobId))
            return false;
        try
        {
            var task = run(jobId);
            if (task.IsCompleted)
                return false;
            try
            {
                await task;
            }
            catch (Exception)
            {
                throw;
            }
        }
        finally
        {
            _running.Remove(jobId);
        }

        return true;
    }

    // The failed task stays, and everybody after gets it.
    public static async Task<byte[]> LoadAsync(string url, HttpClient http)
    {
        var task = _loading.GetOrAdd(url, http.GetByteArrayAsync);
        try
        {
            var bytes = await task;
            return bytes;
        }
        finally
        {
            _loading.TryRemove(url, out _);
        }
    }

    // A throw of its own, and code of others.
    public static void Work(string jobId, Action<string> work)
    {
        _started[jobId] = DateTime.UtcNow;
        try
        {
            if (jobId.Length > 100)
                throw new ArgumentException("too long");
            work(jobId);
        }
        finally
        {
            _started.Remove(jobId);
        }
    }

    // The removal is in a helper; the wait in the lambda fails.
    public static Func<Task> Prepare(string jobId, Func<Task> work) => async () =>
    {
        _started.Add(jobId, DateTime.UtcNow);
        try
        {
            await work();
        }
        finally
        {
            _started.Remove(jobId);
        }
    };
}

// The catch takes back only what was cancelled.
internal sealed class Locks : BackgroundService
{
    internal readonly Dictionary<string, DateTime> Held = [];

    public async Task HoldAsync(string key, Func<CancellationToken, Task> work, CancellationToken cancellationToken)
    {
        Held[key] = DateTime.UtcNow;
        try
        {
            try
            {
                await work(cancellationToken);
            }
            catch (OperationCanceledException)
            {
            }

            Release(key);
        }
        finally
        {
            Held.Remove(key);
        }
    }

    private void Release(string key) => Held.Remove(key);

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.Delay(-1, stoppingToken);
}

// How grave it is shows at the end of the compilation: the registration says that there is one for the whole process.
public sealed class Lobby
{
    private readonly ConcurrentDictionary<string, StreamWriter> _guests = new();

    public async Task ServeAsync(string name, Stream stream, IAsyncEnumerable<string> words)
    {
        await using var writer = new StreamWriter(stream);
        _guests[name] = writer;
        try
        {
            await foreach (var word in words)
                Console.WriteLine(word);
        }
        finally
        {
            _guests.TryRemove(name, out _);
        }
    }
}

public static class LobbyRegistration
{
    public static IServiceCollection AddLobby(this IServiceCollection services) => services.AddSingleton<Lobby>();
}
