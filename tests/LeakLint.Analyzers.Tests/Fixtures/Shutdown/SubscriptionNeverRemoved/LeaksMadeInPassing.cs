public sealed class PriceBoard
{
    public static PriceBoard Default { get; } = new();

    public event EventHandler? Changed;

    public void Raise() => Changed?.Invoke(this, EventArgs.Empty);
}

public sealed class PriceRow
{
    public PriceRow(string name)
    {
        Name = name;
        PriceBoard.Default.Changed += OnChanged; // want LEAK4007: PriceRow
    }

    public string Name { get; }

    public bool IsStale { get; private set; }

    private void OnChanged(object? sender, EventArgs e) => IsStale = true;
}

public sealed class PriceList
{
    private List<PriceRow> _rows = [];

    public int Count => _rows.Count;

    public void Show(IEnumerable<string> names) => _rows = names.Select(name => new PriceRow(name)).ToList();
}

public sealed class UploadSession : IDisposable
{
    private readonly MemoryStream _bytes = new();

    public UploadSession(IHostApplicationLifetime lifetime)
    {
        lifetime.ApplicationStopping.Register(() => _bytes.SetLength(0)); // want LEAK4007 info: UploadSession
    }

    public void Add(byte value) => _bytes.WriteByte(value);

    public void Dispose() => _bytes.Dispose();
}

public sealed class UploadEndpoint(IHostApplicationLifetime lifetime)
{
    public void Handle(byte[] bytes)
    {
        using var session = new UploadSession(lifetime);
        foreach (var value in bytes)
            session.Add(value);
    }
}
