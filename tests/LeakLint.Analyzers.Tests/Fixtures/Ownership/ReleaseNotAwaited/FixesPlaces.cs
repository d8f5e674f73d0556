// Where the release is, and what its function becomes.
sealed class FixesPlaces(IAsyncDisposable connection, IAsyncDisposable? spare)
{
    async Task Embedded(bool close)
    {
        await Task.Yield();
        if (close)
            connection.DisposeAsync(); // want LEAK1010: DisposeAsync
    }

    async Task MayBeNull()
    {
        await Task.Yield();
        spare?.DisposeAsync(); // want LEAK1010: DisposeAsync
    }

    Task NotAsync()
    {
        _ = connection.DisposeAsync(); // want LEAK1010: DisposeAsync
        return Task.CompletedTask;
    }

    Task<int> NotAsyncWithResult(bool done)
    {
        _ = connection.DisposeAsync(); // want LEAK1010: DisposeAsync
        if (done)
            return Task.FromResult(1);
        return Task.Run(() => 2);
    }

    // A synchronous member cannot await: no fix is offered.
    void Synchronous()
    {
        _ = connection.DisposeAsync(); // want LEAK1010: DisposeAsync
    }
}
