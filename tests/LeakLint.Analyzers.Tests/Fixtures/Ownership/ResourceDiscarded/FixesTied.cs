// What leaves the function may need what made it: there is no fix.
class Tied
{
    async Task<IScheduler> BuildsASchedulerLater()
    {
        return await new SchedulerFactory().GetSchedulerAsync(); // want LEAK1005: SchedulerFactory
    }

    // What was read is ours.
    string ReadsText(string path) => new StreamReader(path).ReadToEnd(); // want LEAK1005: StreamReader

    IList<string> ListsNames() => new SchedulerFactory().Names(); // want LEAK1005: SchedulerFactory
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
