using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LeakLint.CodeFixes.Editing;

/// <summary>Finds names for new locals.</summary>
internal static class FreeNames
{
    /// <summary>
    /// The wanted name, or the first of name1, name2, … that no identifier in the member has. That is more than the compiler asks
    /// for, and so also keeps clear of fields that the member uses by the same name.
    /// </summary>
    public static string Find(SyntaxNode place, string wanted) => FindIn(FindMember(place), wanted);

    /// <summary>The same, for a name that nothing in this code has.</summary>
    public static string FindIn(SyntaxNode code, string wanted)
    {
        var used = new HashSet<string>(code.DescendantTokens().Where(token => token.IsKind(SyntaxKind.IdentifierToken)).Select(token => token.ValueText));
        var name = wanted;
        for (var number = 1; used.Contains(name); number++)
            name = wanted + number;
        return SyntaxFacts.GetKeywordKind(name) == SyntaxKind.None && SyntaxFacts.GetContextualKeywordKind(name) == SyntaxKind.None ? name : "@" + name;
    }

    /// <summary>The member that a node is in; the whole file for top-level statements.</summary>
    public static SyntaxNode FindMember(SyntaxNode node) =>
        node.AncestorsAndSelf().FirstOrDefault(ancestor => ancestor is MemberDeclarationSyntax and not (GlobalStatementSyntax or BaseTypeDeclarationSyntax or BaseNamespaceDeclarationSyntax))
        ?? node.SyntaxTree.GetRoot();
}
