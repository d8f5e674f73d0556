using ModelContextProtocol.Client;

namespace VectorWorker;

/// <summary>Keeps the vector store, an MCP server of the worker's own, in step with the journal.</summary>
internal sealed class VectorSync : IAsyncDisposable
{
    private readonly McpClient _store;

    private VectorSync(McpClient store)
    {
        _store = store;
    }

    public static async Task<VectorSync> ConnectAsync(ServerCommands servers) =>
        new(await McpClient.CreateAsync(servers.CreateTransport("vectors")));

    public Task UpsertAsync(string observation, string vector) =>
        ToolCalls.CallAsync(_store, "upsert", ("id", observation), ("vector", vector));

    public async Task<string?> FindNearestAsync(string vector)
    {
        var nearest = await ToolCalls.CallAsync(_store, "query", ("vector", vector));
        return nearest.Length > 0 ? nearest : null;
    }

    public ValueTask DisposeAsync() => _store.DisposeAsync();
}
