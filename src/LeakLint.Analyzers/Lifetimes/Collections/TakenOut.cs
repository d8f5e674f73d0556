using System;
using LeakLint.Symbols;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LeakLint.Lifetimes;

/// <summary>What other types do with a collection that they can see, as far as its name tells.</summary>
internal static class TakenOut
{
    /// <summary>Whether code of another type takes elements out, clears the collection, or goes through it where something is released.</summary>
    public static bool ByOthers(ISymbol collection, Compilation compilation)
    {
        foreach (var tree in compilation.SyntaxTrees)
        {
            if (tree.GetText().ToString().IndexOf(collection.Name, StringComparison.Ordinal) < 0)
                continue;
            foreach (var node in tree.GetRoot().DescendantNodes())
            {
                if (node is IdentifierNameSyntax { Parent: MemberAccessExpressionSyntax { Parent: var outer } access } name && access.Name == name && name.Identifier.ValueText == collection.Name
                    && access.Expression is not ThisExpressionSyntax && (IsTake(outer) || IsInReleasingLoop(access)))
                    return true;
            }
        }

        return false;
    }

    private static bool IsTake(SyntaxNode? outer) =>
        outer is MemberAccessExpressionSyntax { Name.Identifier.ValueText: var verb }
        && (verb.StartsWith("Remove", StringComparison.Ordinal) || verb.StartsWith("TryRemove", StringComparison.Ordinal)
            || verb is "Clear" or "Pop" or "TryPop" or "Dequeue" or "TryDequeue" or "TryTake");

    private static bool IsInReleasingLoop(MemberAccessExpressionSyntax access) =>
        access.FirstAncestorOrSelf<ForEachStatementSyntax>() is { } loop && loop.Expression.Span.Contains(access.Span)
        && loop.Statement.ToString() is var body && (body.Contains("Dispose") || body.Contains("Close") || body.Contains("Kill"));
}
