using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LeakLint.CodeFixes.Editing;

/// <summary>Writes a using directive among those that a file has.</summary>
internal static class UsingDirectives
{
    /// <summary>Adds the namespace where the order of the others puts it; false when the file has no usings at its top.</summary>
    public static bool TryAdd(CompilationUnitSyntax unit, string space, string newLine, SourceEdit edit)
    {
        var plain = unit.Usings.Where(directive => directive.Alias is null && directive.StaticKeyword.IsKind(SyntaxKind.None) && directive.GlobalKeyword.IsKind(SyntaxKind.None)).ToList();
        if (plain.Count == 0 || plain.Exists(directive => directive.ContainsDirectives))
            return false;
        if (plain.Exists(directive => directive.Name?.ToString() == space))
            return true;
        if (plain.Find(directive => IsAfter(directive.Name?.ToString() ?? "", space)) is { } next)
            edit.Insert(next.SpanStart, $"using {space};{newLine}");
        else
            edit.Insert(plain[plain.Count - 1].Span.End, $"{newLine}using {space};");
        return true;
    }

    // Those of System come first.
    private static bool IsAfter(string other, string space) =>
        !other.StartsWith("System", System.StringComparison.Ordinal) || string.CompareOrdinal(other, space) > 0;
}
