using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LeakLint.Ownership;

/// <summary>Delegates of what a method is given: who keeps one keeps the object.</summary>
internal static class DelegatesOf
{
    /// <summary>Whether the body makes a delegate of a method of the interface that the parameter has: <c>_handlers = [.. _handlers, handler.Handle]</c>.</summary>
    public static bool AreMade(IParameterSymbol parameter, SyntaxNode body)
    {
        foreach (var node in body.DescendantNodes())
        {
            if (node is MemberAccessExpressionSyntax { Expression: IdentifierNameSyntax { Identifier.ValueText: var name }, Name.Identifier.ValueText: var member, Parent: not InvocationExpressionSyntax and not MemberAccessExpressionSyntax } access
                && name == parameter.Name && access.Parent is EqualsValueClauseSyntax or ArgumentSyntax or AssignmentExpressionSyntax or ExpressionElementSyntax && HasMethod(parameter.Type, member))
                return true;
        }

        return false;
    }

    private static bool HasMethod(ITypeSymbol type, string name)
    {
        if (IsMethod(type, name))
            return true;
        foreach (var inherited in type.AllInterfaces)
        {
            if (IsMethod(inherited, name))
                return true;
        }

        return false;
    }

    private static bool IsMethod(ITypeSymbol type, string name)
    {
        var members = type.GetMembers(name);
        return !members.IsEmpty && members[0] is IMethodSymbol;
    }
}
