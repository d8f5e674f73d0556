namespace LeakLint.RuleTool;

/// <summary>The part of a hand-written file that is generated: what stands between two comment lines.</summary>
public sealed record MarkedSection(string Begin, string End)
{
    /// <summary>The head of a rule's page.</summary>
    public static MarkedSection PageHeader { get; } = new("<!-- header: generated, see docs/contributing/adding-a-rule.md -->", "<!-- /header -->");

    /// <summary>The table of rules in the README.</summary>
    public static MarkedSection RuleTable { get; } = new("<!-- rules -->", "<!-- /rules -->");

    /// <summary>The section with its markers.</summary>
    public string Wrap(string content) => $"{Begin}\n{content.Trim('\n')}\n{End}";

    /// <summary>The text with the section's content replaced; null when the text has no such section.</summary>
    public string? Replace(string text, string content)
    {
        text = text.ReplaceLineEndings("\n");
        var begin = text.IndexOf(Begin, StringComparison.Ordinal);
        var end = begin < 0 ? -1 : text.IndexOf(End, begin, StringComparison.Ordinal);
        return end < 0 ? null : text[..begin] + Wrap(content) + text[(end + End.Length)..];
    }
}
