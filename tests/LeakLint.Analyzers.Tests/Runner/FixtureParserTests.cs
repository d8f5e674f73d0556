using LeakLint.Testing;

namespace LeakLint.Analyzers.Tests.Runner;

/// <summary>The grammar of docs/contributing/fixture-format.md.</summary>
public sealed class FixtureParserTests
{
    [Fact]
    public void Markers_are_taken_out_and_lines_stay_where_they_are()
    {
        var fixture = FixtureParser.Parse("Leaks.cs", "a(); // why // want LEAK1001: x\n\nb();   // also LEAK1001\nc(); // also\n");

        Assert.Equal("a(); // why\n\nb();\nc();\n", fixture.Code);
        Assert.Equal<Want>([new Want(1, "LEAK1001", "x")], fixture.Wants);
        Assert.Equal<Also>([new Also(3, "LEAK1001"), new Also(4, null)], fixture.Alsos);
    }

    [Fact]
    public void Comments_that_only_look_like_markers_stay()
    {
        const string Code = "a(); // also closes the stream\nb(); // wants more\nc(); // fixes it\n";

        Assert.Equal(Code, FixtureParser.Parse("Clean.cs", Code).Code);
    }

    [Fact]
    public void Several_markers_share_a_line()
    {
        var fixture = FixtureParser.Parse("Leaks.cs", "a(); // want LEAK1001: 'x' is // want LEAK1002: y // also // fix: Use using\n");

        Assert.Equal<Want>([new Want(1, "LEAK1001", "'x' is"), new Want(1, "LEAK1002", "y")], fixture.Wants);
        Assert.Equal<Also>([new Also(1, null)], fixture.Alsos);
        Assert.Equal<ChosenFix>([new ChosenFix("a();", "Use using")], fixture.ChosenFixes);
    }

    [Fact]
    public void Header_is_read_and_kept()
    {
        const string Code = "// A pipe that stays open.\n// option leaklint.x = a, b\n// output: program\n// needs roslyn 5\n\nreturn;\n";
        var fixture = FixtureParser.Parse("Leaks.cs", Code);

        Assert.Equal<string>(["leaklint.x = a, b"], fixture.Options);
        Assert.Equal(Microsoft.CodeAnalysis.OutputKind.ConsoleApplication, fixture.Output);
        Assert.Equal(5, fixture.MinimumRoslyn);
        Assert.Equal(Code, fixture.Code);
    }

    [Theory]
    [InlineData("a(); // want LEAK1001")]
    [InlineData("a(); // want LEAK1001:")]
    [InlineData("a(); // want LEAK1001 x")]
    [InlineData("a(); // fix:")]
    public void Misspelt_markers_are_refused(string line) =>
        Assert.Throws<FormatException>(() => FixtureParser.Parse("Leaks.cs", line));
}
