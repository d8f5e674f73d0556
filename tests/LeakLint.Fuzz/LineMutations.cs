namespace LeakLint.Fuzz;

/// <summary>Spoils the lines of a text.</summary>
internal static class LineMutations
{
    private const int LongestPiece = 12;
    private const int DeepestNest = 120;

    // What opens and closes; each pair may stand many times around one line.
    private static readonly (string Opening, string Closing)[] _nests =
    [
        ("{", "}"),
        ("(", ")"),
        ("if (true) {", "}"),
        ("try {", "} finally { }"),
        ("try {", "} catch { throw; }"),
        ("using (var nested = System.IO.File.OpenRead(\"a\")) {", "}"),
        ("void Nested() {", "}"),
        ("System.Action nested = () => {", "};"),
        ("while (true) {", "}"),
        ("class Nested {", "}"),
    ];

    public static string Delete(string text, string other, Random random)
    {
        var lines = Lines(text);
        var (start, count) = Piece(lines, random);
        lines.RemoveRange(start, count);
        return Join(lines);
    }

    public static string Duplicate(string text, string other, Random random)
    {
        var lines = Lines(text);
        var (start, count) = Piece(lines, random);
        lines.InsertRange(start, lines.GetRange(start, count));
        return Join(lines);
    }

    public static string Swap(string text, string other, Random random)
    {
        var lines = Lines(text);
        var (first, second) = (random.Next(lines.Count), random.Next(lines.Count));
        (lines[first], lines[second]) = (lines[second], lines[first]);
        return Join(lines);
    }

    /// <summary>Puts a piece of the other text anywhere into this one.</summary>
    public static string Splice(string text, string other, Random random)
    {
        var (lines, others) = (Lines(text), Lines(other));
        var (start, count) = Piece(others, random);
        lines.InsertRange(random.Next(lines.Count), others.GetRange(start, count));
        return Join(lines);
    }

    /// <summary>Wraps some lines many times.</summary>
    public static string Nest(string text, string other, Random random)
    {
        var lines = Lines(text);
        var (start, count) = Piece(lines, random);
        var (opening, closing) = _nests[random.Next(_nests.Length)];
        var depth = random.Next(1, DeepestNest);
        lines.Insert(start + count, string.Concat(Enumerable.Repeat(closing, depth)));
        lines.Insert(start, string.Concat(Enumerable.Repeat(opening, depth)));
        return Join(lines);
    }

    internal static List<string> Lines(string text) => [.. text.Split('\n')];

    internal static string Join(IEnumerable<string> lines) => string.Join('\n', lines);

    private static (int Start, int Count) Piece(List<string> lines, Random random)
    {
        var start = random.Next(lines.Count);
        return (start, Math.Min(lines.Count - start, random.Next(1, LongestPiece)));
    }
}
