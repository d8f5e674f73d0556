namespace ToolServer;

/// <summary>The notes in one folder.</summary>
internal sealed class Notes(string folder)
{
    /// <summary>The lines that contain <paramref name="word"/>, each with its file, in a stable order.</summary>
    public IEnumerable<string> FindLines(string word) =>
        from file in Directory.EnumerateFiles(folder, "*.md").Order(StringComparer.Ordinal)
        from line in File.ReadLines(file)
        where line.Contains(word, StringComparison.OrdinalIgnoreCase)
        select $"{Path.GetFileName(file)}: {line}";
}
