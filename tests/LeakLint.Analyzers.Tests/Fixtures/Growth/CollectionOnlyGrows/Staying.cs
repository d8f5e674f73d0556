// How long these objects live is not known; what they do with single entries says that those stay.

// Who answers looks the question up, and leaves it there.
sealed class Connection(Func<int, string, Task> send)
{
    private readonly Dictionary<int, TaskCompletionSource<string>> _callbacks = []; // want LEAK2001 warning: _callbacks
    private int _lastId;

    public async Task<string> AskAsync(string text)
    {
        var id = Interlocked.Increment(ref _lastId);
        var answer = new TaskCompletionSource<string>();
        _callbacks[id] = answer; // also
        await send(id, text);
        return await answer.Task;
    }

    public void OnMessage(int id, string text)
    {
        if (_callbacks.TryGetValue(id, out var answer))
            answer.TrySetResult(text);
    }

    public void OnClosed()
    {
        foreach (var answer in _callbacks.Values)
            answer.TrySetCanceled();
        _callbacks.Clear();
    }
}

public sealed record Document(string Text);

// A deleted document is still there, as a mark.
sealed class Documents
{
    private static readonly Document _deleted = new("");
    private readonly Dictionary<(string, string), Document?> _documents = []; // want LEAK2001 info: Delete

    public void Write(string store, string name, Document document) => _documents[(store, name)] = document; // also

    public Document? Read(string store, string name) => _documents.GetValueOrDefault((store, name));

    public void Delete(string store, string name) => _documents[(store, name)] = _deleted;
}

// Each operation has a name of its own, and none is forgotten.
public sealed class Operations
{
    private readonly System.Collections.Concurrent.ConcurrentDictionary<string, Document> _operations = new(); // want LEAK2001 info: Begin

    public string Begin(Document document)
    {
        var id = Guid.NewGuid().ToString("N");
        _operations[id] = document; // also
        return id;
    }

    public Document? Find(string id) => _operations.TryGetValue(id, out var document) ? document : null;
}

// Silent: who answers takes the question out.
sealed class TidyConnection(Func<int, string, Task> send)
{
    private readonly Dictionary<int, TaskCompletionSource<string>> _callbacks = [];
    private int _lastId;

    public async Task<string> AskAsync(string text)
    {
        var id = Interlocked.Increment(ref _lastId);
        var answer = new TaskCompletionSource<string>();
        _callbacks[id] = answer;
        try
        {
            await send(id, text);
            return await answer.Task;
        }
        finally
        {
            _callbacks.Remove(id);
        }
    }

    public void OnMessage(int id, string text)
    {
        if (_callbacks.TryGetValue(id, out var answer))
            answer.TrySetResult(text);
    }
}

// Silent: there are only so many stages, and each is reached once.
sealed class Stages
{
    private readonly Dictionary<string, TaskCompletionSource> _reached = [];

    public Task ReachedAsync(string stage)
    {
        if (!_reached.TryGetValue(stage, out var reached))
            _reached[stage] = reached = new TaskCompletionSource();
        return reached.Task;
    }

    public void Reach(string stage)
    {
        if (_reached.TryGetValue(stage, out var reached))
            reached.TrySetResult();
    }
}

// Silent: to switch off is not to delete.
sealed class Lamps
{
    private readonly Dictionary<string, bool> _on = [];

    public void SwitchOn(string lamp) => _on[lamp] = true;

    public void SwitchOff(string lamp) => _on[lamp] = false;

    public bool IsOn(string lamp) => _on.GetValueOrDefault(lamp);
}

// Silent: who is done with an operation takes it out.
public sealed class TidyOperations
{
    private readonly System.Collections.Concurrent.ConcurrentDictionary<string, Document> _operations = new();

    public string Begin(Document document)
    {
        var id = Guid.NewGuid().ToString("N");
        _operations[id] = document;
        return id;
    }

    public Document? Take(string id) => _operations.TryRemove(id, out var document) ? document : null;
}
