namespace ToolServer;

/// <summary>Prints the journal of a folder, then follows it for ever, like <c>tail -f</c>.</summary>
internal static class JournalTail
{
    /// <summary>The line that separates what was there from what is added later.</summary>
    public const string UpToDate = "-- up to date --";

    public static int Run(string folder)
    {
        using var journal = new StreamReader(Path.Combine(folder, "journal.log"), new FileStreamOptions { Share = FileShare.ReadWrite });
        Print(journal);
        Console.WriteLine(UpToDate);
        while (true)
        {
            Thread.Sleep(TimeSpan.FromMilliseconds(500));
            Print(journal);
        }
    }

    private static void Print(StreamReader journal)
    {
        while (journal.ReadLine() is { } line)
            Console.WriteLine(line);
    }
}
