namespace VectorWorker;

/// <summary>A file of observations with their vectors, one a line.</summary>
internal sealed class Journal(string path) : IAsyncDisposable
{
    private const char Separator = '\t';

    private readonly StreamWriter _lines = new(path, new FileStreamOptions
    {
        Mode = FileMode.Append,
        Access = FileAccess.Write,
        Share = FileShare.ReadWrite,
    })
    {
        AutoFlush = true,
    };

    public IEnumerable<(string Observation, string Vector)> ReadAll() =>
        from line in File.ReadLines(path)
        let parts = line.Split(Separator)
        select (parts[0], parts[1]);

    public Task AppendAsync(string observation, string vector) => _lines.WriteLineAsync(observation + Separator + vector);

    public ValueTask DisposeAsync() => _lines.DisposeAsync();
}
