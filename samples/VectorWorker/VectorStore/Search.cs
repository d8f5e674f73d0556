namespace VectorStore;

/// <summary>Tells for each word on stdin how many lines of a journal contain it.</summary>
internal static class Search
{
    public static int Run(string journal)
    {
        Upkeep.Start();
        while (Console.ReadLine() is { } word)
            Console.WriteLine(Count(journal, word));
        return 0;
    }

    private static int Count(string journal, string word)
    {
        using var lines = new StreamReader(journal, new FileStreamOptions { Share = FileShare.ReadWrite });
        var count = 0;
        while (lines.ReadLine() is { } line)
        {
            if (line.Contains(word, StringComparison.OrdinalIgnoreCase))
                count++;
        }

        return count;
    }
}
