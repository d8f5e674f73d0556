using LeakLint.Testing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace LeakLint.Benchmarks;

/// <summary>Code to measure on.</summary>
internal sealed record SourceCode(string Name, CSharpCompilation Compilation)
{
    public int Lines => Compilation.SyntaxTrees.Sum(tree => tree.GetText().Lines.Count);

    /// <summary>The errors of the code: bodies with errors are passed over, so there should be none.</summary>
    public IReadOnlyList<Diagnostic> Errors { get; } = [.. Compilation.GetDiagnostics().Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error)];

    /// <summary>All files below some folders, as one project against .NET, ASP.NET Core and Roslyn.</summary>
    public static SourceCode Load(string name, IEnumerable<string> folders, bool implicitUsings) =>
        new(name, Compile(
        [
            .. folders
                .SelectMany(folder => Directory.EnumerateFiles(folder, "*.cs", SearchOption.AllDirectories).Select(path => (Folder: folder, Path: path)))
                .Where(file => !IsBuilt(Path.GetRelativePath(file.Folder, file.Path)))
                .Select(file => Parse(File.ReadAllText(file.Path), file.Path)),
            .. implicitUsings ? new[] { Parse(Usings, "Usings.cs") } : [],
        ]));

    /// <summary>A made-up class.</summary>
    public static SourceCode Create(string name, string members) =>
        new(name, Compile([Parse(Usings, "Usings.cs"), Parse($"class Made\n{{\n{members}\n}}\n", "Made.cs")]));

    private const string Usings = """
        global using System;
        global using System.Collections.Generic;
        global using System.IO;
        global using System.Linq;
        global using System.Net.Http;
        global using System.Threading;
        global using System.Threading.Tasks;
        """;

    private static CSharpCompilation Compile(IEnumerable<SyntaxTree> trees) =>
        CSharpCompilation.Create(
            "Measured",
            trees,
            [
                .. References.Assemblies,
                .. new[] { typeof(Compilation), typeof(CSharpCompilation), typeof(Workspace) }.Select(type => MetadataReference.CreateFromFile(type.Assembly.Location)),
            ],
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, allowUnsafe: true, nullableContextOptions: NullableContextOptions.Enable));

    private static SyntaxTree Parse(string text, string path) => CSharpSyntaxTree.ParseText(text, TestProject.ParseOptions, path);

    private static bool IsBuilt(string path) =>
        path.Split(Path.DirectorySeparatorChar) is var parts && (parts.Contains("bin") || parts.Contains("obj") || parts.Contains("artifacts"));
}
