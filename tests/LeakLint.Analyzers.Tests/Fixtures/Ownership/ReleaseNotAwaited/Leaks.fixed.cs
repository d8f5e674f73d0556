using ModelContextProtocol.Client;

sealed class Leaks(IHost host, McpClient owned) : IDisposable
{
    private readonly McpClient _client = owned;

    // The method returns while the tool server is still being stopped, and nobody sees it fail.
    async Task Local(StdioClientTransport transport)
    {
        var client = await McpClient.CreateAsync(transport);
        await client.PingAsync();
        await client.DisposeAsync();
    }

    async Task LocalToDiscard(StdioClientTransport transport)
    {
        var client = await McpClient.CreateAsync(transport);
        await client.PingAsync();
        await client.DisposeAsync();
    }

    async Task InFinally(StdioClientTransport transport)
    {
        var client = await McpClient.CreateAsync(transport);
        try
        {
            await client.PingAsync();
        }
        finally
        {
            await client.DisposeAsync();
        }
    }

    async Task StoppedWithoutWaiting()
    {
        await Task.Yield();
        await host.StopAsync();
    }

    public void Dispose()
    {
        _client.DisposeAsync();
    }
}
