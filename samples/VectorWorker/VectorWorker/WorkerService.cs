using ModelContextProtocol.Client;

namespace VectorWorker;

/// <summary>Remembers observations, and finds those that are like a given text.</summary>
internal sealed class WorkerService(ServerCommands servers)
{
    private readonly DatabaseManager _database = new(servers);
    private McpClient? _embedder;

    public async Task StartAsync(string journal)
    {
        await _database.OpenAsync(journal);
        _embedder = await McpClient.CreateAsync(servers.CreateTransport("embed"));
    }

    public async Task RememberAsync(string observation)
    {
        var vector = await EmbedAsync(observation);
        await _database.AddAsync(observation, vector);
    }

    /// <summary>The observation that is most like <paramref name="text"/>; null when nothing has been remembered.</summary>
    public async Task<string?> RecallAsync(string text)
    {
        var vector = await EmbedAsync(text);
        return await _database.FindNearestAsync(vector);
    }

    public async Task ShutdownAsync()
    {
        await _database.CloseAsync();
    }

    private Task<string> EmbedAsync(string text) =>
        _embedder is null ? throw new InvalidOperationException("The worker has not been started.") : ToolCalls.CallAsync(_embedder, "embed", ("text", text));
}
