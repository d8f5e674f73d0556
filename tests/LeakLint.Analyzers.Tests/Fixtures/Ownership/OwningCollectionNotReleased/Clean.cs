using System.Collections.Concurrent;
using System.Net.Sockets;

// Silent: all are released, in one way or another.
sealed class Ways : IDisposable
{
    private readonly List<TcpClient> _looped = [];
    private readonly Dictionary<string, TcpClient> _pairs = [];
    private readonly ConcurrentQueue<TcpClient> _drained = new();
    private readonly List<TcpClient> _counted = [];
    private readonly List<TcpClient> _passedOn = [];
    private readonly ConcurrentDictionary<string, TcpClient> _keys = new();
    private readonly List<TcpClient> _lambda = [];

    public void Open(string id)
    {
        _looped.Add(new TcpClient());
        _pairs.Add(id, new TcpClient());
        _drained.Enqueue(new TcpClient());
        _counted.Add(new TcpClient());
        _passedOn.Add(new TcpClient());
        _keys.GetOrAdd(id, _ => new TcpClient());
        _lambda.Add(new TcpClient());
    }

    public void Dispose()
    {
        foreach (var client in _looped)
            client.Dispose();
        foreach (var pair in _pairs)
            pair.Value.Dispose();
        while (_drained.TryDequeue(out var client))
            client.Dispose();
        for (var i = _counted.Count - 1; i >= 0; i--)
            _counted[i].Dispose();
        ReleaseAll(_passedOn);
        foreach (var key in _keys.Keys)
            Close(key);
        _lambda.ForEach(client => client.Close());
    }

    private void Close(string key)
    {
        if (_keys.TryRemove(key, out var client))
            client.Dispose();
    }

    private static void ReleaseAll(IEnumerable<TcpClient> clients)
    {
        foreach (var client in clients)
            client.Dispose();
    }
}

// Silent: given, so somebody else's.
sealed class Observers(IEnumerable<TcpClient> first) : IDisposable
{
    private readonly FileStream _log = File.Create("observers.log");
    private readonly List<TcpClient> _clients = [.. first];

    public void Add(TcpClient client) => _clients.Add(client);

    public void Dispose() => _log.Dispose();
}

// Silent: no release member at all, one for each process.
sealed class Cache
{
    private readonly ConcurrentDictionary<string, TcpClient> _clients = new();

    public bool IsConnected(string host) => _clients.GetOrAdd(host, static name => new TcpClient(name, 80)).Connected;
}

public sealed class Lease : IDisposable
{
    private readonly FileStream _file = File.Create("lease");

    public bool IsOpen { get; set; }

    public void Dispose() => _file.Dispose();
}

// Silent: the member that the owner calls at the end releases all that are left, although it looks at each.
public sealed class Looked : IDisposable
{
    private readonly FileStream _log = File.Create("looked.log");
    private readonly List<Lease> _leases = [];

    public void Open() => _leases.Add(new Lease());

    public void CloseAll()
    {
        foreach (var lease in _leases)
        {
            if (lease.IsOpen)
                lease.Dispose();
        }
    }

    public void Dispose() => _log.Dispose();
}

// Silent: the sweep takes all.
public sealed class Swept : IDisposable
{
    private readonly FileStream _log = File.Create("swept.log");
    private readonly List<Lease> _leases = [];

    public void Open() => _leases.Add(new Lease());

    public void CloseIdle()
    {
        foreach (var lease in _leases)
            lease.Dispose();
        _leases.Clear();
    }

    public void Dispose() => _log.Dispose();
}

// Silent: the release member leaves them to the sweep.
public sealed class Ended : IDisposable
{
    private readonly FileStream _log = File.Create("ended.log");
    private readonly List<Lease> _leases = [];

    public void Open() => _leases.Add(new Lease());

    public void Dispose()
    {
        _log.Dispose();
        CloseStale();
    }

    private void CloseStale()
    {
        foreach (var lease in _leases.Where(lease => lease.IsOpen))
            lease.Dispose();
    }
}

// Silent: each element goes on to a container in the same breath, which disposes what it shows.
public sealed class Shown(IShowcase showcase) : IDisposable
{
    private readonly FileStream _log = File.Create("shown.log");
    private readonly Dictionary<string, Lease> _byName = [];

    public void Open(IEnumerable<string> names)
    {
        foreach (var name in names)
            showcase.Show(_byName[name] = new Lease());
    }

    public void Dispose() => _log.Dispose();
}

public interface IShowcase
{
    void Show(Lease lease);
}

// Silent: each element of the array is released, by its index.
sealed class ReleasedLanes : IDisposable
{
    private readonly System.IO.FileStream?[] _lanes = new System.IO.FileStream?[4];

    public void Open(int lane) => _lanes[lane] ??= System.IO.File.Create("lane" + lane);

    public void Dispose()
    {
        for (var lane = 0; lane < _lanes.Length; lane++)
            _lanes[lane]?.Dispose();
    }
}

// Silent: what is looked up elsewhere may be somebody else's.
sealed class SharedWriters(IReadOnlyDictionary<string, System.IO.StreamWriter> shared) : IDisposable
{
    private readonly Dictionary<string, System.IO.StreamWriter> _writers = [];
    private readonly System.IO.FileStream _index = System.IO.File.Create("index");

    public void Write(string name, string line)
    {
        if (!shared.TryGetValue(name, out var writer))
            writer = System.IO.File.AppendText(name);
        _writers.TryAdd(name, writer);
        writer.WriteLine(line);
        _index.WriteByte(1);
    }

    public void Dispose() => _index.Dispose();
}
