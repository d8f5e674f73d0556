// Lists and arrays: what is taken out, or replaced, by its place.
class Trimmed : IDisposable
{
    private readonly List<FileStream> _files = [];

    public void Scale(int wanted)
    {
        while (_files.Count < wanted)
            _files.Add(File.OpenRead(_files.Count.ToString()));
        if (_files.Count > wanted)
            _files.RemoveRange(wanted, _files.Count - wanted); // want LEAK1011: 'RemoveRange' takes out of '_files'
    }

    public void Dispose() => _files.ForEach(file => file.Dispose());
}

class DropsOldest : IDisposable
{
    private readonly List<FileStream> _files = [];

    public void Open(string path)
    {
        if (_files.Count == 8)
            _files.RemoveAt(0); // want LEAK1011: 'RemoveAt' takes out of '_files'
        _files.Add(File.OpenRead(path));
    }

    public void Dispose() => _files.ForEach(file => file.Dispose());
}

class ReplacesPlace(int count) : IDisposable
{
    private readonly List<FileStream> _files = [.. Enumerable.Range(0, count).Select(i => File.Create($"{i}.bin"))];

    public void Replace(int place, string path) => _files[place] = File.OpenRead(path); // want LEAK1011: a new value takes out of '_files'

    public void Dispose() => _files.ForEach(file => file.Dispose());
}

class RestartsSlot : IDisposable
{
    private readonly FileStream?[] _slots = new FileStream?[4];

    public void Restart(int slot)
    {
        _slots[slot] = File.OpenRead("log"); // want LEAK1011: a new value takes out of '_slots'
    }

    public void Dispose()
    {
        foreach (var slot in _slots)
            slot?.Dispose();
    }
}

// Clean: nobody says that there is something in the place.
class FillsSlot : IDisposable
{
    private readonly FileStream?[] _slots = new FileStream?[4];

    public void Open(int slot)
    {
        _slots[slot] = File.OpenRead("log");
    }

    public void Dispose()
    {
        foreach (var slot in _slots)
            slot?.Dispose();
    }
}

// Clean: it looks at the oldest before it drops it.
class EndsOldest : IDisposable
{
    private readonly List<FileStream> _files = [];

    public void Open(string path)
    {
        if (_files.Count == 8)
        {
            End(_files[0]);
            _files.RemoveAt(0);
        }

        _files.Add(File.OpenRead(path));
    }

    public void Dispose()
    {
        foreach (var file in _files)
            End(file);
        _files.RemoveRange(0, _files.Count);
    }

    private static void End(FileStream file) => file.Dispose();
}

// Clean: the one who asks gets it.
class GivesOldest : IDisposable
{
    private readonly List<FileStream> _files = [];

    public void Open(string path) => _files.Add(File.OpenRead(path));

    public FileStream Take()
    {
        var oldest = _files[0];
        _files.RemoveAt(0);
        return oldest;
    }

    public void Dispose() => _files.ForEach(file => file.Dispose());
}
