using System.Collections.Concurrent;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace Registry;

/// <summary>The conversation with one client: an MCP server of its own, and the notes that the client keeps here.</summary>
public sealed class Session : IAsyncDisposable
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<string, string> _notes = new();
    private readonly StreamableHttpServerTransport _transport;
    private readonly McpServer _server;
    private readonly Task _serving;
    private readonly DirectoryInfo _folder;
    private readonly Timer _meter;
    private int _messages;

    public Session(string id, RegistryOptions options, Excerpts excerpts)
    {
        Id = id;
        _folder = Directory.CreateDirectory(Path.Combine(options.Folder, id));
        _transport = new StreamableHttpServerTransport { SessionId = id };
        _server = McpServer.Create(_transport, new McpServerOptions { ToolCollection = SessionTools.Of(this, excerpts) });
        _serving = _server.RunAsync();
        _meter = new Timer(_ => MessagesPerMinute = Interlocked.Exchange(ref _messages, 0), null, Minute, Minute);
        _ = new Timer(_ => IsExpired = true, null, options.Lifetime, Timeout.InfiniteTimeSpan);
        Catalog.Changed += OnCatalogChanged;
    }

    public string Id { get; }

    public bool IsExpired { get; private set; }

    public int MessagesPerMinute { get; private set; }

    public string? FindNote(string name) => _notes.GetValueOrDefault(name);

    public async Task KeepNoteAsync(string name, string text, CancellationToken cancellationToken)
    {
        _notes[name] = text;
        await File.WriteAllTextAsync(Path.Combine(_folder.FullName, Path.GetFileName(name)), text, cancellationToken);
    }

    /// <summary>Handles a message of the client, and writes the answer to it.</summary>
    /// <returns>Whether it has an answer.</returns>
    public Task<bool> HandleAsync(JsonRpcMessage message, Stream answer, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _messages);
        return _transport.HandlePostRequestAsync(message, answer, cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        await _transport.DisposeAsync();
        await _serving;
        await _server.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    private void OnCatalogChanged(string document) =>
        _ = _server.SendNotificationAsync(NotificationMethods.ResourceUpdatedNotification, new ResourceUpdatedNotificationParams { Uri = document });
}
