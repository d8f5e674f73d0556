using System;
using System.Linq;
using System.Text.RegularExpressions;
using LeakLint.Guard.Tests.Testing;
using Xunit;

namespace LeakLint.Guard.Testing.Tests.Docs;

/// <summary>The page on leak assertions shows code that compiles and runs: the code of <see cref="Examples"/>.</summary>
public sealed partial class PageTests
{
    internal static string Page { get; } = Repository.Read("docs", "concepts", "leak-assertions.md");

    [Fact]
    public void Every_example_on_the_page_is_compiled()
    {
        var compiled = Repository.Normalize(Repository.Read("tests", "LeakLint.Guard.Testing.Tests", "Docs", "Examples.cs"));
        var examples = Example().Matches(Page);
        Assert.Equal(5, examples.Count);
        Assert.All(examples, example => Assert.Contains(Repository.Normalize(example.Groups[1].Value), compiled));
    }

    [Fact]
    public void Every_kind_and_level_is_explained()
    {
        Assert.All(Enum.GetNames<LeakKinds>().Except([nameof(LeakKinds.None), nameof(LeakKinds.Default), nameof(LeakKinds.All)]), IsNamed);
        Assert.All(Enum.GetNames<LeakDetectionLevel>(), IsNamed);
        static void IsNamed(string name) => Assert.Contains($"| `{name}` |", Page);
    }

    [GeneratedRegex("^```csharp\\r?\\n(.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Example();
}
