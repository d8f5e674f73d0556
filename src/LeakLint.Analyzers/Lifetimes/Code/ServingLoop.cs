using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LeakLint.Lifetimes;

/// <summary>Finds loops that are meant to serve until they are told to stop: they have no end of their own.</summary>
internal static class ServingLoop
{
    /// <summary>Whether the function itself runs such a loop.</summary>
    public static bool IsIn(SyntaxNode? function) =>
        function is not null && FunctionSyntax.FindBody(function) is { } body && FunctionSyntax.NodesRunWith(body).Any(node => node switch
        {
            WhileStatementSyntax { Condition: var condition } => IsOpen(condition),
            DoStatementSyntax { Condition: var condition } => IsOpen(condition),
            ForStatementSyntax { Condition: null } => true,
            CommonForEachStatementSyntax each => Mentions(each.Expression, "ReadAllAsync", "GetConsumingEnumerable"),
            _ => false,
        });

    private static bool IsOpen(ExpressionSyntax condition) =>
        condition.IsKind(SyntaxKind.TrueLiteralExpression) || Mentions(condition, "IsCancellationRequested", "WaitForNextTickAsync", "WaitToReadAsync");

    private static bool Mentions(SyntaxNode code, params string[] names) =>
        code.DescendantNodesAndSelf().Any(node => node is IdentifierNameSyntax name && names.Contains(name.Identifier.ValueText));
}
