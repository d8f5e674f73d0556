using System.IO.Compression;

namespace LeakLint.Package.Tests;

/// <summary>The packed package in a real project: it reports, fails a strict build, fixes in bulk, and obeys its user.</summary>
public sealed class PackageTests(PackedLeakLint package) : IClassFixture<PackedLeakLint>
{
    private const string Leaks =
        """
        using System;
        using System.Diagnostics;
        using System.IO;

        static class Program
        {
            static void Main(string[] args)
            {
                Console.WriteLine(Length(args[0]));
                List();
            }

            static long Length(string path)
            {
                var s = new FileStream(path, FileMode.Open);
                return s.Length;
            }

            static void List()
            {
                Process.Start("ls");
            }
        }
        """;

    [Fact]
    public void Package_holds_what_is_listed_and_nothing_else()
    {
        using var archive = ZipFile.OpenRead(package.PackagePath);
        var own = archive.Entries.Select(entry => entry.FullName).Where(name => !IsPackaging(name)).Order(StringComparer.Ordinal);

        string[] listed =
        [
            "LICENSE",
            "LeakLint.nuspec",
            "README.md",
            "analyzers/dotnet/cs/LeakLint.Analyzers.dll",
            "analyzers/dotnet/cs/LeakLint.CodeFixes.dll",
            "buildTransitive/LeakLint.props",
            "buildTransitive/LeakLint.targets",
            "config/LeakLint.minimal.globalconfig",
            "config/LeakLint.recommended.globalconfig",
            "config/LeakLint.strict.globalconfig",
        ];
        Assert.Equal(listed, own);
    }

    [Fact]
    public async Task Build_warns_strict_build_fails_and_format_repairs()
    {
        var consumer = await package.CreateConsumerAsync(Leaks);

        var warned = await consumer.BuildAsync();
        Assert.Equal(["LEAK1001", "LEAK1005"], warned.Succeeded().Reported("warning"));

        var strict = await consumer.BuildAsync("-warnaserror");
        Assert.NotEqual(0, strict.ExitCode);
        Assert.Equal(["LEAK1001", "LEAK1005"], strict.Reported("error"));

        (await consumer.RunAsync("format", "analyzers")).Succeeded();
        Assert.Contains("using var s = new FileStream(path, FileMode.Open);", consumer.Read("Program.cs"), StringComparison.Ordinal);

        var repaired = await consumer.BuildAsync("-warnaserror");
        Assert.Empty(repaired.Succeeded().Reported("error"));
    }

    [Fact]
    public async Task Severities_of_the_user_are_obeyed()
    {
        var consumer = await package.CreateConsumerAsync(Leaks, "dotnet_diagnostic.LEAK1001.severity = error\ndotnet_diagnostic.LEAK1005.severity = none");

        var build = await consumer.BuildAsync();

        Assert.NotEqual(0, build.ExitCode);
        Assert.Equal(["LEAK1001"], build.Reported("error"));
        Assert.Empty(build.Reported("warning"));
    }

    [Theory]
    [InlineData("strict", "error")]
    [InlineData("recommended", "warning")]
    [InlineData("minimal", "warning")]
    [InlineData("none", "warning")]
    public async Task Preset_sets_severities(string preset, string severity)
    {
        var consumer = await package.CreateConsumerAsync(Leaks);

        var build = await consumer.BuildAsync($"-p:LeakLintPreset={preset}");

        Assert.Equal(["LEAK1001", "LEAK1005"], build.Reported(severity));
    }

    [Fact]
    public async Task Severities_of_the_user_win_over_a_preset()
    {
        var consumer = await package.CreateConsumerAsync(Leaks, "dotnet_diagnostic.LEAK1005.severity = none");

        var build = await consumer.BuildAsync("-p:LeakLintPreset=strict");

        Assert.Equal(["LEAK1001"], build.Reported("error"));
    }

    [Fact]
    public async Task Unknown_preset_is_refused_in_plain_words()
    {
        var consumer = await package.CreateConsumerAsync(Leaks);

        var build = await consumer.BuildAsync("-p:LeakLintPreset=strickt");

        Assert.NotEqual(0, build.ExitCode);
        Assert.Contains("LeakLintPreset is 'strickt'", build.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ownership_file_beside_the_project_is_obeyed_and_its_mistakes_are_reported()
    {
        var consumer = await package.CreateConsumerAsync(Leaks);

        consumer.Write("LeakLint.Ownership.txt", "T:System.IO.FileStream none\nM:System.Diagnostics.Process.Start other  # a supervisor ends it\n");
        var obeyed = await consumer.BuildAsync();
        Assert.Empty(obeyed.Succeeded().Reported("warning"));

        consumer.Write("LeakLint.Ownership.txt", "T:System.IO.FileStream nnoe\n");
        var mistaken = await consumer.BuildAsync();
        Assert.Equal(["LEAK0001", "LEAK1001", "LEAK1005"], mistaken.Succeeded().Reported("warning"));
        Assert.Contains("LeakLint.Ownership.txt(1,1)", mistaken.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ownership_file_that_the_project_lists_is_read_once()
    {
        var consumer = await package.CreateConsumerAsync(Leaks);
        consumer.Write("LeakLint.Ownership.txt", "T:System.IO.FileStream nnoe\n");
        consumer.Write(
            "Directory.Build.props",
            """<Project><ItemGroup><AdditionalFiles Include="$(MSBuildThisFileDirectory)LeakLint.Ownership.txt" /></ItemGroup></Project>""");

        var build = await consumer.BuildAsync();

        Assert.Equal(["LEAK0001", "LEAK1001", "LEAK1005"], build.Succeeded().Reported("warning"));
    }

    [Fact]
    public async Task Options_of_the_user_are_obeyed()
    {
        var consumer = await package.CreateConsumerAsync(Leaks, "leaklint.ignored_types = FileStream\ndotnet_code_quality.LEAK1005.excluded_symbol_names = List");

        var build = await consumer.BuildAsync();

        Assert.Empty(build.Succeeded().Reported("warning"));
    }

    private static bool IsPackaging(string name) => name is "_rels/.rels" or "[Content_Types].xml" || name.StartsWith("package/", StringComparison.Ordinal);
}
