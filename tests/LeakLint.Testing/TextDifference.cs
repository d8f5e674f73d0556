namespace LeakLint.Testing;

/// <summary>Says where two texts part.</summary>
public static class TextDifference
{
    private const int LinesShown = 6;

    /// <summary>The first lines that differ, or null when the texts are the same but for line endings.</summary>
    public static string? Describe(string leftName, string left, string rightName, string right)
    {
        var leftLines = left.ReplaceLineEndings("\n").Split('\n');
        var rightLines = right.ReplaceLineEndings("\n").Split('\n');
        var first = 0;
        while (first < leftLines.Length && first < rightLines.Length && leftLines[first] == rightLines[first])
            first++;
        if (first == leftLines.Length && first == rightLines.Length)
            return null;

        return $"    from line {first + 1}\n{Show(leftName, leftLines, first)}\n{Show(rightName, rightLines, first)}";
    }

    private static string Show(string name, string[] lines, int first) =>
        string.Join('\n', lines.Skip(first).Take(LinesShown).Select(line => $"    {name,8}| {line}").DefaultIfEmpty($"    {name,8}| (ends here)"));
}
