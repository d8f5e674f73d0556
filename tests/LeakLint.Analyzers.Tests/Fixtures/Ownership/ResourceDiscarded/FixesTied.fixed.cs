// What leaves the function may need what made it: there is no fix.
class Tied
{
    IScheduler BuildsAScheduler() => new SchedulerFactory().GetScheduler();

    async Task<IScheduler> BuildsASchedulerLater()
    {
        return await new SchedulerFactory().GetSchedulerAsync();
    }

    // What was read is ours.
    string ReadsText(string path)
    {
        using var streamReader = new StreamReader(path);
        return streamReader.ReadToEnd();
    }

    IList<string> ListsNames() => new SchedulerFactory().Names();
}

interface IScheduler
{
    void Run();
}

sealed class SchedulerFactory : IDisposable
{
    private readonly MemoryStream _log = new();

    public IScheduler GetScheduler() => throw new NotSupportedException(_log.ToString());

    public async Task<IScheduler> GetSchedulerAsync()
    {
        await Task.Yield();
        return GetScheduler();
    }

    public IList<string> Names() => [_log.Length.ToString()];

    public void Dispose() => _log.Dispose();
}
