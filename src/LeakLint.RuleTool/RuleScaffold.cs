using System.Text.RegularExpressions;

namespace LeakLint.RuleTool;

/// <summary>The files of a new rule, ready to be filled.</summary>
public static partial class RuleScaffold
{
    private const string RuleIds = "src/LeakLint.Analyzers/Descriptors/RuleIds.cs";
    private const string Releases = "src/LeakLint.Analyzers/AnalyzerReleases.Unshipped.md";

    /// <summary>Renders new files and the two files that list all rules.</summary>
    /// <exception cref="ArgumentException">The id or the name cannot be used.</exception>
    public static IReadOnlyList<GeneratedFile> Render(string root, string id, string name)
    {
        var family = RuleFamilies.NameOf(id);
        if (!Name().IsMatch(name))
            throw new ArgumentException($"'{name}' is not a name: write the bad pattern in PascalCase, as in ResourceNeverReleased.", nameof(name));
        var ids = GeneratedFile.Read(root, RuleIds) ?? throw new ArgumentException($"There is no {RuleIds} below {root}.", nameof(root));
        if (ids.Contains(id, StringComparison.Ordinal) || ids.Contains($" {name} ", StringComparison.Ordinal))
            throw new ArgumentException($"{id} or {name} is in use.");

        var fixtures = $"tests/LeakLint.Analyzers.Tests/Fixtures/{family}/{name}";
        return
        [
            new(RuleIds, InsertInOrder(ids, IdLine(), $"    public const string {name} = \"{id}\";")),
            new(Releases, InsertInOrder(GeneratedFile.Read(root, Releases) ?? "", ReleaseLine(), $"{id} | LeakLint.{family} | Warning | {name}")),
            new($"src/LeakLint.Analyzers/Rules/{family}/{name}.cs", RenderRule(name, family)),
            new($"{fixtures}/Leaks.cs", $"sealed class Leaks\n{{\n    // TODO: one method for each situation, with: // want {id}: name\n}}\n"),
            new($"{fixtures}/Clean.cs", "sealed class Clean\n{\n    // TODO: look-alikes, each with: // Silent: why\n}\n"),
            new($"docs/rules/{id}.md", MarkedSection.PageHeader.Wrap($"# {id}: {name}") + "\n\n" + RulePage.RenderBody(name)),
        ];
    }

    private static string InsertInOrder(string text, Regex line, string added)
    {
        var lines = text.ReplaceLineEndings("\n").Split('\n').ToList();
        var id = line.Match(added).Groups["id"].Value;
        var following = lines.FindIndex(existing => line.Match(existing) is { Success: true } match && string.CompareOrdinal(match.Groups["id"].Value, id) > 0);
        lines.Insert(following >= 0 ? following : lines.FindLastIndex(line.IsMatch) + 1, added);
        return string.Join('\n', lines);
    }

    private static string RenderRule(string name, string family) =>
        $$"""
        using LeakLint.Descriptors;
        using Microsoft.CodeAnalysis;

        namespace LeakLint.Rules.{{family}};

        /// <summary>TODO: the harm, in one sentence.</summary>
        internal static class {{name}}
        {
            public static readonly DiagnosticDescriptor Rule = RuleDescriptor.Create(
                id: RuleIds.{{name}},
                title: "TODO",
                messageFormat: "'{0}' TODO: {1}",
                category: RuleFamily.{{family}},
                defaultSeverity: DiagnosticSeverity.Warning,
                isEnabledByDefault: true,
                description: "TODO.");
        }

        """;

    [GeneratedRegex("^[A-Z][A-Za-z0-9]+$")]
    private static partial Regex Name();

    [GeneratedRegex("""^\s*public const string \w+ = "(?<id>LEAK\d{4})";""")]
    private static partial Regex IdLine();

    [GeneratedRegex(@"^(?<id>LEAK\d{4}) \|")]
    private static partial Regex ReleaseLine();
}
