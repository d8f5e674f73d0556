// What leaves the function may need what made it: there is no fix.
class Tied
{
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

    IList<string> ListsNames()
    {
        using var schedulerFactory = new SchedulerFactory();
        return schedulerFactory.Names();
    }
}

interface IScheduler
{
    void Run();
}

sealed class Scheduler : IScheduler
{
    public void Run() => Console.WriteLine();
}

sealed class SchedulerFactory : IDisposable
{
    private readonly FileStream _log = new("log.txt", FileMode.Append);

    public IScheduler GetScheduler() => new Scheduler();

    public async Task<IScheduler> GetSchedulerAsync()
    {
        await Task.Yield();
        return GetScheduler();
    }

    public IList<string> Names() => [_log.Length.ToString()];

    public void Dispose() => _log.Dispose();
}
