using System.Text;
using LeakLint.Testing;

namespace LeakLint.Analyzers.Tests.BrokenCode;

/// <summary>
/// Generated code may be as deep as the compiler can bear. No rule goes deeper than that: each ends, and says what is right or nothing.
/// </summary>
public sealed class DeepCodeTests
{
    // What grows inwards is recursive in the compiler too, or costs it more with every level: there the depth is smaller.
    public static TheoryData<string, string> Bodies { get; } = new()
    {
        { "a sum", $"var sum = {Repeat("count", " + count", 10_000)}; return sum;" },
        { "a text", $"var text = {Repeat("path", " + count.ToString() + File.ReadAllText(path)", 2_500)}; return text.Length;" },
        { "calls on calls", $"return new System.Text.StringBuilder(){Repeat("", ".Append(path)", 5_000)}.Length;" },
        { "conditional calls on calls", $"string? text = path; return text{Repeat("", "?.Trim()", 1_000)}?.Length ?? 0;" },
        { "conditions", $"if ({Repeat("count > 0", " && count > 0", 3_000)}) return 1; return 0;" },
        { "either of many", $"if ({Repeat("count > 0", " || path.Length > count", 3_000)}) return 1; return 0;" },
        { "fallbacks", $"string? text = null; return ({Repeat("text", " ?? text", 1_000)} ?? path).Length;" },
        { "parentheses", $"return {new string('(', 2_000)}count{new string(')', 2_000)};" },
        { "conditional expressions", $"return {Repeat("", "count > 1 ? 2 : ", 1_000)}3;" },
        { "else if", $"{Repeat("", "if (count > 1) { return 1; } else ", 1_000)} {{ return 2; }}" },
        { "blocks", $"{new string('{', 1_000)} count++; {new string('}', 1_000)} return count;" },
        { "arguments", $"return {Repeat("", "Math.Abs(", 200)}count{new string(')', 200)};" },
        { "local functions", $"{Nest("int F#() { ", "return count; }", 100)} return count;" },
        { "lambdas", $"{Nest("Action a# = () => { ", "};", 60)} return count;" },
        { "initializers", $"var made = {Repeat("", "new Huge { Inner = ", 200)}null{new string('}', 200)}; return count;" },
        { "usings", $"{Nest("using (var file# = File.OpenRead(path)) { ", "}", 600)} return count;" },
        { "tries", $"{Nest("var file# = File.OpenRead(path); try { ", "} finally { file#.Dispose(); }", 60)} return count;" },
    };

    [Theory]
    [MemberData(nameof(Bodies))]
    public Task Deep_bodies_are_silent(string shape, string body)
    {
        Assert.NotEmpty(shape);
        return AssertSilentAsync($"class Huge {{ public Huge? Inner; int Run(string path, int count) {{ {body} }} }}");
    }

    // Callees are looked into to a small depth, whatever stands behind them.
    [Fact]
    public async Task A_resource_handed_through_thousands_of_methods_is_followed_or_let_go()
    {
        const int Depth = 3_000;
        var code = new StringBuilder("class Huge {\n");
        for (var level = 0; level < Depth; level++)
            code.AppendLine($"FileStream Open{level}(string path) => Open{level + 1}(path); void Close{level}(FileStream file) {{ Close{level + 1}(file); }}");
        code.AppendLine($"FileStream Open{Depth}(string path) => File.OpenRead(path); void Close{Depth}(FileStream file) => file.Dispose();");
        code.AppendLine("int Run(string path) { var file = Open0(path); var read = file.ReadByte(); Close0(file); return read; } }");

        await AssertSilentAsync(code.ToString());
    }

    [Fact]
    public async Task Methods_that_call_each_other_in_a_ring_end()
    {
        const int Length = 500;
        var code = new StringBuilder("class Huge {\n");
        for (var level = 0; level < Length; level++)
            code.AppendLine($"FileStream Open{level}(string path) {{ if (path.Length > {level}) return Open{(level + 1) % Length}(path); return Open{(level * 7) % Length}(path); }}");
        code.AppendLine("int Run(string path) { using var file = Open0(path); return file.ReadByte(); } }");

        await AssertSilentAsync(code.ToString());
    }

    [Fact]
    public async Task Owners_of_owners_of_owners_are_silent()
    {
        const int Depth = 500;
        var code = new StringBuilder("sealed class Owner0 : IDisposable { readonly FileStream _file = File.OpenRead(\"a\"); public void Dispose() => _file.Dispose(); }\n");
        for (var level = 1; level < Depth; level++)
            code.AppendLine($"sealed class Owner{level} : IDisposable {{ readonly Owner{level - 1} _inner = new(); public void Dispose() => _inner.Dispose(); }}");

        await AssertSilentAsync(code.ToString());
    }

    [Fact]
    public async Task Long_lines_of_base_types_are_silent()
    {
        const int Depth = 300;
        var code = new StringBuilder("class Base0 : IDisposable { readonly FileStream _file0 = File.OpenRead(\"a\"); public virtual void Dispose() { _file0.Dispose(); } }\n");
        for (var level = 1; level < Depth; level++)
            code.AppendLine($"class Base{level} : Base{level - 1} {{ readonly FileStream _file{level} = File.OpenRead(\"a\"); public override void Dispose() {{ _file{level}.Dispose(); base.Dispose(); }} }}");

        await AssertSilentAsync(code.ToString());
    }

    // A body beyond the limits is given up as a whole: the one leak in it is reported, or nothing is.
    [Fact]
    public async Task One_leak_among_thousands_of_lines_is_all_that_is_reported()
    {
        var body = new StringBuilder();
        for (var line = 0; line < 1_600; line++)
            body.AppendLine($"var file{line} = File.OpenRead(path);\ncount += file{line}.ReadByte();\nfile{line}.Dispose();");
        body.AppendLine("var lost = File.OpenRead(path);\ncount += lost.ReadByte();");

        var analysis = await AnalyzeAsync($"class Huge {{ int Run(string path, int count) {{ {body} return count; }} }}");

        Assert.Empty(analysis.Crashes);
        Assert.DoesNotContain(analysis.Findings, finding => !finding.GetMessage().Contains("lost", StringComparison.Ordinal));
    }

    private static async Task AssertSilentAsync(string code)
    {
        var analysis = await AnalyzeAsync(code);

        Assert.Empty(analysis.Crashes);
        Assert.Empty(analysis.Findings.Select(finding => finding.ToString()));
    }

    private static async Task<Analysis> AnalyzeAsync(string code)
    {
        var project = TestProject.Create([("Huge.cs", code)]);
        Assert.Empty(await TestProject.FindErrorsAsync(project));
        return await Analysis.RunAsync(project, Product.LeakLint.Analyzers);
    }

    private static string Repeat(string start, string next, int times) => start + string.Concat(Enumerable.Repeat(next, times));

    private static string Nest(string opening, string closing, int depth) =>
        string.Concat(Enumerable.Range(0, depth).Select(level => opening.Replace("#", $"{level}")))
        + string.Concat(Enumerable.Range(0, depth).Reverse().Select(level => closing.Replace("#", $"{level}")));
}
