namespace VectorWorker;

/// <summary>Keeps observations in a journal, and their vectors in the vector store.</summary>
internal sealed class DatabaseManager(ServerCommands servers)
{
    private Journal? _journal;
    private VectorSync? _vectorSync;

    public async Task OpenAsync(string journal)
    {
        _journal = new Journal(journal);
        _vectorSync = await VectorSync.ConnectAsync(servers);
        foreach (var (observation, vector) in _journal.ReadAll())
            await _vectorSync.UpsertAsync(observation, vector);
    }

    public async Task AddAsync(string observation, string vector)
    {
        await Opened(_journal).AppendAsync(observation, vector);
        await Opened(_vectorSync).UpsertAsync(observation, vector);
    }

    public Task<string?> FindNearestAsync(string vector) => Opened(_vectorSync).FindNearestAsync(vector);

    public async Task CloseAsync()
    {
        if (_journal is not null)
            await _journal.DisposeAsync();
    }

    private static T Opened<T>(T? part) where T : class => part ?? throw new InvalidOperationException("The database has not been opened.");
}
