using LeakLint.RuleTool;
using LeakLint.Testing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace LeakLint.Analyzers.Tests.House;

/// <summary>The rule tool: what it writes for a new rule, and how it keeps hand-written text.</summary>
public sealed class RuleToolTests
{
    [Fact]
    public void New_rule_is_listed_in_the_order_of_ids()
    {
        var files = RuleScaffold.Render(Repository.Root, "LEAK1999", "NeverMade").ToDictionary(file => file.Path, file => file.Content);

        AssertInOrder(files["src/LeakLint.Analyzers/Descriptors/RuleIds.cs"], "\"LEAK1013\"", "NeverMade = \"LEAK1999\"", "\"LEAK2001\"");
        AssertInOrder(
            files["src/LeakLint.Analyzers/AnalyzerReleases.Unshipped.md"],
            "\nLEAK1013 |",
            "\nLEAK1999 | LeakLint.Ownership | Warning | NeverMade\n",
            "\nLEAK2001 |");
    }

    [Fact]
    public void Last_rule_is_listed_at_the_end()
    {
        var releases = RuleScaffold.Render(Repository.Root, "LEAK5999", "Last").Single(file => file.Path.EndsWith("Unshipped.md", StringComparison.Ordinal));

        Assert.EndsWith("\nLEAK5999 | LeakLint.Tasks | Warning | Last", releases.Content.TrimEnd(), StringComparison.Ordinal);
    }

    [Fact]
    public void New_rule_is_code_that_parses_with_fixtures_and_a_page()
    {
        var files = RuleScaffold.Render(Repository.Root, "LEAK2999", "OnlyGrowsToo").ToDictionary(file => file.Path, file => file.Content);

        Assert.All(files.Where(file => file.Key.EndsWith(".cs", StringComparison.Ordinal)), file => Assert.Empty(Errors(file.Value)));
        Assert.Contains("namespace LeakLint.Rules.Growth;", files["src/LeakLint.Analyzers/Rules/Growth/OnlyGrowsToo.cs"], StringComparison.Ordinal);
        Assert.Contains("tests/LeakLint.Analyzers.Tests/Fixtures/Growth/OnlyGrowsToo/Leaks.cs", files.Keys);
        Assert.Contains("tests/LeakLint.Analyzers.Tests/Fixtures/Growth/OnlyGrowsToo/Clean.cs", files.Keys);
        Assert.All(RulePage.Headings, heading => Assert.Contains($"## {heading}\n", files["docs/rules/LEAK2999.md"], StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("LEAK1001", "SomethingElse")]
    [InlineData("LEAK1999", "ResourceNeverReleased")]
    [InlineData("LEAK9001", "SomethingElse")]
    [InlineData("LEAK12", "SomethingElse")]
    [InlineData("LEAK1999", "not a name")]
    public void Ids_and_names_that_cannot_be_used_are_refused(string id, string name) =>
        Assert.Throws<ArgumentException>(() => RuleScaffold.Render(Repository.Root, id, name));

    [Fact]
    public void Section_is_replaced_and_the_text_around_it_stays()
    {
        var section = new MarkedSection("<!-- a -->", "<!-- /a -->");

        Assert.Equal("before\n<!-- a -->\nnew\n<!-- /a -->\nafter", section.Replace("before\n<!-- a -->\nold\nold\n<!-- /a -->\nafter", "new\n"));
        Assert.Null(section.Replace("before <!-- a --> without end", "new"));
    }

    [Fact]
    public void Presets_give_a_severity_to_every_rule()
    {
        Assert.All(Preset.All, preset =>
            Assert.All(RuleCatalog.Rules, rule => Assert.Contains($"\ndotnet_diagnostic.{rule.Id}.severity = {preset.SeverityOf(rule)}\n", preset.Render(RuleCatalog.Rules), StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData(DiagnosticSeverity.Warning, true, "error", "warning", "warning")]
    [InlineData(DiagnosticSeverity.Info, true, "warning", "suggestion", "none")]
    [InlineData(DiagnosticSeverity.Warning, false, "suggestion", "none", "none")]
    public void Presets_differ_in_strictness(DiagnosticSeverity severity, bool enabled, string strict, string recommended, string minimal)
    {
        var rule = new Rule("Some", new DiagnosticDescriptor("LEAK1998", "t", "m", "LeakLint.Ownership", severity, enabled), HasFix: false);

        Assert.Equal([strict, recommended, minimal], Preset.All.Select(preset => preset.SeverityOf(rule)));
    }

    private static void AssertInOrder(string text, params string[] parts)
    {
        var places = parts.Select(part => text.IndexOf(part, StringComparison.Ordinal)).ToList();
        Assert.DoesNotContain(-1, places);
        Assert.Equal(places.Order(), places);
    }

    private static IEnumerable<Diagnostic> Errors(string code) =>
        CSharpSyntaxTree.ParseText(code).GetDiagnostics().Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error);
}
