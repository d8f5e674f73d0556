using System.Text;
using LeakLint.Testing;

namespace LeakLint.Analyzers.Tests.BrokenCode;

/// <summary>Generated-looking methods of thousands of lines: analysed to the end, without a crash and without a false report.</summary>
public sealed class HugeMethodTests
{
    private const int Lines = 5_000;

    [Fact]
    public Task Many_branches_around_one_resource() => AssertSilentAsync(body =>
    {
        body.AppendLine("using var file = File.OpenRead(path);");
        for (var line = 0; line < Lines; line++)
            body.AppendLine($"if (count == {line}) count += file.ReadByte();");
    });

    [Fact]
    public Task Many_resources_in_a_row() => AssertSilentAsync(body =>
    {
        for (var line = 0; line < Lines / 3; line++)
            body.AppendLine($"var file{line} = File.OpenRead(path);\ncount += file{line}.ReadByte();\nfile{line}.Dispose();");
    });

    [Fact]
    public Task Deeply_nested_blocks() => AssertSilentAsync(body =>
    {
        const int Depth = 60;
        body.AppendLine("var file = File.OpenRead(path);");
        for (var level = 0; level < Depth; level++)
            body.AppendLine($"try {{ if (count > {level}) {{");
        body.AppendLine("count += file.ReadByte();");
        for (var level = 0; level < Depth; level++)
            body.AppendLine("} } finally { count++; }");
        body.AppendLine("file.Dispose();");
    });

    [Fact]
    public Task A_switch_of_thousands_of_arms() => AssertSilentAsync(body =>
    {
        body.AppendLine("var file = File.OpenRead(path);\nswitch (count)\n{");
        for (var line = 0; line < Lines / 2; line++)
            body.AppendLine($"case {line}:\nfile.Dispose(); return {line};");
        body.AppendLine("default: file.Dispose(); break;\n}");
    });

    private static async Task AssertSilentAsync(Action<StringBuilder> write)
    {
        var body = new StringBuilder();
        write(body);
        var project = TestProject.Create([("Huge.cs", $"class Huge\n{{\nint Run(string path, int count)\n{{\n{body}\nreturn count;\n}}\n}}")]);
        Assert.Empty(await TestProject.FindErrorsAsync(project));

        var analysis = await Analysis.RunAsync(project, Product.LeakLint.Analyzers);

        Assert.Empty(analysis.Crashes);
        Assert.Empty(analysis.Findings.Select(finding => finding.ToString()));
    }
}
