using LeakLint.Testing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace LeakLint.Analyzers.Tests;

/// <summary>What hangs on callees is told at the end of the file: in an editor, which asks for one file and may ask several times at once, as in a build.</summary>
public sealed class PendingBodiesTests
{
    private static readonly (string Name, string Text)[] _files =
    [
        ("Uses.cs", """
            class Uses
            {
                public void Lose() { var file = Files.Open(); file.ReadByte(); }
                public void LoseAgain() { var file = Files.Open(); Files.Look(file); }
                public void Close() { var file = Files.Open(); Files.End(file); }
                public System.Action Later() => () => { var file = Files.Open(); Files.Look(file); };
            }
            """),
        ("Files.cs", """
            static class Files
            {
                public static System.IO.FileStream Open() => System.IO.File.OpenRead("a");
                public static void Look(System.IO.Stream file) => file.ReadByte();
                public static void End(System.IO.Stream file) => file.Dispose();
            }
            """),
    ];

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Each_question_about_a_file_is_answered_once_and_in_full(bool concurrent)
    {
        var compilation = (await TestProject.Create(_files).GetCompilationAsync())!;
        var tree = compilation.SyntaxTrees.Single(tree => tree.FilePath.EndsWith("Uses.cs", StringComparison.Ordinal));
        var options = new CompilationWithAnalyzersOptions(new([]), onAnalyzerException: null, concurrent, logAnalyzerExecutionTime: false, reportSuppressedDiagnostics: false);
        var analysis = compilation.WithAnalyzers(Product.LeakLint.Analyzers, options);

        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => analysis.GetAnalyzerSemanticDiagnosticsAsync(compilation.GetSemanticModel(tree), null, default))));

        Assert.All(answers, answer => Assert.Equal(["LEAK1001 3", "LEAK1001 4", "LEAK1001 6"], answer.Select(Describe).Order(StringComparer.Ordinal)));
    }

    private static string Describe(Diagnostic finding) => $"{finding.Id} {finding.Location.GetLineSpan().StartLinePosition.Line + 1}";
}
