using System.Collections.Concurrent;

public sealed class SettlesRaces : IDisposable
{
    private readonly ConcurrentDictionary<string, FileStream> _open = new();

    // The loser is released.
    public FileStream Get(string path)
    {
        var made = File.OpenRead(path);
        var kept = _open.GetOrAdd(path, made);
        if (kept != made)
            made.Dispose();
        return kept;
    }

    // A function makes it when it is wanted.
    public FileStream GetLate(string path) => _open.GetOrAdd(path, static key => File.OpenRead(key));

    public void Dispose()
    {
        foreach (var file in _open.Values)
            file.Dispose();
    }
}
