
namespace LeakLint.Testing;

/// <summary>Holds a fixture against a product: its reports, and what the fixes make of it.</summary>
public static class FixtureCheck
{
    /// <summary>Whether this run writes .fixed.cs files instead of comparing with them: LEAKLINT_BLESS=1.</summary>
    public static bool Blesses { get; } = Environment.GetEnvironmentVariable("LEAKLINT_BLESS") == "1";

    /// <summary>Everything that is not as the fixture says, ready to be read by a person; empty when all is well.</summary>
    public static Task<IReadOnlyList<string>> RunAsync(Fixture fixture, Product product) => RunAsync(fixture, product, Blesses);

    internal static async Task<IReadOnlyList<string>> RunAsync(Fixture fixture, Product product, bool bless)
    {
        var failures = new List<string>();
        var document = fixture.CreateDocument();
        foreach (var error in await TestProject.FindErrorsAsync(document.Project))
            failures.Add($"does not compile: {error}");
        if (failures.Count > 0)
            return failures;

        var before = await Analysis.RunAsync(document.Project, product.Analyzers);
        failures.AddRange(before.Crashes.Select(crash => $"an analyzer crashed: {crash}"));
        failures.AddRange(ExpectationCheck.Compare(fixture, before.Findings));
        try
        {
            var fixedText = await FixCheck.RunAsync(fixture, product, document, before, failures);
            CompareWithGolden(fixture, fixedText, bless, failures);
        }
        catch (Exception exception)
        {
            failures.Add($"fixing failed: {exception}");
        }

        return failures;
    }

    private static void CompareWithGolden(Fixture fixture, string? fixedText, bool bless, List<string> failures)
    {
        var exists = File.Exists(fixture.GoldenPath);
        var name = Path.GetFileName(fixture.GoldenPath);
        if (bless)
        {
            if (fixedText is not null)
                File.WriteAllText(fixture.GoldenPath, fixedText);
            else if (exists)
                File.Delete(fixture.GoldenPath);
        }
        else if (fixedText is null && exists)
        {
            failures.Add($"nothing is fixed, yet there is a {name}: delete it");
        }
        else if (fixedText is not null && !exists)
        {
            failures.Add($"{name} is missing; run with LEAKLINT_BLESS=1 to write it, then review it. The fixed text:\n{fixedText}");
        }
        else if (fixedText is not null && TextDifference.Describe("golden", File.ReadAllText(fixture.GoldenPath), "fixed", fixedText) is { } difference)
        {
            failures.Add($"the fixed text is not {name} (LEAKLINT_BLESS=1 rewrites it):\n{difference}");
        }
    }
}
