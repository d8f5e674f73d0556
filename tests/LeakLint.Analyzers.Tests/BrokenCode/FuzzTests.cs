using LeakLint.Fuzz;
using LeakLint.Testing;

namespace LeakLint.Analyzers.Tests.BrokenCode;

/// <summary>A short run of the fuzzer over the code that LeakLint has most to say about: its own fixtures and samples.</summary>
public sealed class FuzzTests
{
    [Fact]
    public async Task Mutants_break_neither_rules_nor_fixes()
    {
        var pool = SourcePool.Load([Fixtures.Folder, Repository.PathOf("samples")]);

        var report = await new Fuzzer(pool, seed: 1).RunAsync(count: 300, TimeSpan.MaxValue);

        Assert.Equal(300, report.Mutants);
        // Mutants that nobody says anything about would prove nothing.
        Assert.True(report.Findings > 50, $"{report.Findings} reports");
        Assert.True(report.Fixes > 50, $"{report.Fixes} fixes");
        Assert.True(report.Failed.Count == 0, string.Join("\n\n", report.Failed.Select(failed => $"{failed.Failure.Signature}\n{failed.Text}\n{failed.Failure.Detail}")));
    }

    [Fact]
    public void One_seed_makes_the_same_mutants()
    {
        var pool = SourcePool.Load([Fixtures.Folder]);
        var (one, same, other) = (new Mutator(pool, seed: 1), new Mutator(pool, seed: 1), new Mutator(pool, seed: 2));

        Assert.All(Enumerable.Range(0, 30), number => Assert.Equal(one.Create(number), same.Create(number)));
        Assert.NotEqual(Enumerable.Range(0, 30).Select(one.Create), Enumerable.Range(0, 30).Select(other.Create));
    }
}
