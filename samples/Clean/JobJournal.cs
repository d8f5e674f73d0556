using Microsoft.Extensions.Options;

namespace Clean;

/// <summary>A log file that is open as long as the service lives. The container releases it.</summary>
public sealed class JobJournal : IAsyncDisposable
{
    private readonly SemaphoreSlim _gate = new(1, 1);
    private readonly string _path;
    private readonly StreamWriter _writer;

    public JobJournal(IOptions<JobOptions> options)
    {
        _path = options.Value.Journal;
        var file = new FileStream(_path, FileMode.Append, FileAccess.Write, FileShare.ReadWrite);
        _writer = new StreamWriter(file) { AutoFlush = true };
    }

    public async Task WriteAsync(string line, CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken);
        try
        {
            await _writer.WriteLineAsync(line.AsMemory(), cancellationToken);
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>A reader of what has been written so far, which the caller releases.</summary>
    public Stream OpenForReading() => new FileStream(_path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);

    public async ValueTask DisposeAsync()
    {
        await _writer.DisposeAsync();
        _gate.Dispose();
    }
}
