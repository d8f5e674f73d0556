using System.Text.RegularExpressions;
using LeakLint.Testing;

namespace LeakLint.Analyzers.Tests.House;

/// <summary>What the documentation links to inside the repository is there.</summary>
public sealed partial class LinkTests
{
    public static TheoryData<string> Pages { get; } =
    [
        .. new[] { Repository.Root, Repository.PathOf("docs") }
            .SelectMany(folder => Directory.EnumerateFiles(folder, "*.md", folder == Repository.Root ? SearchOption.TopDirectoryOnly : SearchOption.AllDirectories))
            .Select(path => Path.GetRelativePath(Repository.Root, path).Replace('\\', '/')),
    ];

    [Theory]
    [MemberData(nameof(Pages))]
    public void Relative_links_lead_somewhere(string page)
    {
        var path = Repository.PathOf(page);

        Assert.All(Link().Matches(File.ReadAllText(path)).Select(link => link.Groups["target"].Value), target =>
            Assert.True(Path.Exists(Path.Combine(Path.GetDirectoryName(path)!, target)), $"{page} links to {target}"));
    }

    [GeneratedRegex(@"\]\((?!https?:|#)(?<target>[^)#\s]+)")]
    private static partial Regex Link();
}
