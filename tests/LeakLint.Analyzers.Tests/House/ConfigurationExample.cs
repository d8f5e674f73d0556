using System.Text.RegularExpressions;
using LeakLint.Testing;

namespace LeakLint.Analyzers.Tests.House;

/// <summary>An example on the configuration page, with the options and the ownership file that stand before it in its section.</summary>
/// <param name="Kind">"leak", "leak info" or "clean".</param>
/// <param name="Options">The options of the fence just before.</param>
/// <param name="Ownership">The lines of the ownership file of its section.</param>
internal sealed partial record ConfigurationExample(string Kind, PageExample Example, IReadOnlyList<string> Options, IReadOnlyList<string>? Ownership)
{
    private const string Page = "docs/concepts/configuration.md";

    /// <summary>All examples that are executed.</summary>
    public static IReadOnlyList<ConfigurationExample> FindAll()
    {
        var examples = new List<ConfigurationExample>();
        var text = ReadPage();
        string[] options = [];
        string[]? ownership = null;
        foreach (Match found in HeadingOrFence().Matches(text))
        {
            var lines = found.Groups["code"].Value.Split('\n', StringSplitOptions.RemoveEmptyEntries);
            switch (found.Groups["kind"].Value)
            {
                case "":
                    (options, ownership) = ([], null);
                    break;
                case "ini":
                    options = lines;
                    break;
                case "text ownership":
                    ownership = lines;
                    break;
                case var kind when kind.StartsWith("csharp ", StringComparison.Ordinal):
                    var line = text.Take(found.Index).Count(character => character == '\n') + 1;
                    examples.Add(new(kind["csharp ".Length..], new(Page, line, found.Groups["code"].Value), options, ownership));
                    break;
            }
        }

        return examples;
    }

    /// <summary>The text of every fence of options on the page.</summary>
    public static string AllOptions() => string.Concat(HeadingOrFence().Matches(ReadPage()).Where(fence => fence.Groups["kind"].Value == "ini"));

    private static string ReadPage() => File.ReadAllText(Repository.PathOf(Page)).ReplaceLineEndings("\n");

    [GeneratedRegex("^#+ [^\n]*$|^```(?<kind>[a-z ]+)\n(?<code>.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex HeadingOrFence();
}
