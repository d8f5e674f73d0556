using System.Collections.Concurrent;
using Microsoft.Extensions.Options;

namespace Registry;

/// <summary>The open sessions by id, and a journal of them.</summary>
public sealed class SessionStore : IAsyncDisposable
{
    private readonly ConcurrentDictionary<string, Session> _sessions = new();
    private readonly RegistryOptions _options;
    private readonly Excerpts _excerpts;
    private readonly SemaphoreSlim _writing = new(1, 1);
    private readonly StreamWriter _journal;

    public SessionStore(IOptions<RegistryOptions> options, Excerpts excerpts)
    {
        _options = options.Value;
        _excerpts = excerpts;
        Directory.CreateDirectory(_options.Folder);
        _journal = new StreamWriter(Path.Combine(_options.Folder, "journal.log"), append: true) { AutoFlush = true };
    }

    public int Count => _sessions.Count;

    public async Task<Session> OpenAsync()
    {
        var session = new Session(Guid.NewGuid().ToString("N"), _options, _excerpts);
        _sessions[session.Id] = session;
        await NoteAsync($"{session.Id} opened");
        return session;
    }

    public Session? Find(string id) => _sessions.GetValueOrDefault(id);

    public async Task CloseAsync(string id)
    {
        _sessions.TryRemove(id, out _);
        await NoteAsync($"{id} closed");
    }

    /// <summary>Closes the sessions of clients that have gone without a word.</summary>
    public async Task CloseExpiredAsync()
    {
        foreach (var (id, session) in _sessions)
        {
            if (session.IsExpired && _sessions.TryRemove(id, out _))
            {
                await session.DisposeAsync();
                await NoteAsync($"{id} expired");
            }
        }
    }

    public ValueTask DisposeAsync() => _journal.DisposeAsync();

    private async Task NoteAsync(string line)
    {
        await _writing.WaitAsync();
        try
        {
            await _journal.WriteLineAsync(line);
        }
        finally
        {
            _writing.Release();
        }
    }
}
