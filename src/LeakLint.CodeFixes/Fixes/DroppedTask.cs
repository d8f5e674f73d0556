using LeakLint.CodeFixes.Editing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace LeakLint.CodeFixes;

/// <summary>A task that is dropped, by a statement of its own or a discard, or returned.</summary>
internal sealed class DroppedTask
{
    private DroppedTask(ExpressionSyntax task, ExpressionSyntax whole, EnclosingFunction function)
    {
        Task = task;
        Whole = whole;
        Function = function;
    }

    /// <summary>The expression that gives the task, with a <c>ConfigureAwait</c> behind it.</summary>
    public ExpressionSyntax Task { get; }

    /// <summary>The same, with the discard before it.</summary>
    public ExpressionSyntax Whole { get; }

    public EnclosingFunction Function { get; }

    /// <summary>Whether the task is what the function returns, rather than dropped.</summary>
    public bool IsReturned => Whole.Parent is ReturnStatementSyntax || (Whole == Function.Expression && Function.ReturnsTask);

    public static DroppedTask? TryFind(RepairContext context)
    {
        if (context.Node is not ExpressionSyntax task)
            return null;
        while (task.Parent is MemberAccessExpressionSyntax { Name.Identifier.Text: "ConfigureAwait" or "AsTask", Parent: InvocationExpressionSyntax configured } access && access.Expression == task)
            task = configured;
        var whole = task;
        while (whole.Parent is ParenthesizedExpressionSyntax outer)
            whole = outer;
        if (whole.Parent is AssignmentExpressionSyntax { RawKind: (int)SyntaxKind.SimpleAssignmentExpression, Left: IdentifierNameSyntax { Identifier.Text: "_" } } discard)
            whole = discard;
        var function = context.Function;
        return whole.Parent is ExpressionStatementSyntax or ReturnStatementSyntax || whole == function.Expression ? new(task, whole, function) : null;
    }

    /// <summary>Awaits it where it is.</summary>
    public void Await(SourceEdit edit)
    {
        var isOperand = Task is InvocationExpressionSyntax or IdentifierNameSyntax or ParenthesizedExpressionSyntax;
        edit.Replace(TextSpan.FromBounds(Whole.SpanStart, Task.SpanStart), isOperand ? "await " : "await (");
        edit.Replace(TextSpan.FromBounds(Task.Span.End, Whole.Span.End), isOperand ? "" : ")");
    }

    /// <summary>Gives it to something else, as the argument of a call.</summary>
    public void PassTo(string call, SourceEdit edit)
    {
        edit.Replace(TextSpan.FromBounds(Whole.SpanStart, Task.SpanStart), call + "(");
        edit.Replace(TextSpan.FromBounds(Task.Span.End, Whole.Span.End), ")");
    }
}
