using LeakLint.Testing;

namespace LeakLint.Analyzers.Tests.Runner;

/// <summary>The runner itself: what it accepts, and that it refuses every kind of wrong fixture and wrong fix.</summary>
public sealed class FixtureCheckTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("leaklint-runner-").FullName;

    private static readonly Product _noFix = ToyFix.With();

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Accepts_reports_that_are_marked() =>
        Assert.Empty(await CheckAsync("BadCall(); // want TOY1: BadCall", _noFix));

    [Fact]
    public async Task Refuses_code_that_does_not_compile() =>
        Assert.Contains("does not compile", Assert.Single(await CheckAsync("Nothing();", _noFix)));

    [Fact]
    public async Task Refuses_a_report_without_a_marker() =>
        Assert.Contains("unexpected TOY1: Do not call BadCall", Assert.Single(await CheckAsync("BadCall();", _noFix)));

    [Fact]
    public async Task Refuses_a_marker_without_a_report() =>
        Assert.Contains("no TOY1 at: GoodCall();", Assert.Single(await CheckAsync("GoodCall(); // want TOY1: Call", _noFix)));

    [Fact]
    public async Task Refuses_a_second_report_of_one_marker() =>
        Assert.Contains("unexpected TOY1", Assert.Single(await CheckAsync("BadCall(); BadCall(); // want TOY1: BadCall", _noFix)));

    [Fact]
    public async Task Accepts_two_markers_on_a_line() =>
        Assert.Empty(await CheckAsync("BadCall(); BadOther(); // want TOY1: BadOther // want TOY1: BadCall", _noFix));

    [Fact]
    public async Task Refuses_another_message() =>
        Assert.Contains("has no 'file'", Assert.Single(await CheckAsync("BadCall(); // want TOY1: file", _noFix)));

    [Fact]
    public async Task Refuses_a_misspelt_marker() =>
        await Assert.ThrowsAsync<FormatException>(() => CheckAsync("BadCall(); // want TOY1", _noFix));

    [Fact]
    public async Task Refuses_an_additional_location_that_is_not_there() =>
        Assert.Contains("additional location", Assert.Single(await CheckAsync("BadCall(); // want TOY1: Bad // also TOY1", _noFix)));

    [Fact]
    public async Task Feeds_options_to_the_analyzers() =>
        Assert.Empty(await CheckAsync("BadCall();", _noFix, header: "// option toy.silent = true\n"));

    [Fact]
    public async Task Refuses_a_crash_of_an_analyzer() =>
        Assert.Contains("boom", Assert.Single(await CheckAsync("Crash();", _noFix)));

    [Fact]
    public async Task Accepts_a_fix_that_does_as_the_golden_file() =>
        Assert.Empty(await CheckAsync("BadCall(); // want TOY1: Bad", ToyFix.With("GoodCall()"), golden: "GoodCall();"));

    [Fact]
    public async Task Refuses_a_fix_without_a_golden_file() =>
        Assert.Contains("is missing", Assert.Single(await CheckAsync("BadCall(); // want TOY1: Bad", ToyFix.With("GoodCall()"))));

    [Fact]
    public async Task Refuses_a_golden_file_that_differs() =>
        Assert.Contains("fixed| ", Assert.Single(await CheckAsync("BadCall(); // want TOY1: Bad", ToyFix.With("GoodCall()"), golden: "Other();")));

    [Fact]
    public async Task Refuses_a_golden_file_without_a_fix() =>
        Assert.Contains("delete it", Assert.Single(await CheckAsync("BadCall(); // want TOY1: Bad", _noFix, golden: "GoodCall();")));

    [Fact]
    public async Task Takes_the_action_that_is_named() =>
        Assert.Empty(await CheckAsync("BadCall(); // want TOY1: Bad // fix: Write Other()", ToyFix.With("GoodCall()", "Other()"), golden: "Other();"));

    [Theory]
    [InlineData("Nothing()", "new compiler diagnostic")]
    [InlineData("BadOther()", "fixable report")]
    [InlineData("GoodCall(); $0", "still something to fix")]
    [InlineData("AsyncCall()", "new compiler diagnostic")]
    public async Task Refuses_a_fix_whose_text_is_wrong(string replacement, string failure)
    {
        var failures = await CheckAsync("BadCall(); // want TOY1: Bad", ToyFix.With(replacement), golden: replacement + ";");

        Assert.Contains(failures, text => text.Contains(failure, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Refuses_a_fix_that_does_not_work_in_bulk()
    {
        var product = new Product([new ToyAnalyzer()], [new ToyFix("GoodCall()") { WorksInBulk = false }]);

        Assert.Contains("no fix-all", Assert.Single(await CheckAsync("BadCall(); // want TOY1: Bad", product, golden: "GoodCall();")));
    }

    [Fact]
    public async Task Writes_the_golden_file_on_request()
    {
        var fixture = Write("BadCall(); // want TOY1: Bad", header: "");

        Assert.Empty(await FixtureCheck.RunAsync(fixture, ToyFix.With("GoodCall()"), bless: true));

        Assert.Equal(Text("GoodCall();", header: ""), File.ReadAllText(fixture.GoldenPath));
    }

    private Task<IReadOnlyList<string>> CheckAsync(string statement, Product product, string? golden = null, string header = "")
    {
        var fixture = Write(statement, header);
        if (golden is not null)
            File.WriteAllText(fixture.GoldenPath, Text(golden, header));
        return FixtureCheck.RunAsync(fixture, product, bless: false);
    }

    private Fixture Write(string statement, string header)
    {
        var path = Path.Combine(_folder, "Toy.cs");
        File.WriteAllText(path, Text(statement, header));
        return Fixture.Load(path);
    }

    private static string Text(string statement, string header) =>
        $$"""
        {{header}}class Toy
        {
            async Task Run()
            {
                {{statement}}
                await Task.Yield();
            }

            void BadCall() { }
            void BadOther() { }
            void GoodCall() { }
            void Other() { }
            void Crash() { }
            Task AsyncCall() => Task.CompletedTask;
        }
        """;
}
