using ModelContextProtocol.Client;

sealed class Leaks(IHost host, McpClient owned) : IDisposable
{
    private readonly McpClient _client = owned;

    // The method returns while the tool server is still being stopped, and nobody sees it fail.
    async Task Local(StdioClientTransport transport)
    {
        var client = await McpClient.CreateAsync(transport);
        await client.PingAsync();
        client.DisposeAsync(); // want LEAK1010: client
    }

    async Task LocalToDiscard(StdioClientTransport transport)
    {
        var client = await McpClient.CreateAsync(transport);
        await client.PingAsync();
        _ = client.DisposeAsync(); // want LEAK1010: client
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
            client.DisposeAsync(); // want LEAK1010: client
        }
    }

    async Task StoppedWithoutWaiting()
    {
        await Task.Yield();
        host.StopAsync(); // want LEAK1010: host
    }

    public void Dispose()
    {
        _client.DisposeAsync(); // want LEAK1010: _client
    }
}
