using System.Collections.Generic;
using System.Linq;
using LeakLint.CodeFixes.Editing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LeakLint.CodeFixes;

/// <summary>Passes a token to what a loop waits for.</summary>
internal sealed class LoopWaits(RepairContext context, StatementSyntax loop, StopSignal stop, SourceEdit edit)
{
    private static readonly string[] _waits =
        ["Delay", "Wait", "WaitAsync", "WaitForNextTickAsync", "WaitToReadAsync", "WaitToWriteAsync", "ReadAsync", "ReceiveAsync", "Take", "TakeAsync", "WaitOne", "WaitAny", "Join", "Dequeue"];

    /// <summary>False when something that it waits for would keep the loop from looking at the token.</summary>
    public bool TryWrite()
    {
        var guarded = new HashSet<TryStatementSyntax>();
        foreach (var call in loop.DescendantNodes(node => node is not (AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax)).OfType<InvocationExpressionSyntax>().ToList())
        {
            if (context.Model.GetSymbolInfo(call).Symbol is not IMethodSymbol method || !_waits.Contains(method.Name))
                continue;
            var handler = FindHandler(call);
            if (!TryPassToken(call, method, handler is not null))
                return false;
            if (handler is not null && guarded.Add(handler) && IsInnermostJump(handler))
                LeaveWhenCancelled(handler);
        }

        return true;
    }

    private bool TryPassToken(InvocationExpressionSyntax call, IMethodSymbol method, bool isHandled)
    {
        // What a thread throws ends the process: there the loop looks at the token when the wait is over.
        if (IsThread && !isHandled)
            return method.Parameters.Any(IsTime);
        var given = call.ArgumentList.Arguments.Count;
        var separator = given == 0 ? "" : ", ";
        if (method.Parameters.LastOrDefault() is { IsOptional: true } last && IsToken(last) && given < method.Parameters.Length)
            edit.Insert(call.ArgumentList.CloseParenToken.SpanStart, separator + (given == method.Parameters.Length - 1 ? "" : last.Name + ": ") + stop.Token);
        else if (method.Parameters.LastOrDefault() is { } own && IsToken(own))
            return false;
        else if (method.ContainingType.GetMembers(method.Name).OfType<IMethodSymbol>().Any(other => TakesTokenAsWell(other, method)))
            edit.Insert(call.ArgumentList.CloseParenToken.SpanStart, separator + stop.Token);
        else
            return method.Parameters.Any(IsTime);
        return true;
    }

    /// <summary>The try in the loop that catches whatever the call throws.</summary>
    private TryStatementSyntax? FindHandler(SyntaxNode call) => call.Ancestors().TakeWhile(outer => outer != loop).OfType<TryStatementSyntax>().FirstOrDefault(attempt =>
        attempt.Block.Contains(call) && attempt.Catches.Any(clause => clause.Filter is null && clause.Declaration?.Type.ToString() is null or "Exception" or "System.Exception")
        && !attempt.Catches.Any(clause => clause.Declaration?.Type.ToString() is "OperationCanceledException" or "TaskCanceledException"));

    private bool IsInnermostJump(TryStatementSyntax handler) =>
        handler.Ancestors().First(outer => outer is WhileStatementSyntax or DoStatementSyntax or ForStatementSyntax or CommonForEachStatementSyntax or SwitchStatementSyntax) == loop;

    private void LeaveWhenCancelled(TryStatementSyntax handler)
    {
        var first = handler.Catches[0];
        var indent = context.Layout.IndentAt(first.SpanStart);
        var clause = $"catch ({context.NameOf("OperationCanceledException", "System")}) when ({stop.Name}.IsCancellationRequested)";
        var lines = context.Layout.WriteBlock(clause, "break;").ToList();
        if (context.Layout.StartsLine(first.CatchKeyword))
            edit.Insert(first.SpanStart, context.Layout.Join(lines, indent) + context.Layout.NewLine + indent);
        else
            edit.Insert(first.SpanStart, context.Layout.Join(lines, indent) + " ");
    }

    private bool IsThread => context.Node is BaseObjectCreationExpressionSyntax || context.Node is InvocationExpressionSyntax call && call.ToString().Contains("QueueUserWorkItem");

    private static bool TakesTokenAsWell(IMethodSymbol other, IMethodSymbol method)
    {
        if (other.Parameters.Length != method.Parameters.Length + 1 || !IsToken(other.Parameters[other.Parameters.Length - 1]) || other.IsStatic != method.IsStatic)
            return false;
        for (var index = 0; index < method.Parameters.Length; index++)
        {
            if (!SymbolEqualityComparer.Default.Equals(other.Parameters[index].Type, method.Parameters[index].Type))
                return false;
        }

        return true;
    }

    private static bool IsToken(IParameterSymbol parameter) => parameter.Type is { Name: "CancellationToken", ContainingNamespace.Name: "Threading" };

    private static bool IsTime(IParameterSymbol parameter) => parameter.Type.Name is "TimeSpan" || parameter.Name.StartsWith("milliseconds", System.StringComparison.Ordinal);
}
