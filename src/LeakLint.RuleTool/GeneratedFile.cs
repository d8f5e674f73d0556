namespace LeakLint.RuleTool;

/// <summary>A file as it should be.</summary>
/// <param name="Path">From the root of the repository, with forward slashes.</param>
public sealed record GeneratedFile(string Path, string Content)
{
    /// <summary>Whether the file below a root says exactly this.</summary>
    public bool IsCurrent(string root) => Read(root, Path) is { } text && text.ReplaceLineEndings("\n") == Content;

    /// <summary>Writes the file below a root.</summary>
    public void Write(string root)
    {
        var full = System.IO.Path.Combine(root, Path);
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(full)!);
        File.WriteAllText(full, Content);
    }

    /// <summary>The text of a file below a root; null when there is none.</summary>
    public static string? Read(string root, string path)
    {
        var full = System.IO.Path.Combine(root, path);
        return File.Exists(full) ? File.ReadAllText(full) : null;
    }
}
