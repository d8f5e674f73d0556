using System.Runtime.CompilerServices;
using LeakLint.RuleTool;
using LeakLint.Testing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace LeakLint.Analyzers.Tests;

/// <summary>The same code gives the same reports, whatever the order of its files and however many threads look at it.</summary>
public sealed class DeterminismTests
{
    private const int Runs = 20;

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

    [Fact]
    public async Task Corpus_has_reports_of_every_rule()
    {
        var reported = (await AnalyzeAsync(_corpus.Value.Files, concurrent: true)).Select(finding => finding.Id).Distinct();

        // These speak of the code of a program, or of a program without a host: as one compilation the corpus is no program, and has hosts.
        string[] ofPrograms = ["LEAK4002", "LEAK4006", "LEAK4009"];
        Assert.Equal(RuleCatalog.Rules.Select(rule => rule.Id).Except(ofPrograms), reported.Order(StringComparer.Ordinal).Except(ofPrograms));
    }

    // The analyzers live as long as the IDE does; what they know of one version of the code must not.
    [Fact]
    public async Task No_compilation_is_kept_alive_after_its_analysis()
    {
        var witness = new CompilationWitness();
        await EditAsync(versions: 6, witness);
        var compilations = witness.Compilations;
        Assert.Equal(6, compilations.Count);

        for (var attempt = 0; attempt < 20 && compilations.Any(compilation => compilation.IsAlive); attempt++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
            await Task.Delay(10);
        }

        Assert.All(compilations, compilation => Assert.False(compilation.IsAlive));
    }

    // Not inlined, so that no local of it outlives it.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static async Task EditAsync(int versions, CompilationWitness witness)
    {
        var project = TestProject.Create(_corpus.Value.Files, _corpus.Value.Options);
        var edited = project.Documents.Last().Id;
        for (var version = 0; version < versions; version++)
        {
            var document = project.GetDocument(edited)!;
            project = document.WithText(SourceText.From($"{await document.GetTextAsync()}\nclass Edit{version};")).Project;
            Assert.NotEmpty((await Analysis.RunAsync(project, Product.LeakLint.Analyzers.Add(witness))).Findings);
        }
    }

    private static async Task<string[]> DescribeAsync(IEnumerable<(string Name, string Text)> files, bool concurrent) =>
        [.. (await AnalyzeAsync(files, concurrent)).Select(Describe)];

    private static async Task<IEnumerable<Diagnostic>> AnalyzeAsync(IEnumerable<(string Name, string Text)> files, bool concurrent)
    {
        var analysis = await Analysis.RunAsync(TestProject.Create(files, _corpus.Value.Options), Product.LeakLint.Analyzers, concurrent);
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
