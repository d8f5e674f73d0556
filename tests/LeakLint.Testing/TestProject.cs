using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;

namespace LeakLint.Testing;

/// <summary>Makes Roslyn projects as the web SDK would: implicit usings, nullable, newest C#, unsafe allowed.</summary>
public static class TestProject
{
    private const string Folder = "/src/";
    private const string OwnershipFile = "LeakLint.Ownership.txt";

    private const string ImplicitUsings =
        """
        global using System;
        global using System.Collections.Generic;
        global using System.IO;
        global using System.Linq;
        global using System.Net.Http;
        global using System.Net.Http.Json;
        global using System.Threading;
        global using System.Threading.Tasks;
        global using Microsoft.AspNetCore.Builder;
        global using Microsoft.AspNetCore.Hosting;
        global using Microsoft.AspNetCore.Http;
        global using Microsoft.AspNetCore.Routing;
        global using Microsoft.Extensions.Configuration;
        global using Microsoft.Extensions.DependencyInjection;
        global using Microsoft.Extensions.Hosting;
        global using Microsoft.Extensions.Logging;
        """;

    // Projects are snapshots: all grow out of this one, and share what its compilation knows about the references.
    private static readonly Lazy<Project> _empty = new(CreateEmpty);

    /// <summary>The options of every parse of test code.</summary>
    public static CSharpParseOptions ParseOptions { get; } = new(LanguageVersion.Latest);

    /// <summary>Makes a project of source files.</summary>
    /// <param name="files">Names (with .cs) and texts.</param>
    /// <param name="options">Lines "key = value" of the .editorconfig that holds for all files.</param>
    /// <param name="ownership">Lines of the additional file LeakLint.Ownership.txt.</param>
    /// <param name="output">A library, or a program when a file has top-level statements.</param>
    public static Project Create(
        IEnumerable<(string Name, string Text)> files,
        IEnumerable<string>? options = null,
        IEnumerable<string>? ownership = null,
        OutputKind output = OutputKind.DynamicallyLinkedLibrary)
    {
        var project = output == OutputKind.DynamicallyLinkedLibrary ? _empty.Value : _empty.Value.WithCompilationOptions(CompilationOptions(output));
        project = project.AddAnalyzerConfigDocument(".editorconfig", EditorConfig(options ?? []), filePath: Folder + ".editorconfig").Project;
        if (ownership is not null)
            project = project.AddAdditionalDocument(OwnershipFile, string.Join('\n', ownership), filePath: Folder + OwnershipFile).Project;
        foreach (var (name, text) in files)
            project = project.AddDocument(name, SourceText.From(text), filePath: Folder + name).Project;
        return project;
    }

    /// <summary>Errors of the compiler, in the order of the source; empty when the project compiles.</summary>
    public static async Task<ImmutableArray<Diagnostic>> FindErrorsAsync(Project project) =>
        [.. (await CompileAsync(project)).GetDiagnostics().Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error)];

    internal static async Task<Compilation> CompileAsync(Project project) =>
        await project.GetCompilationAsync() ?? throw new InvalidOperationException("A C# project has a compilation.");

    private static Project CreateEmpty()
    {
        var project = new AdhocWorkspace(References.Host)
            .AddProject(ProjectInfo.Create(
                ProjectId.CreateNewId(),
                VersionStamp.Default,
                name: "Fixture",
                assemblyName: "Fixture",
                LanguageNames.CSharp,
                filePath: Folder + "Fixture.csproj",
                compilationOptions: CompilationOptions(OutputKind.DynamicallyLinkedLibrary),
                parseOptions: ParseOptions,
                metadataReferences: References.Assemblies));
        project = project.AddDocument("ImplicitUsings.g.cs", SourceText.From(ImplicitUsings), filePath: Folder + "obj/ImplicitUsings.g.cs").Project;
        // Compiled here once: what is compiled later starts from this.
        CompileAsync(project).GetAwaiter().GetResult();
        return project;
    }

    private static CSharpCompilationOptions CompilationOptions(OutputKind output) =>
        new(output, allowUnsafe: true, nullableContextOptions: NullableContextOptions.Enable);

    private static SourceText EditorConfig(IEnumerable<string> options) =>
        SourceText.From("root = true\n[*.cs]\nindent_style = space\nindent_size = 4\n" + string.Join('\n', options) + "\n");
}
