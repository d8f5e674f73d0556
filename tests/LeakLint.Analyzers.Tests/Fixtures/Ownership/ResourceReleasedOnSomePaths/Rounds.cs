// What is handed over in each round of a loop is lost where there is no round: nobody knows whether that happens.
sealed record Part(string Name, Stream Image);

sealed class Atlas
{
    private static readonly List<Part> Parts = [];
    private List<Stream>? _pages;

    void Load(string path, IEnumerable<string> names)
    {
        var image = File.OpenRead(path); // want LEAK1002 info: image
        foreach (var name in names)
            Parts.Add(new Part(name, image));
    }

    // A return before the loop is another matter.
    void LoadIfLong(string path, IEnumerable<string> names)
    {
        var image = File.OpenRead(path); // want LEAK1002 warning: image
        if (image.Length < 10)
            return;
        foreach (var name in names)
            Parts.Add(new Part(name, image));
    }

    // Silent: whoever adds to a list with "?." expects it to be there.
    void AddPage(string path)
    {
        var page = File.OpenRead(path);
        _pages?.Add(page);
    }

    public void Open() => _pages = [];
}
