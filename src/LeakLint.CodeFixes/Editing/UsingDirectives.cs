using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace LeakLint.CodeFixes.Editing;

/// <summary>Imports namespaces.</summary>
internal static class UsingDirectives
{
    /// <summary>Imports a namespace beside the others; false when the file imports none, so that its names are better written in full.</summary>
    public static bool TryImport(SyntaxNode root, SemanticModel model, string space, Layout layout, SourceEdit edit)
    {
        if (IsImported(model, space))
            return true;
        var usings = ((CompilationUnitSyntax)root).Usings.Where(directive => directive.Alias is null && directive.StaticKeyword.IsKind(SyntaxKind.None) && directive.GlobalKeyword.IsKind(SyntaxKind.None)).ToList();
        if (usings.Count == 0)
            return TryBegin(root, space, layout, edit);
        if (root.HasConditionalDirective(TextSpan.FromBounds(usings[0].SpanStart, usings[usings.Count - 1].Span.End)))
            return false;
        // In order, with those of System first.
        var next = usings.Find(directive => directive.Name is { } name && !name.ToString().StartsWith("System", System.StringComparison.Ordinal) && string.CompareOrdinal(name.ToString(), space) > 0);
        if (next is not null)
            edit.Insert(next.SpanStart, $"using {space};{layout.NewLine}");
        else
            edit.Insert(usings[usings.Count - 1].Span.End, $"{layout.NewLine}using {space};");
        return true;
    }

    // Below the comments at the top, above the namespace.
    private static bool TryBegin(SyntaxNode root, string space, Layout layout, SourceEdit edit)
    {
        if (((CompilationUnitSyntax)root).Members.FirstOrDefault() is not BaseNamespaceDeclarationSyntax { ContainsDirectives: false } first || first.AttributeLists.Count > 0)
            return false;
        edit.Insert(first.SpanStart, $"using {space};{layout.NewLine}{layout.NewLine}");
        return true;
    }

    private static bool IsImported(SemanticModel model, string space) =>
        model.GetImportScopes(model.SyntaxTree.GetRoot().FullSpan.End).Any(scope => scope.Imports.Any(import => import.NamespaceOrType.ToDisplayString() == space));
}
