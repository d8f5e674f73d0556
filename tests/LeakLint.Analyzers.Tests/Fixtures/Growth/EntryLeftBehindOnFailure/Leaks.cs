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
        _pending[id] = source; // want LEAK2003: the removal in line 23 is skipped
        await wire.SendAsync(id, text, cancellationToken); // also
        var answer = await source.Task.WaitAsync(cancellationToken);
        _pending.TryRemove(id, out _); // also
        return answer;
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
        if (!_pending.TryAdd(id, source)) // want LEAK2003: only an answer removes it
            throw new InvalidOperationException();
        await wire.SendAsync(id, text, cancellationToken); // also
        return await source.Task.WaitAsync(cancellationToken);
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
        if (!_running.Add(jobId)) // want LEAK2003: returns
            return false;
        var task = run(jobId);
        if (task.IsCompleted)
            return false; // also
        try
        {
            await task;
        }
        catch (Exception)
        {
            _running.Remove(jobId);
            throw;
        }

        _running.Remove(jobId); // also
        return true;
    }

    // The failed task stays, and everybody after gets it.
    public static async Task<byte[]> LoadAsync(string url, HttpClient http)
    {
        var task = _loading.GetOrAdd(url, http.GetByteArrayAsync); // want LEAK2003: _loading
        var bytes = await task; // also
        _loading.TryRemove(url, out _);
        return bytes;
    }

    // A throw of its own, and code of others.
    public static void Work(string jobId, Action<string> work)
    {
        _started[jobId] = DateTime.UtcNow; // want LEAK2003: throws
        if (jobId.Length > 100)
            throw new ArgumentException("too long"); // also
        work(jobId);
        _started.Remove(jobId);
    }

    // The removal is in a helper; the wait in the lambda fails.
    public static Func<Task> Prepare(string jobId, Func<Task> work) => async () =>
    {
        _started.Add(jobId, DateTime.UtcNow); // want LEAK2003: _started
        await work(); // also
        _started.Remove(jobId);
    };
}

// The catch takes back only what was cancelled.
internal sealed class Locks : BackgroundService
{
    internal readonly Dictionary<string, DateTime> Held = [];

    public async Task HoldAsync(string key, Func<CancellationToken, Task> work, CancellationToken cancellationToken)
    {
        Held[key] = DateTime.UtcNow; // want LEAK2003: Held
        try
        {
            await work(cancellationToken); // also
        }
        catch (OperationCanceledException)
        {
        }

        Release(key);
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
        _guests[name] = writer; // want LEAK2003: _guests
        await foreach (var word in words)
            Console.WriteLine(word);
        _guests.TryRemove(name, out _); // also
    }
}

public static class LobbyRegistration
{
    public static IServiceCollection AddLobby(this IServiceCollection services) => services.AddSingleton<Lobby>();
}
