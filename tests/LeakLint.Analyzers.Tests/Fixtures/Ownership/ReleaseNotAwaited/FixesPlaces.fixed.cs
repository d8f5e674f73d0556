// Where the release is, and what its function becomes.
sealed class FixesPlaces(IAsyncDisposable connection, IAsyncDisposable? spare)
{
    async Task Embedded(bool close)
    {
        await Task.Yield();
        if (close)
            await connection.DisposeAsync();
    }

    async Task MayBeNull()
    {
        await Task.Yield();
        if (spare is not null)
        {
            await spare.DisposeAsync();
        }
    }

    async Task NotAsync()
    {
        await connection.DisposeAsync();
    }

    async Task<int> NotAsyncWithResult(bool done)
    {
        await connection.DisposeAsync();
        if (done)
            return 1;
        return await Task.Run(() => 2);
    }

    // A synchronous member cannot await: no fix is offered.
    void Synchronous()
    {
        _ = connection.DisposeAsync();
    }
}
