using System;
using System.Linq;
using System.Threading;
using LeakLint.Symbols;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LeakLint.Lifetimes;

/// <summary>
/// Methods that finish the making of an object: whoever calls them has just made it, and does so once. The fields that they fill are empty then.
/// </summary>
internal static class SetUpCalls
{
    /// <summary>Whether every call of the method, as far as syntax tells, is the only one on an object that was made beside it.</summary>
    public static bool AreAll(IMethodSymbol method, Compilation compilation, CancellationToken cancel)
    {
        if (method is not { MethodKind: MethodKind.Ordinary, IsStatic: false, DeclaredAccessibility: not Accessibility.Private } || IsSeenOutside(method))
            return false;
        var isCalled = false;
        foreach (var tree in compilation.SyntaxTrees)
        {
            // Few files name it, and a search of the text is quicker than a walk.
            if (tree.GetText(cancel).ToString().IndexOf(method.Name, StringComparison.Ordinal) < 0)
                continue;
            foreach (var node in tree.GetRoot(cancel).DescendantNodes())
            {
                if (node is not IdentifierNameSyntax name || name.Identifier.ValueText != method.Name)
                    continue;
                if (name.Parent is not MemberAccessExpressionSyntax { Parent: InvocationExpressionSyntax } access || access.Name != name)
                    return false;
                // An override that calls its base.
                if (access.Expression is BaseExpressionSyntax && name.FirstAncestorOrSelf<MethodDeclarationSyntax>()?.Identifier.ValueText == method.Name)
                    continue;
                if (!IsOnlyCall(access))
                    return false;
                isCalled = true;
            }
        }

        return isCalled;
    }

    private static bool IsOnlyCall(MemberAccessExpressionSyntax access)
    {
        if (access.Expression is not IdentifierNameSyntax { Identifier.ValueText: var local } || access.FirstAncestorOrSelf<MemberDeclarationSyntax>() is not { } member)
            return false;
        for (SyntaxNode? scope = access.Parent; scope is not null && scope != member && scope is not AnonymousFunctionExpressionSyntax; scope = scope.Parent)
        {
            var statements = scope switch { BlockSyntax block => block.Statements, SwitchSectionSyntax section => section.Statements, _ => default };
            if (statements.OfType<LocalDeclarationStatementSyntax>().SelectMany(declared => declared.Declaration.Variables).Any(variable =>
                    variable.Identifier.ValueText == local && variable.Initializer?.Value is BaseObjectCreationExpressionSyntax))
                return scope.DescendantNodes().Count(node => node is MemberAccessExpressionSyntax { Expression: IdentifierNameSyntax { Identifier.ValueText: var other }, Name.Identifier.ValueText: var called }
                    && other == local && called == access.Name.Identifier.ValueText) == 1;
            if (scope.IsLoop())
                return false;
        }

        return false;
    }

    private static bool IsSeenOutside(ISymbol symbol)
    {
        for (; symbol is not null and not INamespaceSymbol; symbol = symbol.ContainingSymbol)
        {
            if (symbol.DeclaredAccessibility is not (Accessibility.Public or Accessibility.Protected or Accessibility.ProtectedOrInternal))
                return false;
        }

        return true;
    }
}
