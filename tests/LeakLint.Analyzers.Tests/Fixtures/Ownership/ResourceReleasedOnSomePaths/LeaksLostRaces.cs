using System.Collections.Concurrent;

public sealed class MadeBeforeAsked : IDisposable
{
    private readonly ConcurrentDictionary<string, FileStream> _open = new();

    public FileStream Get(string path)
    {
        var made = File.OpenRead(path); // want LEAK1002 info: made
        return _open.GetOrAdd(path, made); // also
    }

    public FileStream GetAtOnce(string path) => _open.GetOrAdd(path, File.OpenRead(path)); // want LEAK1002 info: File.OpenRead

    public void Dispose()
    {
        foreach (var file in _open.Values)
            file.Dispose();
    }
}
