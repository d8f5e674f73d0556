using System.Reflection;
using LeakLint.Descriptors;
using LeakLint.Rules;
using LeakLint.RuleTool;
using LeakLint.Testing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace LeakLint.Analyzers.Tests.House;

/// <summary>Ids, descriptors, analyzers, fixes, release notes and fixtures tell the same story.</summary>
public sealed class CatalogTests
{
    public static TheoryData<string> Ids { get; } = [.. RuleCatalog.Rules.Select(rule => rule.Id)];

    [Fact]
    public void Every_id_has_one_descriptor_and_one_analyzer()
    {
        var ids = typeof(RuleIds).GetFields().Select(field => (string)field.GetRawConstantValue()!).Order(StringComparer.Ordinal).ToList();
        var described = FindDescriptors().Select(descriptor => descriptor.Value.Id).Order(StringComparer.Ordinal);
        var reported = Product.LeakLint.Analyzers.SelectMany(analyzer => analyzer.SupportedDiagnostics).Where(IsOfRule).Select(descriptor => descriptor.Id);

        Assert.Equal(ids, ids.Distinct());
        Assert.Equal(ids, described);
        Assert.Equal(ids, reported.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Every_analyzer_is_silent_in_generated_code_and_declared_for_csharp()
    {
        Assert.All(Product.LeakLint.Analyzers, analyzer =>
        {
            Assert.IsAssignableFrom<LeakLintAnalyzer>(analyzer);
            Assert.Equal([LanguageNames.CSharp], analyzer.GetType().GetCustomAttribute<DiagnosticAnalyzerAttribute>()!.Languages);
        });
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void Rule_is_named_after_its_pattern_in_its_family(string id)
    {
        var rule = Find(id);
        var (type, descriptor) = Assert.Single(FindDescriptors(), descriptor => descriptor.Value.Id == id);

        Assert.Equal($"LeakLint.Rules.{rule.Family}.{rule.Name}", type.FullName);
        Assert.Equal($"LeakLint.{rule.Family}", descriptor.Category);
        Assert.True(File.Exists(Repository.PathOf($"src/LeakLint.Analyzers/Rules/{rule.Family}/{rule.Name}.cs")));
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void Descriptor_speaks_to_people(string id)
    {
        var descriptor = Find(id).Descriptor;
        var message = descriptor.MessageFormat.ToString();

        Assert.EndsWith($"/docs/rules/{id}.md", descriptor.HelpLinkUri, StringComparison.Ordinal);
        Assert.Contains("{0}", message, StringComparison.Ordinal);
        Assert.False(message.EndsWith('.'), "a message is not a sentence of its own");
        Assert.False(descriptor.Title.ToString().EndsWith('.'));
        Assert.EndsWith(".", descriptor.Description.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("TODO", message + descriptor.Title + descriptor.Description, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void Release_notes_list_the_rule(string id)
    {
        var rule = Find(id);
        var severity = rule.Descriptor.IsEnabledByDefault ? rule.Descriptor.DefaultSeverity.ToString() : "Disabled";
        var row = $"{id} | {rule.Descriptor.Category} | {severity} | {rule.Name}";
        var notes = new[] { "Shipped", "Unshipped" }.SelectMany(kind => File.ReadLines(Repository.PathOf($"src/LeakLint.Analyzers/AnalyzerReleases.{kind}.md")));

        Assert.Single(notes, line => line == row);
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void Rule_has_fixtures_that_want_it_and_that_keep_it_silent(string id)
    {
        var rule = Find(id);
        var leaks = Fixtures.Load($"{rule.Family}/{rule.Name}/Leaks.cs");
        var clean = Fixtures.Load($"{rule.Family}/{rule.Name}/Clean.cs");

        Assert.Contains(leaks.Wants, want => want.Id == id);
        Assert.Empty(clean.Wants);
        Assert.Contains("// Silent: ", clean.Code, StringComparison.Ordinal);
        Assert.Equal(rule.HasFix, Directory.EnumerateFiles(Path.GetDirectoryName(leaks.Path)!, "*.fixed.cs").Any());
    }

    [Fact]
    public void Fixes_are_for_rules_and_work_in_bulk()
    {
        Assert.All(Product.LeakLint.Fixes, fix =>
        {
            Assert.All(fix.FixableDiagnosticIds, id => Assert.Contains(RuleCatalog.Rules, rule => rule.Id == id));
            Assert.NotNull(fix.GetFixAllProvider());
        });
    }

    private static Rule Find(string id) => Assert.Single(RuleCatalog.Rules, rule => rule.Id == id);

    // What is said of LeakLint's configuration is no rule.
    private static bool IsOfRule(DiagnosticDescriptor descriptor) => descriptor.Category != RuleFamily.Configuration;

    private static IEnumerable<(Type Type, DiagnosticDescriptor Value)> FindDescriptors() =>
        from type in typeof(LeakLintAnalyzer).Assembly.GetTypes()
        from field in type.GetFields(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic)
        where field.FieldType == typeof(DiagnosticDescriptor) && IsOfRule((DiagnosticDescriptor)field.GetValue(null)!)
        select (type, (DiagnosticDescriptor)field.GetValue(null)!);
}
