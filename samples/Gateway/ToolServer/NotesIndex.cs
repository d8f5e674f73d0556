namespace ToolServer;

/// <summary>A count of words over all notes.</summary>
internal static class NotesIndex
{
    public static int Rebuild(string folder)
    {
        var words = Directory.EnumerateFiles(folder, "*.md")
            .SelectMany(File.ReadLines)
            .SelectMany(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .CountBy(word => word.ToLowerInvariant());
        return words.Any() ? 0 : 1;
    }

    /// <summary>Rebuilds the index every half minute, for ever.</summary>
    public static void KeepFresh(string folder)
    {
        while (true)
        {
            Rebuild(folder);
            Thread.Sleep(TimeSpan.FromSeconds(30));
        }
    }
}
