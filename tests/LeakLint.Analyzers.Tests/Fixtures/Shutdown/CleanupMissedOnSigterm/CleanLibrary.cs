// Silent: a library does not know which program it will be in.
static class Journal
{
    private static readonly StreamWriter s_writer = new("journal");

    static Journal() => AppDomain.CurrentDomain.ProcessExit += (_, _) => s_writer.Flush();

    public static void Write(string line) => s_writer.WriteLine(line);
}
