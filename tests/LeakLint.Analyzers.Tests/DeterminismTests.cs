using LeakLint.Testing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.CSharp;

namespace LeakLint.Analyzers.Tests;

/// <summary>The same code gives the same reports, whatever the order of its files and however many threads look at it.</summary>
public sealed class DeterminismTests
{
    private const int Runs = 20;

    [Fact]
    public async Task Reports_do_not_depend_on_the_order_of_files_or_on_threads()
    {
        var files = FindFiles();
        var expected = await DescribeAsync(files, concurrent: false);
        Assert.NotEmpty(expected);

        for (var run = 0; run < Runs; run++)
        {
            var shuffled = files.ToArray();
            new Random(run).Shuffle(shuffled);
            Assert.Equal(expected, await DescribeAsync(shuffled, concurrent: run % 2 == 0));
        }
    }

    // All fixtures in one compilation, each in a namespace of its own, which stands before its first line.
    private static (string Name, string Text)[] FindFiles() =>
    [
        .. Fixtures.Names
            .Select(Fixtures.Load)
            .Where(fixture => fixture.Output == OutputKind.DynamicallyLinkedLibrary && fixture.Options.IsEmpty && fixture.Ownership.IsEmpty && !HasNamespace(fixture.Code))
            .Select((fixture, index) => ($"Fixture{index}.cs", $"namespace Fixture{index}; {fixture.Code}")),
    ];

    private static bool HasNamespace(string code) =>
        SyntaxFactory.ParseCompilationUnit(code, options: TestProject.ParseOptions).Members.Any(member => member is BaseNamespaceDeclarationSyntax);

    private static async Task<string[]> DescribeAsync(IEnumerable<(string Name, string Text)> files, bool concurrent)
    {
        var project = TestProject.Create(files);
        var analysis = await Analysis.RunAsync(project, Product.LeakLint.Analyzers, concurrent);
        Assert.Empty(analysis.Crashes);
        return [.. analysis.Findings.Select(Describe)];
    }

    // Properties too: they decide what the fix does.
    private static string Describe(Diagnostic finding) =>
        $"{finding} also {string.Join(", ", finding.AdditionalLocations.Select(location => location.GetLineSpan()))}"
        + $" hints {string.Join(", ", finding.Properties.OrderBy(hint => hint.Key, StringComparer.Ordinal).Select(hint => $"{hint.Key}={hint.Value}"))}";
}
