using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LeakLint.Rules.Ownership;

/// <summary>A function in which a place may await: it is async, or returns a task and could be.</summary>
internal sealed class AwaitableCode
{
    private readonly SyntaxNode _body;

    private AwaitableCode(SyntaxNode body, bool isAsync)
    {
        _body = body;
        IsAsync = isAsync;
    }

    public bool IsAsync { get; }

    /// <summary>Whether every task that the function returns is over when it returns.</summary>
    public bool ReturnsOnlyDoneTasks => Nodes().OfType<ReturnStatementSyntax>().All(returned => returned.Expression
        is null or LiteralExpressionSyntax or DefaultExpressionSyntax
        or MemberAccessExpressionSyntax { Name.Identifier.ValueText: "CompletedTask" }
        or InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "FromResult" } });

    /// <summary>The function around a place; null when it cannot await there.</summary>
    public static AwaitableCode? Find(SyntaxNode place)
    {
        foreach (var ancestor in place.Ancestors())
        {
            switch (ancestor)
            {
                case LockStatementSyntax or UnsafeStatementSyntax or CatchFilterClauseSyntax or QueryClauseSyntax or FixedStatementSyntax:
                    return null;
                case AnonymousFunctionExpressionSyntax lambda:
                    return lambda.AsyncKeyword.IsKind(SyntaxKind.None) ? null : new(lambda.Body, true);
                case LocalFunctionStatementSyntax local:
                    return Find((SyntaxNode?)local.Body ?? local.ExpressionBody, local.Modifiers, local.ReturnType, local.ParameterList);
                case MethodDeclarationSyntax method:
                    return Find((SyntaxNode?)method.Body ?? method.ExpressionBody, method.Modifiers, method.ReturnType, method.ParameterList);
                case GlobalStatementSyntax { Parent: CompilationUnitSyntax program }:
                    var code = new AwaitableCode(program, true);
                    return code.Nodes().Any(node => node is AwaitExpressionSyntax) ? code : null;
                case MemberDeclarationSyntax or AccessorDeclarationSyntax:
                    return null;
            }
        }

        return null;
    }

    /// <summary>Whether the function waits for the same thing to stop, close or end in another way.</summary>
    public bool EndsAsynchronously(string name)
    {
        foreach (var node in Nodes())
        {
            if (node is not AwaitExpressionSyntax { Expression: var awaited })
                continue;
            foreach (var inner in awaited.DescendantNodesAndSelf())
            {
                if (inner is MemberAccessExpressionSyntax access && access.Expression.ToString() == name && Ends(access.Name.Identifier.ValueText))
                    return true;
                if (inner is ConditionalAccessExpressionSyntax conditional && conditional.Expression.ToString() == name
                    && conditional.WhenNotNull.DescendantNodesAndSelf().OfType<MemberBindingExpressionSyntax>().Any(binding => Ends(binding.Name.Identifier.ValueText)))
                    return true;
            }
        }

        return false;
    }

    private static AwaitableCode? Find(SyntaxNode? body, SyntaxTokenList modifiers, TypeSyntax returned, ParameterListSyntax parameters)
    {
        if (body is null || modifiers.Any(SyntaxKind.UnsafeKeyword))
            return null;
        if (modifiers.Any(SyntaxKind.AsyncKeyword))
            return new(body, true);
        if (returned is not SimpleNameSyntax { Identifier.ValueText: "Task" or "ValueTask" } || parameters.Parameters.Any(parameter => parameter.Modifiers.Any(IsReference)))
            return null;
        return new(body, false);
    }

    private static bool IsReference(SyntaxToken modifier) => modifier.Kind() is SyntaxKind.RefKeyword or SyntaxKind.OutKeyword or SyntaxKind.InKeyword;

    private static bool Ends(string member) =>
        member is "DisposeAsync" or "FlushAsync"
        || member.EndsWith("Async", System.StringComparison.Ordinal)
            && (member.StartsWith("Stop", System.StringComparison.Ordinal) || member.StartsWith("Close", System.StringComparison.Ordinal)
                || member.StartsWith("Shutdown", System.StringComparison.Ordinal) || member.StartsWith("Disconnect", System.StringComparison.Ordinal)
                || member.StartsWith("Complete", System.StringComparison.Ordinal) || member.StartsWith("Drain", System.StringComparison.Ordinal));

    private IEnumerable<SyntaxNode> Nodes() =>
        _body.DescendantNodesAndSelf(inner => inner == _body || inner is not (AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax or BaseTypeDeclarationSyntax));
}
