using LeakLint.Testing;

namespace LeakLint.Analyzers.Tests.House;

/// <summary>Who may use whom, as the architecture says: facts on the ground floor, rules above them, fixes beside.</summary>
public sealed class LayeringTests
{
    private static readonly Dictionary<string, string[]> _mayUse = new()
    {
        ["Descriptors"] = [],
        ["Flow"] = [],
        ["Symbols"] = [],
        ["Options"] = ["Descriptors"],
        ["Ownership"] = ["Flow", "Symbols", "Options"],
        // What a type owns is decided by the same catalog and contracts as what a body owns.
        ["Lifetimes"] = ["Symbols", "Ownership"],
        ["Rules"] = ["Descriptors", "Flow", "Symbols", "Options", "Ownership", "Lifetimes"],
    };

    // Large layers have rooms: folders in one namespace, for whoever looks for something.
    private static readonly string[] _roomy = ["Ownership", "Lifetimes"];

    public static TheoryData<string> AnalyzerFiles { get; } = [.. FindNames("src/LeakLint.Analyzers")];

    public static TheoryData<string> FixFiles { get; } = [.. FindNames("src/LeakLint.CodeFixes")];

    [Theory]
    [MemberData(nameof(AnalyzerFiles))]
    public void Analyzer_file_uses_only_the_layers_below_it(string name)
    {
        var file = OwnSource.Load("src/LeakLint.Analyzers", name);
        if (file.Namespace == "System.Runtime.CompilerServices")
            return;

        Assert.True(_mayUse.ContainsKey(file.Layer), $"{name}: '{file.Layer}' is no layer");
        Assert.All(file.FindUsedNamespaces("LeakLint"), used => Assert.True(MayUse(file, used), $"{name} must not use {used}"));
    }

    [Theory]
    [MemberData(nameof(FixFiles))]
    public void Fix_file_knows_ids_and_hints_only(string name)
    {
        var file = OwnSource.Load("src/LeakLint.CodeFixes", name);

        Assert.All(file.FindUsedNamespaces("LeakLint"), used => Assert.True(MayFixUse(file, used), $"{name} must not use {used}"));
        Assert.Empty(file.FindNames().Intersect(["RuleDescriptor", "RuleFamily"]));
    }

    [Theory]
    [MemberData(nameof(AnalyzerFiles))]
    public void Analyzer_namespace_is_its_folder_or_that_of_its_layer(string name)
    {
        var file = OwnSource.Load("src/LeakLint.Analyzers", name);

        Assert.Contains(file.Namespace, new[] { $"LeakLint.{(_roomy.Contains(file.Layer) ? file.Layer : file.Folder)}", "System.Runtime.CompilerServices" });
    }

    // What users exclude is excluded where reports go by.
    [Theory]
    [MemberData(nameof(AnalyzerFiles))]
    public void Rules_report_by_way_of_the_reporter(string name)
    {
        // The last reads settings, whose type has the same name.
        if (name is "Rules/Reporting.cs" or "Rules/OwnershipFileAnalyzer.cs" or "Options/SwitchedOff.cs")
            return;

        Assert.DoesNotContain("ReportDiagnostic", OwnSource.Load("src/LeakLint.Analyzers", name).FindNames());
    }

    [Fact]
    public void Guard_and_analyzers_do_not_refer_to_each_other()
    {
        foreach (var project in Directory.EnumerateFiles(Repository.PathOf("src"), "*.csproj", SearchOption.AllDirectories))
        {
            var isGuard = Path.GetFileName(project).StartsWith("LeakLint.Guard", StringComparison.Ordinal);
            var text = File.ReadAllText(project);

            Assert.DoesNotContain(isGuard ? "LeakLint.Analyzers" : "LeakLint.Guard", text.Replace("InternalsVisibleTo", "", StringComparison.Ordinal), StringComparison.Ordinal);
        }
    }

    // A family of rules knows itself and the analyzers above it, never another family; timers and what a host leaves are told of in the words of ownership.
    private static bool MayUse(OwnSource file, string used)
    {
        var parts = used.Split('.');
        if (parts[1] != file.Layer)
            return _mayUse[file.Layer].Contains(parts[1]);
        return file.Layer != "Rules" || file.Folder == "Rules" || parts.Length == 2 || used.StartsWith($"LeakLint.{file.Folder}", StringComparison.Ordinal)
            || (used == "LeakLint.Rules.Ownership" && file.Folder is "Rules.Timers" or "Rules.Shutdown");
    }

    private static bool MayFixUse(OwnSource file, string used) =>
        used == "LeakLint.Descriptors"
        || used == "LeakLint.CodeFixes"
        || used.StartsWith("LeakLint.CodeFixes.Editing", StringComparison.Ordinal)
        // A subscription is removed where the fixes of ownership write releases.
        || (used == "LeakLint.CodeFixes.Ownership" && file.Namespace == "LeakLint.CodeFixes.Shutdown")
        || used.StartsWith(file.Namespace, StringComparison.Ordinal);

    private static IEnumerable<string> FindNames(string project) =>
        Directory.EnumerateFiles(Repository.PathOf(project), "*.cs", SearchOption.AllDirectories)
            .Select(path => Path.GetRelativePath(Repository.PathOf(project), path).Replace('\\', '/'))
            .Where(name => !name.StartsWith("bin/", StringComparison.Ordinal) && !name.StartsWith("obj/", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal);
}
