using System.Linq;
using LeakLint.Lifetimes;
using LeakLint.Ownership;
using LeakLint.Symbols;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LeakLint.Rules.Ownership;

/// <summary>A reader of a database that its function returns: it goes on reading from the connection and the command, so nothing here can end these.</summary>
internal static class ReturnedReader
{
    private static readonly string[] Calls = ["ExecuteReader", "ExecuteReaderAsync"];

    /// <summary>Whether the resource is a connection or a command, and the function that holds it returns a reader.</summary>
    public static bool Needs(Site site)
    {
        if (!IsOfDatabase(site.Type) || site.Syntax.FirstAncestorOrSelf<SyntaxNode>(node => node is MemberDeclarationSyntax or LocalFunctionStatementSyntax or AnonymousFunctionExpressionSyntax) is not { } function)
            return false;
        return function.MentionedOf(Calls).SelectMany(function.NamesOf).Select(name => name.FirstAncestorOrSelf<InvocationExpressionSyntax>()).Any(call => call is not null && IsReturned(call, function));
    }

    private static bool IsReturned(ExpressionSyntax value, SyntaxNode function)
    {
        while (value.Parent is AwaitExpressionSyntax or ParenthesizedExpressionSyntax or CastExpressionSyntax
            || (value.Parent is MemberAccessExpressionSyntax { Name.Identifier.ValueText: "ConfigureAwait", Parent: InvocationExpressionSyntax }))
            value = value.Parent as InvocationExpressionSyntax ?? (value.Parent as MemberAccessExpressionSyntax)?.Parent as ExpressionSyntax ?? (ExpressionSyntax)value.Parent;
        return value.Parent switch
        {
            ReturnStatementSyntax or ArrowExpressionClauseSyntax => true,
            EqualsValueClauseSyntax { Parent: VariableDeclaratorSyntax { Identifier.ValueText: var local } } =>
                FunctionSyntax.NodesRunWith(function).Any(node => node is ReturnStatementSyntax { Expression: IdentifierNameSyntax { Identifier.ValueText: var returned } } && returned == local),
            _ => false,
        };
    }

    private static bool IsOfDatabase(ITypeSymbol type) =>
        type.AllInterfaces.Append(type).Any(implemented => implemented is { Name: "IDbConnection" or "IDbCommand", ContainingNamespace.Name: "Data" });
}
