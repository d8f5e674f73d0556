namespace ToolServer;

/// <summary>Gives back memory now and then, for ever.</summary>
/// <remarks>
/// It runs on a foreground thread and knows neither the end of stdin nor SIGTERM. Many tool servers are like that: a launcher, a timer
/// or a worker of theirs goes on when the conversation is over. They end only when somebody ends them.
/// </remarks>
internal static class Upkeep
{
    public static void Start() => new Thread(Run) { Name = "upkeep" }.Start();

    private static void Run()
    {
        while (true)
        {
            Thread.Sleep(TimeSpan.FromMinutes(1));
            GC.Collect(2, GCCollectionMode.Optimized, blocking: false, compacting: true);
        }
    }
}
