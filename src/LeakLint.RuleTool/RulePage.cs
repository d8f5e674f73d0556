using System.Collections.Immutable;
using System.Text;

namespace LeakLint.RuleTool;

/// <summary>What every page of a rule has, in this order, below its generated header.</summary>
public static class RulePage
{
    /// <summary>The second-level headings.</summary>
    public static ImmutableArray<string> Headings { get; } =
        ["What leaks", "Why it matters", "Leaks", "Released", "When it stays silent", "When to suppress", "Options", "Fix safety"];

    /// <summary>The body of a new page, to be filled by hand.</summary>
    internal static string RenderBody(string ruleName)
    {
        var text = new StringBuilder();
        foreach (var heading in Headings)
        {
            text.Append($"## {heading}\n");
            text.Append(heading switch
            {
                "Leaks" => $"```csharp leak\n// TODO: code that {ruleName} reports once\n```\n\n",
                "Released" => "```csharp clean\n// TODO: the same code, released\n```\n\n",
                _ => "TODO\n\n",
            });
        }

        return text.ToString().TrimEnd('\n') + "\n";
    }
}
