using System.Text.RegularExpressions;
using LeakLint.Testing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LeakLint.Analyzers.Tests.House;

/// <summary>Code in a fence "csharp leak" or "csharp clean" of a rule's page.</summary>
internal sealed partial record PageExample(string Page, int Line, string Code)
{
    /// <summary>The examples of one kind on the page of a rule.</summary>
    public static IReadOnlyList<PageExample> FindAll(string id, string kind)
    {
        var page = $"docs/rules/{id}.md";
        var text = File.ReadAllText(Repository.PathOf(page)).ReplaceLineEndings("\n");
        return
        [
            .. Fence().Matches(text)
                .Where(fence => fence.Groups["kind"].Value == kind)
                .Select(fence => new PageExample(page, text.Take(fence.Index).Count(character => character == '\n') + 1, fence.Groups["code"].Value)),
        ];
    }

    /// <summary>The example as a file: it is one when it declares types; else it is the members of a class; else the statements of an async method.</summary>
    public string ToFile()
    {
        var root = Parse(Code);
        if (root.Members.Any(member => member is BaseTypeDeclarationSyntax or BaseNamespaceDeclarationSyntax))
            return Code;

        var usings = root.Usings.ToFullString();
        var body = Code[usings.Length..];
        var members = $"{usings}sealed class Example\n{{\n{body}\n}}";
        return Parses(members) ? members : $"{usings}sealed class Example\n{{\n    async Task RunAsync()\n    {{\n{body}\n    }}\n}}";
    }

    private static bool Parses(string code) => !Parse(code).GetDiagnostics().Any(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error);

    private static CompilationUnitSyntax Parse(string code) => SyntaxFactory.ParseCompilationUnit(code, options: TestProject.ParseOptions);

    [GeneratedRegex("^```csharp (?<kind>leak|clean)\n(?<code>.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Fence();
}
