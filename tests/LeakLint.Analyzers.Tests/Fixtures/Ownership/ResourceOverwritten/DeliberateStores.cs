// Assignments that are made in the knowledge of what was there before.
public sealed class Backup : IDisposable
{
    private FileStream? _copy;

    public void Attach(FileStream copy) => _copy = copy;

    public void Drop() => File.Delete(_copy!.Name);

    public void Dispose() => _copy?.Dispose();

    public static Backup Create(string path) => new() { _copy = File.OpenWrite(path) };
}

sealed class DeliberateStores
{
    // The handler further out would release it a second time: there are signs that it is seen to, and no more.
    Backup? Disarmed(string path)
    {
        Backup? result = null;
        try
        {
            var completed = false;
            try
            {
                result = Backup.Create(path);
                File.ReadAllText(path);
                completed = true;
            }
            finally
            {
                if (!completed)
                    result = null; // want LEAK1004 info: result
            }

            File.ReadAllText(path);
            return result;
        }
        catch
        {
            result?.Dispose();
            throw;
        }
    }

    // Another word has ended it.
    void Dropped(string path)
    {
        var backup = Backup.Create(path);
        backup.Drop();
        backup = null; // want LEAK1004 info: backup
        GC.Collect();
    }
}

// Silent: both are there or neither.
public sealed class Chain : IDisposable
{
    private Link? _first;
    private Link? _last;

    public void Write(string path)
    {
        if (_last is null)
            _first = _last = new Link(path);
        _last.Write(path);
    }

    public void Dispose()
    {
        for (var link = _first; link is not null; link = link.Next)
            link.Dispose();
        _first = _last = null;
    }
}

public sealed class Link : IDisposable
{
    private readonly FileStream _file;

    public Link(string path) => _file = File.OpenWrite(path);

    public Link? Next { get; private set; }

    public void Write(string path) => Next ??= new Link(path);

    public void Dispose()
    {
        Next?.Dispose();
        _file.Dispose();
    }
}
