using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LeakLint.CodeFixes.Editing;

/// <summary>Finds names for new fields.</summary>
internal static class FieldNames
{
    /// <summary>A name that nothing in the type has, written as the type writes its other private fields: with an underscore where none tells otherwise.</summary>
    public static string Find(TypeDeclarationSyntax type, string wanted)
    {
        var fields = type.Members.OfType<FieldDeclarationSyntax>()
            .Where(field => !field.Modifiers.Any(modifier => modifier.Kind() is SyntaxKind.ConstKeyword or SyntaxKind.StaticKeyword or SyntaxKind.PublicKeyword or SyntaxKind.InternalKeyword))
            .SelectMany(field => field.Declaration.Variables).ToList();
        var prefix = fields.Count > 0 && fields.TrueForAll(field => char.IsLower(field.Identifier.ValueText[0])) ? "" : "_";
        var used = new HashSet<string>(type.DescendantTokens().Where(token => token.IsKind(SyntaxKind.IdentifierToken)).Select(token => token.ValueText));
        var name = prefix + wanted;
        for (var number = 2; used.Contains(name); number++)
            name = prefix + wanted + number;
        return name;
    }
}
