using LeakLint.Testing;

namespace LeakLint.Analyzers.Tests;

/// <summary>Every fixture: compiles, is reported exactly as marked, and is fixed exactly as its golden file says.</summary>
public sealed class FixtureTests
{
    public static TheoryData<string> Names { get; } = [.. Fixtures.Names];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Fixture_is_reported_and_fixed_as_marked(string name)
    {
        var failures = await FixtureCheck.RunAsync(Fixtures.Load(name), Product.LeakLint);

        if (failures.Count > 0)
            Assert.Fail($"{name}\n{string.Join('\n', failures)}");
    }
}
