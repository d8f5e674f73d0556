using System.Collections.Concurrent;

public sealed class Part(string path) : IDisposable
{
    private readonly FileStream _file = File.OpenRead(path);

    public string Name => _file.Name;

    public DateTime Since { get; } = DateTime.UtcNow;

    public void Dispose() => _file.Dispose();
}

public sealed class ChosenByName : IDisposable
{
    private readonly List<Part> _parts = [];

    public void Open(string path) => _parts.Add(new Part(path));

    public int Close(string name) => _parts.RemoveAll(part => part.Name == name);

    public void CloseFirst(string name)
    {
        var at = _parts.FindIndex(part => part.Name == name);
        if (at >= 0)
            _parts.RemoveAt(at);
    }

    public void Dispose()
    {
        foreach (var part in _parts)
            part.Dispose();
    }
}

public sealed class FilteredAway : IDisposable
{
    private List<Part> _parts = [];
    private Dictionary<string, Part> _byName = [];

    public void Open(string path) => _parts.Add(new Part(path));

    public Part Get(string path)
    {
        if (!_byName.TryGetValue(path, out var part))
            _byName.Add(path, part = new Part(path));
        return part;
    }

    public void Close(string name)
    {
        _parts = _parts.Where(part => part.Name != name).ToList();
    }

    public void CloseOlder(DateTime limit)
    {
        _byName = _byName.Where(pair => pair.Value.Since >= limit).ToDictionary(pair => pair.Key, pair => pair.Value);
    }

    public void Dispose()
    {
        foreach (var part in _parts)
            part.Dispose();
        foreach (var part in _byName.Values)
            part.Dispose();
    }
}

public sealed class OverTheLimit : IDisposable
{
    private readonly LinkedList<Part> _recent = new();
    private readonly Queue<Part> _queue = new();

    public void Touch(string path)
    {
        _recent.AddFirst(new Part(path));
        if (_recent.Count > 10)
            _recent.RemoveLast();
    }

    public void Queue(string path)
    {
        _queue.Enqueue(new Part(path));
        while (_queue.Count > 10)
            _queue.Dequeue();
    }

    public void Dispose()
    {
        foreach (var part in _recent)
            part.Dispose();
        foreach (var part in _queue)
            part.Dispose();
    }
}

public sealed class PutAnew : IDisposable
{
    private readonly ConcurrentDictionary<string, Part> _parts = new();

    public Part Get(string name) => _parts.GetOrAdd(name, Make);

    public void Renew(string name)
    {
        _parts.AddOrUpdate(name, Make, (key, _) => Make(key));
    }

    private Part Make(string name) => new(name);

    public void Dispose()
    {
        foreach (var part in _parts.Values)
            part.Dispose();
    }
}

public sealed class MissingIsAnError : IDisposable
{
    private readonly ConcurrentDictionary<int, Part> _parts = new();

    public void Open(int id, string path) => _parts[id] = new Part(path);

    public void Close(int id)
    {
        if (!_parts.TryRemove(id, out var part))
            throw new KeyNotFoundException();
        part.Dispose();
    }

    public void Dispose()
    {
        foreach (var part in _parts.Values)
            part.Dispose();
    }
}
