using System.Collections.Concurrent;

public sealed class Piece(string path) : IDisposable
{
    private readonly FileStream _file = File.OpenRead(path);

    public string Name => _file.Name;

    public bool IsDisposed => !_file.CanRead;

    public void Dispose() => _file.Dispose();
}

// What has ended by itself holds nothing.
public sealed class SweepsEnded : IDisposable
{
    private List<Piece> _pieces = [];

    public void Open(string path) => _pieces.Add(new Piece(path));

    public void Sweep() => _pieces.RemoveAll(piece => piece.IsDisposed);

    public void SweepFirst()
    {
        var at = _pieces.FindIndex(piece => piece.IsDisposed == true);
        if (at >= 0)
            _pieces.RemoveAt(at);
    }

    public void CloseFirst(string name)
    {
        var at = _pieces.FindIndex(piece => piece.Name == name);
        if (at < 0)
            return;
        _pieces[at].Dispose();
        _pieces.RemoveAt(at);
    }

    public void Filter() => _pieces = _pieces.Where(piece => !piece.IsDisposed).ToList();

    public void Dispose()
    {
        foreach (var piece in _pieces)
            piece.Dispose();
    }
}

// Each is released before it goes.
public sealed class ReleasesFirst : IDisposable
{
    private List<Piece> _pieces = [];
    private readonly LinkedList<Piece> _recent = new();
    private readonly Queue<Piece> _queue = new();

    public void Open(string path) => _pieces.Add(new Piece(path));

    public void Close(string name)
    {
        foreach (var piece in _pieces.Where(piece => piece.Name == name))
            piece.Dispose();
        _pieces = _pieces.Where(piece => piece.Name != name).ToList();
    }

    public int CloseInPlace(string name) => _pieces.RemoveAll(piece =>
    {
        if (piece.Name != name)
            return false;
        piece.Dispose();
        return true;
    });

    public void Touch(string path)
    {
        _recent.AddFirst(new Piece(path));
        if (_recent.Count > 10)
        {
            _recent.Last!.Value.Dispose();
            _recent.RemoveLast();
        }
    }

    public void Queue(string path)
    {
        _queue.Enqueue(new Piece(path));
        if (_queue.Count > 10)
            _queue.Dequeue().Dispose();
    }

    // Only the order is another one.
    public void Sort() => _pieces = _pieces.OrderBy(piece => piece.Name).ToList();

    public void Dispose()
    {
        foreach (var piece in _pieces)
            piece.Dispose();
        foreach (var piece in _recent)
            piece.Dispose();
        foreach (var piece in _queue)
            piece.Dispose();
    }
}

// The update releases the old one.
public sealed class UpdatesWithCare : IDisposable
{
    private readonly ConcurrentDictionary<string, Piece> _pieces = new();

    public Piece Get(string name) => _pieces.GetOrAdd(name, Make);

    public void Renew(string name) => _pieces.AddOrUpdate(name, Make, (key, old) =>
    {
        old.Dispose();
        return Make(key);
    });

    private Piece Make(string name) => new(name);

    public void Dispose()
    {
        foreach (var piece in _pieces.Values)
            piece.Dispose();
    }
}
