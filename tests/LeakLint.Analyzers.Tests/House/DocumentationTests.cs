using LeakLint.RuleTool;
using LeakLint.Testing;

namespace LeakLint.Analyzers.Tests.House;

/// <summary>The pages of the rules: complete, generated where they are generated, and true: their code is executed.</summary>
public sealed class DocumentationTests
{
    public static TheoryData<string> Ids { get; } = [.. RuleCatalog.Rules.Select(rule => rule.Id)];

    [Fact]
    public void Every_rule_has_a_page_and_every_page_a_rule()
    {
        var pages = Directory.EnumerateFiles(Repository.PathOf("docs/rules"), "*.md").Select(path => Path.GetFileNameWithoutExtension(path));

        Assert.Equal(RuleCatalog.Rules.Select(rule => rule.Id), pages.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void What_is_generated_is_current()
    {
        var stale = Documentation.Render(Repository.Root, RuleCatalog.Rules).Where(file => !file.IsCurrent(Repository.Root)).Select(file => file.Path);

        Assert.Empty(stale);
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void Page_has_all_headings_in_order_and_is_finished(string id)
    {
        var page = File.ReadAllLines(Repository.PathOf($"docs/rules/{id}.md"));

        Assert.Equal(RulePage.Headings, page.Where(line => line.StartsWith("## ", StringComparison.Ordinal)).Select(line => line[3..]));
        Assert.DoesNotContain(page, line => line.Contains("TODO", StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public async Task Leak_examples_are_reported_once(string id)
    {
        var examples = PageExample.FindAll(id, "leak");

        Assert.NotEmpty(examples);
        foreach (var example in examples)
        {
            var finding = Assert.Single(await AnalyzeAsync(example, id));
            Assert.Equal(id, finding.Split(':')[0]);
        }
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public async Task Clean_examples_are_silent(string id)
    {
        var examples = PageExample.FindAll(id, "clean");

        Assert.NotEmpty(examples);
        foreach (var example in examples)
            Assert.Empty(await AnalyzeAsync(example, id));
    }

    /// <summary>Analyses an example with the rule of its page on, also when that is off by default.</summary>
    private static async Task<IEnumerable<string>> AnalyzeAsync(PageExample example, string id)
    {
        var project = TestProject.Create([("Example.cs", example.ToFile())], [$"dotnet_diagnostic.{id}.severity = warning"]);
        var errors = await TestProject.FindErrorsAsync(project);
        Assert.True(errors.IsEmpty, $"{example.Page}({example.Line}): {string.Join('\n', errors)}");

        var analysis = await Analysis.RunAsync(project, Product.LeakLint.Analyzers);
        Assert.Empty(analysis.Crashes);
        return analysis.Findings.Select(finding => $"{finding.Id}: {finding.GetMessage()}");
    }
}
