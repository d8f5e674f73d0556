using System.Runtime.CompilerServices;
using LeakLint.Testing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace LeakLint.Analyzers.Tests;

/// <summary>The analyzers live as long as the IDE does; what they know of one version of the code must not.</summary>
public sealed class MemoryTests
{
    private const int Edits = 200;

    [Fact]
    public async Task Nothing_of_an_old_version_is_kept_after_many_edits()
    {
        var witness = new CompilationWitness();
        var trees = await EditAsync(witness);
        WeakReference[] versions = [.. witness.Compilations, .. trees];
        Assert.Equal(2 * Edits, versions.Length);

        for (var attempt = 0; attempt < 20 && versions.Any(version => version.IsAlive); attempt++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
            await Task.Delay(10);
        }

        Assert.Equal(0, versions.Count(version => version.IsAlive));
    }

    // Not inlined, so that no local of it outlives it.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static async Task<List<WeakReference>> EditAsync(CompilationWitness witness)
    {
        var analyzers = Product.LeakLint.Analyzers.Add(witness);
        var trees = new List<WeakReference>();
        var project = TestProject.Create(FindFiles());
        var edited = project.Documents.Last().Id;
        for (var version = 0; version < Edits; version++)
        {
            var document = project.GetDocument(edited)!;
            project = document.WithText(SourceText.From($"{await document.GetTextAsync()}\nclass Edit{version};")).Project;
            trees.Add(new(await project.GetDocument(edited)!.GetSyntaxTreeAsync()));
            Assert.NotEmpty((await Analysis.RunAsync(project, analyzers)).Findings);
        }

        return trees;
    }

    // The first fixture of each family, each in a namespace of its own; the last one is edited.
    private static IEnumerable<(string Name, string Text)> FindFiles() =>
        Fixtures.Names
            .Where(name => Path.GetFileName(name) == "Leaks.cs")
            .Select(name => (Family: name.Split('/')[0], Fixture: Fixtures.Load(name)))
            .Where(file => file.Fixture.Output == OutputKind.DynamicallyLinkedLibrary && !file.Fixture.Code.Contains("namespace ", StringComparison.Ordinal))
            .DistinctBy(file => file.Family)
            .Select(file => ($"{file.Family}.cs", $"namespace {file.Family}Example; {file.Fixture.Code}"));
}
