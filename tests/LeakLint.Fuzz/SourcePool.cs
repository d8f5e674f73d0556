namespace LeakLint.Fuzz;

/// <summary>The texts that mutants are made of.</summary>
public sealed class SourcePool
{
    private const int LargestFile = 20_000;

    private readonly string[] _texts;

    /// <param name="texts">At least one text.</param>
    public SourcePool(IEnumerable<string> texts)
    {
        _texts = [.. texts];
        if (_texts.Length == 0)
            throw new ArgumentException("There is nothing to mutate.", nameof(texts));
    }

    /// <summary>How many texts there are.</summary>
    public int Count => _texts.Length;

    /// <summary>The C# files of a folder, in the order of their paths; large ones are left out, since every mutant is compiled.</summary>
    public static SourcePool Load(IEnumerable<string> folders) =>
        new(folders
            .SelectMany(folder => Directory.EnumerateFiles(folder, "*.cs", SearchOption.AllDirectories).Where(path => IsWritten(folder, path)).Order(StringComparer.Ordinal))
            .Where(path => new FileInfo(path).Length is > 0 and <= LargestFile)
            .Select(path => File.ReadAllText(path).ReplaceLineEndings("\n")));

    /// <summary>One of the texts.</summary>
    public string Pick(Random random) => _texts[random.Next(_texts.Length)];

    private static bool IsWritten(string folder, string path) =>
        !Path.GetRelativePath(folder, path).Split(Path.DirectorySeparatorChar).Any(part => part is "bin" or "obj");
}
