using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace LeakLint.Testing;

/// <summary>A source file that says which reports it expects. The grammar is in docs/contributing/fixture-format.md.</summary>
/// <param name="Path">Where the file is.</param>
/// <param name="Code">Its text without markers: what is compiled, analysed and fixed. Its lines are those of the file.</param>
public sealed record Fixture(string Path, string Code)
{
    /// <summary>The reports that are expected, and no others.</summary>
    public ImmutableArray<Want> Wants { get; init; } = [];

    /// <summary>Lines that must be additional locations of a report.</summary>
    public ImmutableArray<Also> Alsos { get; init; } = [];

    /// <summary>Titles of the actions to choose, where a fix offers several.</summary>
    public ImmutableArray<ChosenFix> ChosenFixes { get; init; } = [];

    /// <summary>Lines of .editorconfig: "key = value".</summary>
    public ImmutableArray<string> Options { get; init; } = [];

    /// <summary>Lines of LeakLint.Ownership.txt.</summary>
    public ImmutableArray<string> Ownership { get; init; } = [];

    /// <summary>A program when the file has top-level statements, else a library.</summary>
    public OutputKind Output { get; init; } = OutputKind.DynamicallyLinkedLibrary;

    /// <summary>Whether the project refers to LeakLint.Guard, so that its types are offered as repairs.</summary>
    public bool HasGuard { get; init; }

    /// <summary>The oldest major version of the compiler that can read the file.</summary>
    public int MinimumRoslyn { get; init; } = 4;

    /// <summary>The file that holds the fixed code.</summary>
    public string GoldenPath => System.IO.Path.ChangeExtension(Path, ".fixed.cs");

    /// <summary>Whether the running compiler is new enough for this file.</summary>
    public bool Runs => References.RoslynMajor >= MinimumRoslyn;

    /// <summary>All fixtures below a folder, in the order of their paths.</summary>
    public static IEnumerable<string> FindAll(string folder) =>
        Directory.EnumerateFiles(folder, "*.cs", SearchOption.AllDirectories)
            .Where(path => !path.EndsWith(".fixed.cs", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal);

    /// <summary>Reads a fixture.</summary>
    /// <exception cref="FormatException">A marker is not of the grammar.</exception>
    public static Fixture Load(string path) => FixtureParser.Parse(path, File.ReadAllText(path));

    /// <summary>The project that holds this fixture alone.</summary>
    public Document CreateDocument()
    {
        var project = TestProject.Create([(System.IO.Path.GetFileName(Path), Code)], Options, Ownership.IsEmpty ? null : Ownership, Output);
        if (HasGuard)
            project = project.AddMetadataReference(References.Guard);
        return project.Documents.Last();
    }
}

/// <summary>An expected report: its line (from 1), its id, and a part of its message.</summary>
public sealed record Want(int Line, string Id, string Text, DiagnosticSeverity? Severity = null);

/// <summary>An expected additional location: its line (from 1), and the id of its report where that matters.</summary>
public sealed record Also(int Line, string? Id);

/// <summary>The action to choose for reports on lines that read so (without indentation).</summary>
public sealed record ChosenFix(string LineText, string Title);
