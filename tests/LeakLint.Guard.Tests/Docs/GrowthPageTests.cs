using System;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using System.Threading.Tasks;
using LeakLint.Guard.Tests.Testing;
using Xunit;

namespace LeakLint.Guard.Tests.Docs;

/// <summary>The page on growth shows code that compiles: the code of <see cref="GrowthExamples"/>.</summary>
public sealed partial class GrowthPageTests
{
    [Fact]
    public void Every_example_on_the_page_is_compiled()
    {
        string root = FindRoot();
        string page = File.ReadAllText(Path.Combine(root, "docs", "concepts", "growth.md"));
        string compiled = Normalize(File.ReadAllText(Path.Combine(root, "tests", "LeakLint.Guard.Tests", "Docs", "GrowthExamples.cs")));
        MatchCollection examples = Example().Matches(page);
        Assert.Equal(4, examples.Count);
        Assert.All(examples, example => Assert.Contains(Normalize(example.Groups[1].Value), compiled));
    }

    [Fact]
    public async Task The_examples_run()
    {
        await using GrowthExamples examples = new();
        Assert.Equal("a: 1 1 1", await examples.UseAllAsync("a").InTime());
    }

    private static string Normalize(string code) => string.Join('\n', code.Split('\n').Select(line => line.Trim()));

    private static string FindRoot()
    {
        DirectoryInfo? directory = new(AppContext.BaseDirectory);
        while (directory is not null && !File.Exists(Path.Combine(directory.FullName, "LeakLint.sln")))
        {
            directory = directory.Parent;
        }

        return directory?.FullName ?? throw new InvalidOperationException("The tests do not run inside the repository.");
    }

    [GeneratedRegex("^```csharp guard\\r?\\n(.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Example();
}
