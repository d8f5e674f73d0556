using System;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LeakLint.CodeFixes.Editing;

/// <summary>Brings namespaces into a file.</summary>
internal static class UsingDirectives
{
    /// <summary>Writes a using directive, in the order of the others, unless the namespace is known already, also by a global one.</summary>
    public static void Add(RepairContext context, string space, SourceEdit edit)
    {
        if (context.Root is not CompilationUnitSyntax unit || IsKnown(context, space))
            return;
        var line = $"using {space};";
        var plain = unit.Usings.Where(directive => directive is { Alias: null, StaticKeyword.RawKind: 0, GlobalKeyword.RawKind: 0 }).ToList();
        var after = plain.LastOrDefault(directive => IsBefore(directive.Name?.ToString() ?? "", space));
        if (after is not null)
            edit.Insert(after.Span.End, context.Layout.NewLine + line);
        else if (plain.Count > 0)
            edit.Insert(plain[0].SpanStart, line + context.Layout.NewLine);
        else if (unit.Usings.Count > 0)
            edit.Insert(unit.Usings.Last().Span.End, context.Layout.NewLine + line);
        else
            edit.Insert(unit.GetFirstToken().SpanStart, line + context.Layout.NewLine + context.Layout.NewLine);
    }

    private static bool IsKnown(RepairContext context, string space) =>
        context.Model.GetImportScopes(context.Finding.Span.Start).SelectMany(scope => scope.Imports).Any(import => import.NamespaceOrType.ToDisplayString() == space);

    // The namespaces of the system stand first.
    private static bool IsBefore(string one, string other) =>
        IsSystem(one) != IsSystem(other) ? IsSystem(one) : string.CompareOrdinal(one, other) < 0;

    private static bool IsSystem(string space) => space == "System" || space.StartsWith("System.", StringComparison.Ordinal);
}
