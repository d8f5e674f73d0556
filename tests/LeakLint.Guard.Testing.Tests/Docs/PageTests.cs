using System;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using Xunit;

namespace LeakLint.Guard.Testing.Tests.Docs;

/// <summary>The page on leak assertions shows code that compiles and runs: the code of <see cref="Examples"/>.</summary>
public sealed partial class PageTests
{
    [Fact]
    public void Every_example_on_the_page_is_compiled()
    {
        var compiled = Page.Normalize(File.ReadAllText(Path.Combine(Page.Root, "tests", "LeakLint.Guard.Testing.Tests", "Docs", "Examples.cs")));
        var examples = Example().Matches(Page.Text);
        Assert.Equal(5, examples.Count);
        Assert.All(examples, example => Assert.Contains(Page.Normalize(example.Groups[1].Value), compiled));
    }

    [Fact]
    public void Every_kind_and_level_is_explained()
    {
        Assert.All(Enum.GetNames<LeakKinds>().Except([nameof(LeakKinds.None), nameof(LeakKinds.Default), nameof(LeakKinds.All)]), IsNamed);
        Assert.All(Enum.GetNames<LeakDetectionLevel>(), IsNamed);
        static void IsNamed(string name) => Assert.Contains($"| `{name}` |", Page.Text);
    }

    [GeneratedRegex("^```csharp\\r?\\n(.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Example();
}

/// <summary>The page.</summary>
internal static class Page
{
    public static string Root { get; } = FindRoot();

    public static string Text { get; } = File.ReadAllText(Path.Combine(Root, "docs", "concepts", "leak-assertions.md"));

    public static string Normalize(string code) => string.Join('\n', code.Split('\n').Select(static line => line.Trim()));

    private static string FindRoot()
    {
        DirectoryInfo? directory = new(AppContext.BaseDirectory);
        while (directory is not null && !File.Exists(Path.Combine(directory.FullName, "LeakLint.sln")))
            directory = directory.Parent;
        return directory?.FullName ?? throw new InvalidOperationException("The tests do not run inside the repository.");
    }
}
