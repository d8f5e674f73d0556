using System.Reflection;
using LeakLint.Options;
using LeakLint.Testing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace LeakLint.Analyzers.Tests.House;

/// <summary>The configuration page: complete, and true: its examples are executed, and each option changes what its example reports.</summary>
public sealed class ConfigurationPageTests
{
    // LeakLint's attributes as an internal copy, as the page allows it.
    private static readonly string _attributes = File.ReadAllText(Repository.PathOf("src/LeakLint.Guard/Annotations/OwnershipAttributes.cs"))
        .Replace("public sealed class", "internal sealed class", StringComparison.Ordinal);

    private const string JetBrains = """
        namespace JetBrains.Annotations;

        [AttributeUsage(AttributeTargets.All)]
        internal sealed class MustDisposeResourceAttribute(bool value = true) : Attribute { public bool Value => value; }

        [AttributeUsage(AttributeTargets.All)]
        internal sealed class HandlesResourceDisposalAttribute : Attribute;
        """;

    // A package that cannot be edited.
    private static readonly Lazy<MetadataReference> _contoso = new(() => CompilePackage("""
        namespace Contoso
        {
            public class Cable : System.IDisposable { public void Plug() { } public void Dispose() { } }
            public class Pool { public Cable Rent() => null; public Cable Open(string name) => null; }
            public class Printer { public void Print(System.IO.Stream stream) { } }
        }
        """));

    public static TheoryData<int> Examples { get; } = [.. Enumerable.Range(0, ConfigurationExample.FindAll().Count)];

    public static TheoryData<string> Keys { get; } =
    [
        .. typeof(OptionKeys).GetFields(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic).Select(field => (string)field.GetRawConstantValue()!),
        "excluded_symbol_names", "excluded_type_names_with_derived_types", "dispose_ownership_transfer_at_constructor",
        "dispose_ownership_transfer_at_method_call", "dispose_analysis_kind",
    ];

    [Theory]
    [MemberData(nameof(Keys))]
    public void Page_shows_every_option(string key) => Assert.Contains(key + " = ", ConfigurationExample.AllOptions(), StringComparison.Ordinal);

    [Theory]
    [MemberData(nameof(Examples))]
    public async Task Example_is_reported_as_the_page_says(int index)
    {
        var example = ConfigurationExample.FindAll()[index];
        var configured = await AnalyzeAsync(example, example.Options, example.Ownership);

        if (example.Kind == "clean")
            Assert.Empty(configured);
        else
            Assert.EndsWith(example.Kind == "leak info" ? "Info" : "Warning", Assert.Single(configured), StringComparison.Ordinal);
        if (example.Options.Count > 0 || example is { Ownership: not null, Kind: "clean" })
            Assert.NotEqual(configured, await AnalyzeAsync(example, [], null));
    }

    private static async Task<IReadOnlyList<string>> AnalyzeAsync(ConfigurationExample example, IReadOnlyList<string> options, IReadOnlyList<string>? ownership)
    {
        var project = TestProject.Create(
                [("Example.cs", example.Example.ToFile()), ("Attributes.cs", _attributes), ("JetBrains.cs", JetBrains)], options, ownership)
            .AddMetadataReference(_contoso.Value);
        var errors = await TestProject.FindErrorsAsync(project);
        Assert.True(errors.IsEmpty, $"{example.Example.Page}({example.Example.Line}): {string.Join('\n', errors)}");

        var analysis = await Analysis.RunAsync(project, Product.LeakLint.Analyzers);
        Assert.Empty(analysis.Crashes);
        return [.. analysis.Findings.Select(finding => $"{finding.Id} {finding.Severity}")];
    }

    private static MetadataReference CompilePackage(string source)
    {
        var compilation = CSharpCompilation.Create(
            "Contoso", [CSharpSyntaxTree.ParseText(source, TestProject.ParseOptions)], References.Assemblies, new(OutputKind.DynamicallyLinkedLibrary));
        using var image = new MemoryStream();
        var emitted = compilation.Emit(image);
        Assert.True(emitted.Success, string.Join('\n', emitted.Diagnostics));
        return MetadataReference.CreateFromImage(image.ToArray());
    }
}
