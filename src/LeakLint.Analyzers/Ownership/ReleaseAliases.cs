using System.Linq;
using LeakLint.Symbols;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LeakLint.Ownership;

/// <summary>Methods of ours that are all that Dispose does, <c>void Dispose() =&gt; Reset();</c>: who calls them has released the object as well, though it may be used again.</summary>
internal static class ReleaseAliases
{
    public static bool Contain(IMethodSymbol method) =>
        method is { MethodKind: MethodKind.Ordinary, IsStatic: false, Parameters.IsEmpty: true, ContainingType: { TypeKind: TypeKind.Class } type } && type.HasSource()
        && type.GetMembers("Dispose").Any(member => member is IMethodSymbol { Parameters.IsEmpty: true, DeclaringSyntaxReferences: { Length: 1 } declared }
            && declared[0].GetSyntax() is MethodDeclarationSyntax declaration && OnlyCalls(declaration, method.Name));

    private static bool OnlyCalls(MethodDeclarationSyntax dispose, string name)
    {
        if (dispose.ExpressionBody is { Expression: var only })
            return IsCallOf(only, name);
        var isCalled = false;
        foreach (var statement in dispose.Body?.Statements ?? default)
        {
            if (statement is not ExpressionStatementSyntax { Expression: var expression })
                return false;
            if (IsCallOf(expression, name))
                isCalled = true;
            else if (expression is not InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "SuppressFinalize" } })
                return false;
        }

        return isCalled;
    }

    private static bool IsCallOf(ExpressionSyntax expression, string name) =>
        expression is InvocationExpressionSyntax { ArgumentList.Arguments.Count: 0, Expression: var called }
        && (called is MemberAccessExpressionSyntax { Expression: ThisExpressionSyntax, Name: var member } ? member : called) is IdentifierNameSyntax { Identifier.ValueText: var text } && text == name;
}
