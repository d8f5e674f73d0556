using LeakLint.Testing;
using Microsoft.CodeAnalysis;

namespace LeakLint.Analyzers.Tests.Options;

/// <summary>What a LeakLint.Ownership.txt says of methods is tested by fixtures; here, how it is read.</summary>
public sealed class OwnershipFileTests
{
    [Theory]
    [InlineData("T:Contoso.Cable strong")]
    [InlineData("T:Contoso.Cable`1 none exact")]
    [InlineData("M:Contoso.Pool.Rent(System.String) other")]
    [InlineData("M:Contoso.Pool.#ctor takes  # the pool closes it")]
    [InlineData("M:Contoso.Pool.* fresh borrows")]
    [InlineData("M:Contoso.Pool.Try(Contoso.Cable@) cable=fresh name=borrows")]
    [InlineData("# a comment")]
    [InlineData("   ")]
    public async Task Line_is_read(string line) => Assert.Empty(await ReportAsync(line));

    [Theory]
    [InlineData("T:Contoso.Cable")]
    [InlineData("T:Contoso.Cable storng")]
    [InlineData("T:Contoso.Cable strong always")]
    [InlineData("Contoso.Pool.Rent other")]
    [InlineData("P:Contoso.Pool.Line other")]
    [InlineData("M:Rent other")]
    [InlineData("M:Contoso.Pool.Rent ohter")]
    [InlineData("M:Contoso.Pool.Rent cable=ohter")]
    public async Task Line_that_makes_no_sense_is_reported_in_its_place(string line)
    {
        var report = Assert.Single(await ReportAsync("# first", line, "T:Contoso.Cable strong"));

        Assert.Equal("LEAK0001", report.Id);
        Assert.Contains($"'{line}' is not read", report.GetMessage(), StringComparison.Ordinal);
        Assert.EndsWith("LeakLint.Ownership.txt", report.Location.GetLineSpan().Path, StringComparison.Ordinal);
        Assert.Equal(1, report.Location.GetLineSpan().StartLinePosition.Line);
    }

    private static async Task<IEnumerable<Diagnostic>> ReportAsync(params string[] lines)
    {
        var analysis = await Analysis.RunAsync(TestProject.Create([("Empty.cs", "class Empty;")], ownership: lines), Product.LeakLint.Analyzers);
        Assert.Empty(analysis.Crashes);
        return analysis.Findings;
    }
}
