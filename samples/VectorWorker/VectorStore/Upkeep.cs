namespace VectorStore;

/// <summary>Compacts what is in memory now and then, for ever.</summary>
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
