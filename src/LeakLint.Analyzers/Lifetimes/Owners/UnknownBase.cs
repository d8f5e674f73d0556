using System;
using System.Collections.Generic;
using LeakLint.Symbols;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace LeakLint.Lifetimes;

/// <summary>
/// A type whose base means nothing here, as where a package is missing. The base cannot reach the private fields of the type, so what these hold is
/// released by the type itself or not at all, unless a part of it is missing as well.
/// </summary>
internal static class UnknownBase
{
    private static readonly string[] Ends = ["Dispose", "Close", "Release", "Stop", "Free", "Clean", "Shutdown", "Teardown", "TearDown"];

    /// <summary>Whether the type has such a base, and code that cannot be seen may release its fields.</summary>
    public static bool MayHideRelease(INamedTypeSymbol type, IReadOnlyList<Body> bodies)
    {
        if (!HasUnknownBase(type))
            return false;
        if (IsOnePartOfMany(type))
            return true;
        foreach (var body in bodies)
        {
            foreach (var operation in body.Root.Descendants())
            {
                // "CloseFile();" of which nobody knows the body.
                if (operation is { Kind: OperationKind.Invalid, Syntax: InvocationExpressionSyntax { Expression: SimpleNameSyntax { Identifier.ValueText: var name } } }
                    && Array.Exists(Ends, end => name.IndexOf(end, StringComparison.Ordinal) >= 0))
                    return true;
            }
        }

        return false;
    }

    private static bool HasUnknownBase(INamedTypeSymbol type)
    {
        for (var ancestor = type.BaseType; ancestor is not null; ancestor = ancestor.BaseType)
        {
            if (ancestor.TypeKind == TypeKind.Error)
                return true;
        }

        return false;
    }

    private static bool IsOnePartOfMany(INamedTypeSymbol type) =>
        type.DeclaringSyntaxReferences.Length == 1 && type.DeclaringSyntaxReferences[0].GetSyntax() is TypeDeclarationSyntax declaration && declaration.Modifiers.Any(SyntaxKind.PartialKeyword);
}
