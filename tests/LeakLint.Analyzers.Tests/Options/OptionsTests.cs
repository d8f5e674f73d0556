using LeakLint.Testing;
using Microsoft.CodeAnalysis;

namespace LeakLint.Analyzers.Tests.Options;

/// <summary>What fixtures cannot say of options: they hold for the files of their section, and nonsense is not read.</summary>
public sealed class OptionsTests
{
    private const string Leak = "class {0} {{ void M(IPrinter printer) {{ var s = new FileStream(\"x\", FileMode.Open); printer.Print(s); }} }}";

    private static readonly (string Name, string Text) _printer = ("Printer.cs", "interface IPrinter { bool Print(Stream stream); }");

    [Fact]
    public async Task Options_hold_for_the_files_of_their_section()
    {
        var project = TestProject.Create(
            [_printer, ("Strict.cs", string.Format(Leak, "Strict")), ("Loose.cs", string.Format(Leak, "Loose"))],
            options: ["[Strict.cs]", "leaklint.ownership = pessimistic"]);

        Assert.Equal(["Strict.cs"], await FilesWithReportsAsync(project));
    }

    [Fact]
    public async Task What_a_callee_does_is_asked_under_the_options_of_the_caller()
    {
        const string Source = "static class {0} {{ static void M(IPrinter printer) {{ var s = new FileStream(\"x\", FileMode.Open); Helper.Print(printer, s); }} }}";
        var project = TestProject.Create(
            [
                _printer,
                ("Helper.cs", "static class Helper { public static void Print(IPrinter printer, Stream stream) => printer.Print(stream); }"),
                ("Strict.cs", string.Format(Source, "Strict")),
                ("Loose.cs", string.Format(Source, "Loose")),
            ],
            options: ["[Strict.cs]", "leaklint.ownership = pessimistic"]);

        Assert.Equal(["Strict.cs"], await FilesWithReportsAsync(project));
    }

    [Theory]
    [InlineData("leaklint.ownership = paranoid")]
    [InlineData("leaklint.call_depth = 99")]
    [InlineData("leaklint.call_depth = deep")]
    [InlineData("leaklint.strong_types = |,| ")]
    [InlineData("dotnet_code_quality.excluded_symbol_names = |")]
    [InlineData("dotnet_code_quality.dispose_ownership_transfer_at_method_call = sometimes")]
    public async Task Value_that_makes_no_sense_is_as_if_it_were_not_there(string option)
    {
        var project = TestProject.Create(
            [_printer, ("Leak.cs", string.Format(Leak, "Leak")), ("Other.cs", "class Other { void M() { var s = File.OpenRead(\"x\"); } }")], options: [option]);

        Assert.Equal(["Other.cs"], await FilesWithReportsAsync(project));
    }

    [Theory]
    [InlineData("leaklint.call_depth = 0", 0)]
    [InlineData("leaklint.call_depth = 2", 1)]
    public async Task Bodies_are_looked_into_as_deep_as_the_option_says(string option, int reports)
    {
        // Whether Borrow keeps the stream is seen in the body of what it calls.
        const string Source = """
            static class Deep
            {
                static void M(bool b) { var s = new FileStream("x", FileMode.Open); Borrow(s, b); }
                static void Borrow(Stream s, bool b) { var same = b ? s : s; Read(same); }
                static void Read(Stream s) { var same = s; same.Flush(); }
            }
            """;

        Assert.Equal(reports, (await FilesWithReportsAsync(TestProject.Create([("Deep.cs", Source)], options: [option]))).Count());
    }

    [Theory]
    [InlineData("leaklint.test_code = report", true, 1)]
    [InlineData("leaklint.test_code = ignore", true, 0)]
    [InlineData("leaklint.test_code = ignore", false, 1)]
    public async Task Projects_of_tests_can_be_left_out(string option, bool isTestProject, int reports)
    {
        var project = TestProject.Create([("Other.cs", "class Other { void M() { var s = File.OpenRead(\"x\"); } }")], options: [option]);
        if (isTestProject)
            project = project.AddMetadataReference(MetadataReference.CreateFromFile(typeof(FactAttribute).Assembly.Location));

        Assert.Equal(reports, (await FilesWithReportsAsync(project)).Count());
    }

    private static async Task<IEnumerable<string>> FilesWithReportsAsync(Project project)
    {
        Assert.Empty(await TestProject.FindErrorsAsync(project));
        var analysis = await Analysis.RunAsync(project, Product.LeakLint.Analyzers);
        Assert.Empty(analysis.Crashes);
        return analysis.Findings.Select(finding => Path.GetFileName(finding.Location.GetLineSpan().Path));
    }
}
