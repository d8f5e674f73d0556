using ModelContextProtocol.Client;

sealed class Clean(IHost host, McpClient client) : IAsyncDisposable
{
    // Silent: awaited.
    async Task Awaited(StdioClientTransport transport)
    {
        var own = await McpClient.CreateAsync(transport);
        await own.DisposeAsync();
    }

    // Silent: awaited, with options.
    async Task AwaitedConfigured(StdioClientTransport transport)
    {
        var own = await McpClient.CreateAsync(transport);
        await own.DisposeAsync().ConfigureAwait(false);
    }

    // Silent: the caller awaits it.
    public ValueTask DisposeAsync() => client.DisposeAsync();

    // Silent: the caller awaits it.
    Task Returned()
    {
        return host.StopAsync();
    }

    // Silent: waited for, if not nicely.
    void Blocking()
    {
        client.DisposeAsync().AsTask().GetAwaiter().GetResult();
    }

    // Silent: kept, then awaited.
    async Task AwaitedLater()
    {
        var stopping = host.StopAsync();
        await Task.Delay(1);
        await stopping;
    }

    // Silent: awaited together.
    async Task AwaitedTogether(McpClient other)
    {
        await Task.WhenAll(client.DisposeAsync().AsTask(), other.DisposeAsync().AsTask());
    }

    // Silent: handed to something that observes it.
    void HandedOver(List<Task> pending) => pending.Add(host.StopAsync());
}

// Silent: an order to end something else, and not the end of its own object.
sealed class Mixer(Stream trace) : IDisposable
{
    public void Halt(Uri wallet) => _ = StopAsync(wallet);

    public void Dispose() => trace.Dispose();

    private async Task StopAsync(Uri wallet)
    {
        try
        {
            await trace.WriteAsync(new byte[wallet.Port]);
        }
        catch (Exception)
        {
        }
    }
}
