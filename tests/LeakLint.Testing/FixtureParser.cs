using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;

namespace LeakLint.Testing;

/// <summary>Reads the markers of a fixture and takes them out of its text.</summary>
public static partial class FixtureParser
{
    /// <summary>Parses the text of a fixture.</summary>
    /// <exception cref="FormatException">A marker is not of the grammar.</exception>
    public static Fixture Parse(string path, string text)
    {
        var lines = text.ReplaceLineEndings("\n").Split('\n');
        var fixture = ReadHeader(new Fixture(path, ""), lines);
        for (var index = 0; index < lines.Length; index++)
        {
            var start = MarkerStart().Match(lines[index]);
            if (!start.Success)
                continue;

            var markers = lines[index][start.Index..];
            lines[index] = lines[index][..start.Index].TrimEnd();
            foreach (var marker in MarkerBoundary().Split(markers))
                fixture = Add(fixture, marker.Trim(), index + 1, lines[index].Trim());
        }

        return fixture with { Code = string.Join('\n', lines) };
    }

    private static Fixture ReadHeader(Fixture fixture, string[] lines)
    {
        foreach (var line in lines.TakeWhile(line => line.StartsWith("//", StringComparison.Ordinal)))
        {
            if (Option().Match(line) is { Success: true } option)
                fixture = fixture with { Options = fixture.Options.Add(option.Groups[1].Value) };
            else if (Ownership().Match(line) is { Success: true } ownership)
                fixture = fixture with { Ownership = fixture.Ownership.Add(ownership.Groups[1].Value) };
            else if (Output().IsMatch(line))
                fixture = fixture with { Output = OutputKind.ConsoleApplication };
            else if (Guard().IsMatch(line))
                fixture = fixture with { HasGuard = true };
            else if (NeedsRoslyn().Match(line) is { Success: true } needs)
                fixture = fixture with { MinimumRoslyn = int.Parse(needs.Groups[1].Value) };
        }

        return fixture;
    }

    private static Fixture Add(Fixture fixture, string marker, int line, string lineText)
    {
        if (Want().Match(marker) is { Success: true } want)
            return fixture with { Wants = fixture.Wants.Add(new Want(line, want.Groups["id"].Value, want.Groups["text"].Value, want.Groups["severity"] is { Success: true } severity ? Enum.Parse<DiagnosticSeverity>(severity.Value, ignoreCase: true) : null)) };
        if (Also().Match(marker) is { Success: true } also)
            return fixture with { Alsos = fixture.Alsos.Add(new Also(line, also.Groups["id"] is { Success: true } id ? id.Value : null)) };
        if (Fix().Match(marker) is { Success: true } fix)
            return fixture with { ChosenFixes = fixture.ChosenFixes.Add(new ChosenFix(lineText, fix.Groups["title"].Value)) };
        throw new FormatException($"{fixture.Path}({line}): '{marker}' is not a marker: write '// want ID: text', '// also', '// also ID' or '// fix: title'.");
    }

    // "also" is an English word: as a marker it stands alone, or before an id.
    [GeneratedRegex(@"//\s*(want\s+[A-Z]+\d|want:|also\s*$|also\s+[A-Z]+\d+\s*($|//)|also\s*//|fix:)")]
    private static partial Regex MarkerStart();

    [GeneratedRegex(@"(?<=\S)\s*(?=//\s*(?:want\s|also\b|fix:))")]
    private static partial Regex MarkerBoundary();

    [GeneratedRegex(@"^//\s*want\s+(?<id>[A-Z]+\d+)(\s+(?<severity>warning|info))?:\s*(?<text>\S.*)$")]
    private static partial Regex Want();

    [GeneratedRegex(@"^//\s*also(\s+(?<id>[A-Z]+\d+))?$")]
    private static partial Regex Also();

    [GeneratedRegex(@"^//\s*fix:\s*(?<title>\S.*)$")]
    private static partial Regex Fix();

    [GeneratedRegex(@"^//\s*option\s+(\S+\s*=\s*.+?)\s*$")]
    private static partial Regex Option();

    [GeneratedRegex(@"^//\s*ownership\s+([TM]:\S+\s.*?)\s*$")]
    private static partial Regex Ownership();

    [GeneratedRegex(@"^//\s*output:\s*program\s*$")]
    private static partial Regex Output();

    [GeneratedRegex(@"^//\s*references LeakLint\.Guard\s*$")]
    private static partial Regex Guard();

    [GeneratedRegex(@"^//\s*needs roslyn (\d+)\s*$")]
    private static partial Regex NeedsRoslyn();
}
