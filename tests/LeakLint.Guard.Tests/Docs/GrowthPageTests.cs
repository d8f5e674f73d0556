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
        string page = Repository.Read("docs", "concepts", "growth.md");
        string compiled = Repository.Normalize(Repository.Read("tests", "LeakLint.Guard.Tests", "Docs", "GrowthExamples.cs"));
        MatchCollection examples = Example().Matches(page);
        Assert.Equal(4, examples.Count);
        Assert.All(examples, example => Assert.Contains(Repository.Normalize(example.Groups[1].Value), compiled));
    }

    [Fact]
    public async Task The_examples_run()
    {
        await using GrowthExamples examples = new();
        Assert.Equal("a: 1 1 1", await examples.UseAllAsync("a").InTime());
    }

    [GeneratedRegex("^```csharp guard\\r?\\n(.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Example();
}
