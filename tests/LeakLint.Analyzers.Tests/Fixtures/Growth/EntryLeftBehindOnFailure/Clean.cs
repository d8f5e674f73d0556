using System.Collections.Concurrent;

public interface IWire
{
    Task SendAsync(int id, string text, CancellationToken cancellationToken);
}

// Silent: finally removes, whatever happens.
public sealed class Finally(IWire wire)
{
    private readonly ConcurrentDictionary<int, TaskCompletionSource<string>> _pending = new();

    public async Task<string> AskAsync(int id, string text, CancellationToken cancellationToken)
    {
        var source = new TaskCompletionSource<string>();
        _pending[id] = source;
        try
        {
            await wire.SendAsync(id, text, cancellationToken);
            return await source.Task.WaitAsync(cancellationToken);
        }
        finally
        {
            Forget(id);
        }
    }

    public void OnAnswer(int id, string text)
    {
        if (_pending.TryGetValue(id, out var source))
            source.TrySetResult(text);
    }

    private void Forget(int id) => _pending.TryRemove(id, out _);
}

// Silent: the callback of the token removes.
public sealed class Callback(IWire wire)
{
    private readonly ConcurrentDictionary<int, TaskCompletionSource<string>> _pending = new();

    public async Task<string> AskAsync(int id, string text, CancellationToken cancellationToken)
    {
        var source = new TaskCompletionSource<string>();
        _pending[id] = source;
        using var registration = cancellationToken.Register(() =>
        {
            _pending.TryRemove(id, out _);
            source.TrySetCanceled(cancellationToken);
        });
        await wire.SendAsync(id, text, cancellationToken);
        var answer = await source.Task;
        _pending.TryRemove(id, out _);
        return answer;
    }
}

// Silent: a sweep takes out what is old.
public sealed class Sweep(IWire wire)
{
    private readonly ConcurrentDictionary<int, TaskCompletionSource<string>> _pending = new();

    public async Task<string> AskAsync(int id, string text, CancellationToken cancellationToken)
    {
        var source = new TaskCompletionSource<string>();
        _pending[id] = source;
        await wire.SendAsync(id, text, cancellationToken);
        var answer = await source.Task;
        _pending.TryRemove(id, out _);
        return answer;
    }

    public void RemoveCompleted()
    {
        foreach (var (id, source) in _pending)
        {
            if (source.Task.IsCompleted)
                _pending.TryRemove(id, out _);
        }
    }
}

// Silent: others remove when they see the failure.
public sealed class Others(IWire wire)
{
    private readonly ConcurrentDictionary<int, string> _texts = new();

    public async Task SendAsync(int id, string text, CancellationToken cancellationToken)
    {
        _texts[id] = text;
        await wire.SendAsync(id, text, cancellationToken);
        _texts.TryRemove(id, out _);
    }

    public void Cancel(int id) => _texts.TryRemove(id, out _);
}

public static class Kept
{
    private static readonly Dictionary<string, string> _known = [];
    private static readonly ConcurrentDictionary<string, Task> _running = new();
    private static readonly HashSet<string> _names = [];
    private static readonly Dictionary<string, DateTime> _opened = [];

    // Silent: the entry is there to stay; the removal takes it back when something fails.
    public static async Task OpenAsync(string key, Func<Task> open)
    {
        _known[key] = key;
        try
        {
            await open();
        }
        catch
        {
            _known.Remove(key);
            throw;
        }
    }

    // Silent: taken back as well.
    public static bool Add(string name, Func<string, bool> check)
    {
        _names.Add(name);
        if (!check(name))
        {
            _names.Remove(name);
            return false;
        }

        return true;
    }

    // Silent: nothing between the two fails in ordinary life.
    public static void Touch(string key)
    {
        _opened[key] = DateTime.UtcNow;
        Console.WriteLine(key.Trim());
        _opened.Remove(key);
    }

    // Silent: where nothing was added, nothing stays.
    public static async Task RunAsync(string key, Func<Task> run)
    {
        if (!_running.TryAdd(key, Task.CompletedTask))
            throw new InvalidOperationException();
        try
        {
            await run();
        }
        catch (Exception error)
        {
            Console.WriteLine(error);
        }

        _running.TryRemove(key, out _);
    }

    // Silent: another key is removed; the two have nothing to do with each other.
    public static async Task MoveAsync(string from, string to, Func<Task> move)
    {
        _opened[to] = DateTime.UtcNow;
        await move();
        _opened.Remove(from);
    }

    // Silent: a cache; the removal makes room for a newer value.
    public static DateTime Find(string key)
    {
        while (true)
        {
            _opened.TryAdd(key, DateTime.UtcNow);
            var opened = _opened[key];
            if (opened > DateTime.UtcNow.AddSeconds(-1))
                return opened;
            _opened.Remove(key);
        }
    }

    // Silent: the collection ends with the method.
    public static async Task<int> VisitAsync(string name, Func<string, Task<int>> visit)
    {
        var path = new HashSet<string>();
        path.Add(name);
        var result = await visit(name);
        path.Remove(name);
        return result;
    }
}

// Silent: the entry is kept from call to call until the record is complete.
public sealed class Chunks
{
    private readonly Dictionary<Guid, List<byte[]>> _inProgress = [];

    public bool TryAdd(Guid recordId, byte[] chunk, out List<byte[]>? record)
    {
        if (!_inProgress.TryGetValue(recordId, out record))
        {
            record = [];
            _inProgress[recordId] = record;
        }

        if (chunk.Length > 1000)
            throw new InvalidDataException("The chunk is too long.");
        record.Add(chunk);
        if (chunk.Length > 0)
        {
            record = null;
            return false;
        }

        _inProgress.Remove(recordId);
        return true;
    }
}

public interface ITurns
{
    Task<IDisposable> LockAsync(CancellationToken cancellationToken);
}

// Silent: the turn that the removal waits for cannot be cancelled.
sealed class CleanTurns(ITurns turns, IWire wire)
{
    private readonly Dictionary<int, string> _inProgress = [];

    public async Task AskAsync(int id, string text, CancellationToken cancellationToken)
    {
        using (await turns.LockAsync(cancellationToken))
            _inProgress.Add(id, text);
        try
        {
            await wire.SendAsync(id, text, cancellationToken);
        }
        finally
        {
            using (await turns.LockAsync(CancellationToken.None))
                _inProgress.Remove(id);
        }
    }
}
