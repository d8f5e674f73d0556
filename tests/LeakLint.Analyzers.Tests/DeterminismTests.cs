using LeakLint.RuleTool;
using LeakLint.Testing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LeakLint.Analyzers.Tests;

/// <summary>The same code gives the same reports, whatever the order of its files and however many threads look at it.</summary>
public sealed class DeterminismTests
{
    private const int Runs = 20;

    // They speak of the code of a program, or of a program without a host: as one compilation the corpus is no program, and has hosts. One of
    // its files limits the shared cache, and so that of all; another calls by its name what nobody is to call.
    private static readonly string[] _ofPrograms = ["LEAK2005", "LEAK4001", "LEAK4002", "LEAK4006", "LEAK4009"];

    private static readonly Lazy<Corpus> _corpus = new(Corpus.Load);

    [Fact]
    public async Task Reports_do_not_depend_on_the_order_of_files_or_on_threads()
    {
        var files = _corpus.Value.Files;
        var expected = await DescribeAsync(files, concurrent: false);

        for (var run = 0; run < Runs; run++)
        {
            var shuffled = files.ToArray();
            new Random(run).Shuffle(shuffled);
            Assert.Equal(expected, await DescribeAsync(shuffled, concurrent: run % 2 == 0));
        }
    }

    // Without documentation the compiler tells nobody of the end of a file when it is asked for that file alone.
    [Theory]
    [InlineData(DocumentationMode.None)]
    [InlineData(DocumentationMode.Parse)]
    public async Task An_editor_that_asks_file_by_file_is_told_what_a_build_is_told(DocumentationMode documentation)
    {
        var project = TestProject.Create(_corpus.Value.Files, _corpus.Value.Options);
        project = project.WithParseOptions(TestProject.ParseOptions.WithDocumentationMode(documentation));

        var built = await Analysis.RunAsync(project, Product.LeakLint.Analyzers);
        var edited = await Analysis.RunByFileAsync(project, Product.LeakLint.Analyzers);

        Assert.Empty(edited.Crashes);
        Assert.Equal(built.Findings.Select(Describe), edited.Findings.Select(Describe));
    }

    [Fact]
    public async Task Corpus_has_reports_of_every_rule()
    {
        var reported = (await AnalyzeAsync(TestProject.Create(_corpus.Value.Files, _corpus.Value.Options), concurrent: true)).Select(finding => finding.Id).Distinct();

        Assert.Equal(RuleCatalog.Rules.Select(rule => rule.Id).Except(_ofPrograms), reported.Order(StringComparer.Ordinal).Except(_ofPrograms));
    }

    [Fact]
    public async Task Reports_about_programs_do_not_depend_on_the_order_of_files_or_on_threads()
    {
        var reported = new HashSet<string>();
        foreach (var program in Fixtures.Names.Select(Fixtures.Load).Where(fixture => fixture.Wants.Any(want => _ofPrograms.Contains(want.Id))))
        {
            var expected = await DescribeAsync(Compile(program, new Random(0)), concurrent: false);
            reported.UnionWith(program.Wants.Select(want => want.Id));
            for (var run = 0; run < Runs; run++)
                Assert.Equal(expected, await DescribeAsync(Compile(program, new Random(run)), concurrent: run % 2 == 0));
        }

        Assert.Superset(_ofPrograms.ToHashSet(), reported);
    }

    // Files that say nothing stand before, between and after.
    private static Project Compile(Fixture program, Random random)
    {
        (string Name, string Text)[] files = [("Program.cs", program.Code), .. Enumerable.Range(0, 4).Select(number => ($"Other{number}.cs", $"class Other{number};"))];
        random.Shuffle(files);
        return TestProject.Create(files, program.Options, output: program.Output);
    }

    private static Task<string[]> DescribeAsync(IEnumerable<(string Name, string Text)> files, bool concurrent) =>
        DescribeAsync(TestProject.Create(files, _corpus.Value.Options), concurrent);

    private static async Task<string[]> DescribeAsync(Project project, bool concurrent) =>
        [.. (await AnalyzeAsync(project, concurrent)).Select(Describe)];

    private static async Task<IEnumerable<Diagnostic>> AnalyzeAsync(Project project, bool concurrent)
    {
        var analysis = await Analysis.RunAsync(project, Product.LeakLint.Analyzers, concurrent);
        Assert.Empty(analysis.Crashes);
        return analysis.Findings;
    }

    // Properties too: they decide what the fix does.
    private static string Describe(Diagnostic finding) =>
        $"{finding} also {string.Join(", ", finding.AdditionalLocations.Select(location => location.GetLineSpan()))}"
        + $" hints {string.Join(", ", finding.Properties.OrderBy(hint => hint.Key, StringComparer.Ordinal).Select(hint => $"{hint.Key}={hint.Value}"))}";

    /// <summary>All fixtures in one compilation, each in a namespace of its own, which stands before its first line, and with its own options.</summary>
    private sealed record Corpus((string Name, string Text)[] Files, string[] Options)
    {
        public static Corpus Load()
        {
            var fixtures = Fixtures.Names
                .Select(Fixtures.Load)
                .Where(fixture => fixture.Output == OutputKind.DynamicallyLinkedLibrary && fixture.Ownership.IsEmpty && !HasNamespace(fixture.Code))
                .ToList();
            return new(
                [.. fixtures.Select((fixture, index) => ($"Fixture{index}.cs", $"namespace Fixture{index}; {fixture.Code}"))],
                [.. fixtures.SelectMany((fixture, index) => fixture.Options.Prepend($"[Fixture{index}.cs]"))]);
        }

        private static bool HasNamespace(string code) =>
            SyntaxFactory.ParseCompilationUnit(code, options: TestProject.ParseOptions).Members.Any(member => member is BaseNamespaceDeclarationSyntax);
    }
}
