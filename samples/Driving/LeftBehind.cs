using LeakLint.Guard.Testing;

namespace Driving;

/// <summary>The child processes that a program leaves behind, as <see cref="LeakAssert"/> finds them.</summary>
internal static class LeftBehind
{
    /// <summary>Begins to look. To be called before the program starts.</summary>
    public static LeakCheck Watch() =>
        LeakAssert.Begin(new LeakAssertOptions { Kinds = LeakKinds.ChildProcesses, Timeout = TimeSpan.FromSeconds(3) });

    /// <summary>How many there are when the program has ended. Ends the check.</summary>
    public static async Task<int> CountAsync(LeakCheck check)
    {
        try
        {
            await check.DisposeAsync();
            return 0;
        }
        catch (LeakAssertionException leak)
        {
            Console.WriteLine($"    LeakAssert: {leak.Message.Split('\n')[0].TrimEnd(':', '\r')} after SIGTERM");
            return leak.Leaks.Count;
        }
    }
}
