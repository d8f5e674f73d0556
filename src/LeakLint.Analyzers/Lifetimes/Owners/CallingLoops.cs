using System;
using System.Linq;
using LeakLint.Symbols;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LeakLint.Lifetimes;

/// <summary>Loops of a type that call one of its own methods round after round: <c>while (!stop.IsCancellationRequested) { await ConnectAsync(); await ReadAsync(); }</c></summary>
internal static class CallingLoops
{
    /// <summary>Whether such a loop runs the method, at once or by way of one other, and nothing in between asks whether it should.</summary>
    /// <param name="method">The method.</param>
    /// <param name="counts">Which callers count.</param>
    public static bool Run(IMethodSymbol method, Func<IMethodSymbol, bool> counts) => Run(method, counts, depth: 2);

    private static bool Run(IMethodSymbol method, Func<IMethodSymbol, bool> counts, int depth)
    {
        foreach (var caller in method.ContainingType.GetMembers().OfType<IMethodSymbol>())
        {
            if (caller.DeclaringSyntaxReferences.Length != 1 || caller.MethodKind != MethodKind.Ordinary || SymbolEqualityComparer.Default.Equals(caller, method))
                continue;
            var body = caller.DeclaringSyntaxReferences[0].GetSyntax();
            var calls = body.NamesOf(method.Name).Where(name => IsOwnCall(name)).ToList();
            if (calls.Exists(call => IsInLoop(call, body)) && counts(caller))
                return true;
            if (depth > 1 && calls.Exists(call => IsPlain(call, body)) && counts(caller) && Run(caller, counts, depth - 1))
                return true;
        }

        return false;
    }

    private static bool IsOwnCall(IdentifierNameSyntax name) =>
        name.Parent is InvocationExpressionSyntax || name.Parent is MemberAccessExpressionSyntax { Expression: ThisExpressionSyntax, Parent: InvocationExpressionSyntax };

    private static bool IsInLoop(SyntaxNode call, SyntaxNode body) =>
        FirstOuter(call, body) is WhileStatementSyntax or DoStatementSyntax or ForStatementSyntax { Condition: null };

    private static bool IsPlain(SyntaxNode call, SyntaxNode body) => FirstOuter(call, body) is null;

    /// <summary>The loop, condition or function that decides how often the call is made; null when it is made once, whenever the body runs. The body itself when the loop ends after the call.</summary>
    private static SyntaxNode? FirstOuter(SyntaxNode call, SyntaxNode body)
    {
        for (SyntaxNode inner = call, outer = call.Parent!; inner != body; (inner, outer) = (outer, outer.Parent!))
        {
            switch (outer)
            {
                case BlockSyntax block when inner is StatementSyntax statement && block.Statements.Skip(block.Statements.IndexOf(statement) + 1).Any(static later => later is ReturnStatementSyntax or BreakStatementSyntax or ThrowStatementSyntax):
                    return body;
                case WhileStatementSyntax { Condition: var condition } when condition == inner:
                    return outer.Parent;
                case StatementSyntax and (WhileStatementSyntax or DoStatementSyntax or ForStatementSyntax or CommonForEachStatementSyntax or IfStatementSyntax or SwitchStatementSyntax):
                case ReturnStatementSyntax or CatchClauseSyntax or AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax or ConditionalExpressionSyntax or ConditionalAccessExpressionSyntax:
                    return outer;
            }
        }

        return null;
    }
}
