using LeakLint.Testing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LeakLint.Analyzers.Tests.House;

/// <summary>A source file of LeakLint itself.</summary>
/// <param name="Folder">Its folder below the project, with dots.</param>
internal sealed record OwnSource(string Folder, CompilationUnitSyntax Root)
{
    /// <summary>The first folder: who may use it, and whom it may use, is fixed.</summary>
    public string Layer => Folder.Split('.')[0];

    public string Namespace { get; } = Root.Members.OfType<BaseNamespaceDeclarationSyntax>().FirstOrDefault()?.Name.ToString() ?? "";

    public static OwnSource Load(string project, string name)
    {
        var text = File.ReadAllText(Repository.PathOf($"{project}/{name}"));
        var folder = (Path.GetDirectoryName(name) ?? "").Replace('\\', '/').Replace('/', '.');
        return new OwnSource(folder, CSharpSyntaxTree.ParseText(text, TestProject.ParseOptions).GetCompilationUnitRoot());
    }

    /// <summary>Namespaces below a root that the file names: in a using (also of a type or an alias), or as a qualified name.</summary>
    public IEnumerable<string> FindUsedNamespaces(string root) =>
        Root.DescendantNodes()
            .OfType<NameSyntax>()
            .Where(name => name is QualifiedNameSyntax && name.Parent is not QualifiedNameSyntax and not BaseNamespaceDeclarationSyntax)
            .Select(name => name.ToString())
            .Concat(Root.DescendantNodes().OfType<MemberAccessExpressionSyntax>().Select(access => access.ToString()))
            .Where(name => name.StartsWith(root + ".", StringComparison.Ordinal))
            .Distinct();

    /// <summary>All simple names in the file.</summary>
    public IEnumerable<string> FindNames() => Root.DescendantTokens().Where(token => token.IsKind(SyntaxKind.IdentifierToken)).Select(token => token.ValueText);
}
