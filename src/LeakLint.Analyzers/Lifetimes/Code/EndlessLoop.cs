using System;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LeakLint.Lifetimes;

/// <summary>Finds loops that nothing ends.</summary>
internal static class EndlessLoop
{
    /// <summary>Parts of names that hint at a way to end: when in doubt a loop has one.</summary>
    private static readonly string[] _exits = ["token", "cancel", "stop", "clos", "dispos", "running", "shutdown", "shutting", "exit", "quit", "abort", "terminat", "done", "finish", "complet"];

    /// <summary>The first endless loop that the function itself runs, and that has no exit.</summary>
    public static StatementSyntax? Find(SyntaxNode function)
    {
        if (FunctionSyntax.FindBody(function) is not { } body)
            return null;
        foreach (var node in FunctionSyntax.NodesRunWith(body))
        {
            if (node is StatementSyntax loop && IsOne(loop))
                return loop;
        }

        return null;
    }

    /// <summary>Whether the statement is a loop that has no exit, and nothing in it hints at one.</summary>
    public static bool IsOne(StatementSyntax statement) => statement switch
    {
        WhileStatementSyntax { Condition: var condition } => IsTrue(condition) && !HasExit(statement),
        DoStatementSyntax { Condition: var condition } => IsTrue(condition) && !HasExit(statement),
        ForStatementSyntax { Condition: var condition } => (condition is null || IsTrue(condition)) && !HasExit(statement),
        _ => false,
    };

    /// <summary>The variable that a call starts from: <c>_queue</c> for <c>_queue.Reader.ReadAsync()</c>; empty when there is none.</summary>
    public static string ReceiverOf(InvocationExpressionSyntax call)
    {
        ExpressionSyntax? receiver = call.Expression switch
        {
            MemberAccessExpressionSyntax access => access.Expression,
            MemberBindingExpressionSyntax => call.FirstAncestorOrSelf<ConditionalAccessExpressionSyntax>()?.Expression,
            _ => null,
        };
        while (true)
        {
            switch (receiver)
            {
                case MemberAccessExpressionSyntax { Expression: ThisExpressionSyntax, Name: var name }:
                    return name.Identifier.ValueText;
                case MemberAccessExpressionSyntax access:
                    receiver = access.Expression;
                    break;
                case PostfixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.SuppressNullableWarningExpression } forgiven:
                    receiver = forgiven.Operand;
                    break;
                case IdentifierNameSyntax name:
                    return name.Identifier.ValueText;
                default:
                    return "";
            }
        }
    }

    /// <summary>The first loop over all that will ever come through a channel in a field, without a token; and the name of that field.</summary>
    public static (StatementSyntax Loop, string Source)? FindReader(SyntaxNode function)
    {
        if (FunctionSyntax.FindBody(function) is not { } body)
            return null;
        foreach (var node in FunctionSyntax.NodesRunWith(body))
        {
            var (loop, header, inner) = node switch
            {
                CommonForEachStatementSyntax each => ((StatementSyntax)each, each.Expression, each.Statement),
                WhileStatementSyntax { Condition: AwaitExpressionSyntax { Expression: var wait } } loopWhile => (loopWhile, wait, loopWhile.Statement),
                _ => default,
            };
            if (header is InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "ConfigureAwait", Expression: var configured } })
                header = configured;
            if (header is InvocationExpressionSyntax { ArgumentList.Arguments.Count: 0 } call && FunctionSyntax.NameOf(call) is "ReadAllAsync" or "WaitToReadAsync"
                && ReceiverOf(call) is { Length: > 0 } source && !HasExit(inner))
                return (loop, source);
        }

        return null;
    }

    private static bool IsTrue(ExpressionSyntax condition) => condition.IsKind(SyntaxKind.TrueLiteralExpression);

    private static bool HasExit(StatementSyntax loop)
    {
        foreach (var node in FunctionSyntax.NodesRunWith(loop))
        {
            switch (node)
            {
                case ReturnStatementSyntax or ThrowStatementSyntax or ThrowExpressionSyntax or GotoStatementSyntax or YieldStatementSyntax:
                case BreakStatementSyntax leave when LeavesLoop(leave, loop):
                case SimpleNameSyntax name when IsExitName(name.Identifier.ValueText):
                case InvocationExpressionSyntax call when IsInput(FunctionSyntax.NameOf(call)):
                    return true;
            }
        }

        return false;
    }

    private static bool LeavesLoop(BreakStatementSyntax leave, StatementSyntax loop)
    {
        var left = leave.Ancestors().First(outer =>
            outer is SwitchStatementSyntax or WhileStatementSyntax or DoStatementSyntax or ForStatementSyntax or CommonForEachStatementSyntax);
        return left == loop;
    }

    private static bool IsExitName(string name) =>
        name is "ct" or "cts" or "_ct" or "_cts" or "FailFast" || Array.Exists(_exits, part => name.IndexOf(part, StringComparison.OrdinalIgnoreCase) >= 0);

    /// <summary>Whether the call waits for a peer: it throws when the connection is closed.</summary>
    private static bool IsInput(string name) =>
        Array.Exists(["Read", "Receive", "Accept", "GetContext", "WaitForConnection", "Dequeue"], start => name.StartsWith(start, StringComparison.Ordinal));
}
