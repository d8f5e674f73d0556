using System.Collections.Generic;
using System.Linq;
using LeakLint.Symbols;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LeakLint.Ownership;

/// <summary>What a body does with the object that it is a member of, going by its syntax.</summary>
internal static class OwnObject
{
    /// <summary>Whether the body gives its own object to a method, which may keep it. Handlers of an event only get to know who raised it.</summary>
    public static bool IsGivenAway(SyntaxNode body)
    {
        if (!body.Mentions("this"))
            return false;
        foreach (var node in body.DescendantNodes())
        {
            if (node is ArgumentSyntax { Expression: ThisExpressionSyntax, Parent.Parent: InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: not "Invoke" } } })
                return true;
        }

        return false;
    }

    /// <summary>Whether the body names its own object as a whole: it may give it away, or give it back.</summary>
    public static bool IsNamed(SyntaxNode body) =>
        body.Mentions("this") && body.DescendantNodes().Any(node => node is ThisExpressionSyntax && node.Parent is not MemberAccessExpressionSyntax);

    /// <summary>Whether a method calls a release member of its own object, or a method of its type does that it calls.</summary>
    public static bool IsEnded(IMethodSymbol method) => IsEnded(method, new(SymbolEqualityComparer.Default));

    private static bool IsEnded(IMethodSymbol method, HashSet<ISymbol> seen)
    {
        if (!seen.Add(method) || method.ContainingType is not { } type)
            return false;
        foreach (var reference in method.DeclaringSyntaxReferences)
        {
            var body = reference.GetSyntax();
            foreach (var called in SyntacticUse.MethodsNamedIn(body, type))
            {
                if ((SyntacticUse.MayEnd(called.Name) || IsEnded(called, seen)) && body.NamesOf(called.Name).Any(name => !SyntacticUse.IsMemberOfAnother(name)))
                    return true;
            }
        }

        return false;
    }

    /// <summary>Whether a body puts something that it makes on the spot into the field: <c>_socket = new Socket(…)</c>.</summary>
    public static bool StoresNew(string field, SyntaxNode body) => body.NamesOf(field).Any(name =>
        (name.Parent is MemberAccessExpressionSyntax { Expression: ThisExpressionSyntax } self ? self : (ExpressionSyntax)name) is { Parent: AssignmentExpressionSyntax { Right: BaseObjectCreationExpressionSyntax } assignment } target
        && assignment.IsKind(SyntaxKind.SimpleAssignmentExpression) && assignment.Left == target
        && assignment.FirstAncestorOrSelf<SyntaxNode>(node => node == body || node is AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax) == body);

    /// <summary>Whether a body ends its own object, and nothing else, in handlers that throw on: <c>catch { Dispose(); throw; }</c>.</summary>
    public static bool IsEndedOnFailure(SyntaxNode body)
    {
        var ends = false;
        foreach (var name in body.MentionedOf(Contracts.ReleaseNames))
        {
            foreach (var identifier in body.NamesOf(name))
            {
                if (SyntacticUse.IsMemberOfAnother(identifier) || identifier.FirstAncestorOrSelf<CatchClauseSyntax>() is not { Block.Statements: { Count: > 0 } handling } || handling.Last() is not ThrowStatementSyntax)
                    return false;
                ends = true;
            }
        }

        return ends;
    }
}
