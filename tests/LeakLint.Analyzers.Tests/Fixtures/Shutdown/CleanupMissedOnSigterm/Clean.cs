using System.Runtime.InteropServices;

static class Program
{
    private static readonly StreamWriter s_journal = new("journal");

    static void Main()
    {
        // Silent: the signal is registered as well.
        AppDomain.CurrentDomain.ProcessExit += (_, _) => s_journal.Dispose();
        using var term = PosixSignalRegistration.Create(PosixSignal.SIGTERM, _ => Environment.Exit(143));
        Console.ReadLine();
    }
}
