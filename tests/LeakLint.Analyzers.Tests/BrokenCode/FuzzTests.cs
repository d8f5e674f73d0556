using System.Collections.Immutable;
using LeakLint.Fuzz;
using LeakLint.Testing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace LeakLint.Analyzers.Tests.BrokenCode;

/// <summary>A short run of the fuzzer over the code that LeakLint has most to say about: its own fixtures and samples.</summary>
public sealed class FuzzTests
{
    [Fact]
    public async Task Mutants_break_neither_rules_nor_fixes()
    {
        var pool = SourcePool.Load([Fixtures.Folder, Repository.PathOf("samples")]);

        var report = await new Fuzzer(pool, seed: 1, Product.LeakLint).RunAsync(count: 300, TimeSpan.MaxValue);

        Assert.Equal(300, report.Mutants);
        // Mutants that nobody says anything about would prove nothing.
        Assert.True(report.Findings > 50, $"{report.Findings} reports");
        Assert.True(report.Fixes > 50, $"{report.Fixes} fixes");
        Assert.True(report.Failed.Count == 0, string.Join("\n\n", report.Failed.Select(failed => $"{failed.Failure.Signature}\n{failed.Text}\n{failed.Failure.Detail}")));
    }

    [Fact]
    public async Task A_rule_that_throws_is_found_and_its_mutant_cut_down()
    {
        var pool = new SourcePool([string.Join('\n', Enumerable.Range(0, 30).Select(number => $"class {(number == 20 ? "Crash" : "Calm")}{number} {{ }}"))]);

        var report = await new Fuzzer(pool, seed: 1, new Product([new CrashingRule()], [])).RunAsync(count: 10, TimeSpan.MaxValue);

        var failed = Assert.Single(report.Failed);
        Assert.StartsWith($"{nameof(CrashingRule)}: {nameof(NotSupportedException)}", failed.Failure.Signature, StringComparison.Ordinal);
        Assert.Contains("Crash", failed.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("\n", failed.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void One_seed_makes_the_same_mutants()
    {
        var pool = SourcePool.Load([Fixtures.Folder]);
        var (one, same, other) = (new Mutator(pool, seed: 1), new Mutator(pool, seed: 1), new Mutator(pool, seed: 2));

        Assert.All(Enumerable.Range(0, 30), number => Assert.Equal(one.Create(number), same.Create(number)));
        Assert.NotEqual(Enumerable.Range(0, 30).Select(one.Create), Enumerable.Range(0, 30).Select(other.Create));
    }

#pragma warning disable RS1001, RS1036 // An analyzer of tests only.
    private sealed class CrashingRule : DiagnosticAnalyzer
    {
        private static readonly DiagnosticDescriptor _never = new("CRASH", "Never reported", "Never reported", "Tests", DiagnosticSeverity.Warning, isEnabledByDefault: true);

        public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [_never];

        public override void Initialize(AnalysisContext context)
        {
            context.EnableConcurrentExecution();
            context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
            context.RegisterSymbolAction(type => { if (type.Symbol.Name.StartsWith("Crash", StringComparison.Ordinal)) throw new NotSupportedException(); }, SymbolKind.NamedType);
        }
    }
}
