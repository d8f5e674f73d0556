using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace LeakLint.CodeFixes.Editing;

/// <summary>
/// Makes a function async that returns tasks of others: what it releases at its end must stay open until these are done.
/// </summary>
internal sealed class AsyncConversion(EnclosingFunction function, StatementWriter writer, SourceEdit edit)
{
    /// <summary>Whether a task that is still running is returned, so that a release at the end of the function would come too early.</summary>
    public bool IsNeeded =>
        !function.IsAsync && function.ReturnsTask && (function.Expression is not null || function.Returns().Any(statement => statement.Expression is { } task && !IsCompleted(task)));

    /// <summary>Writes the modifier and awaits what is returned; false when the function cannot be async.</summary>
    /// <param name="eventHandler">Whether a handler without a result may become <c>async void</c>.</param>
    public bool TryWrite(bool eventHandler)
    {
        if (function.IsAsync)
            return true;
        if (FindPlace() is not { } place || function.IsIterator || !(function.ReturnsTask || eventHandler && IsEventHandler()))
            return false;

        edit.Insert(place, "async ");
        if (function.ReturnsTask && function.Expression is { } body)
            RewriteValue(body);
        foreach (var statement in function.Returns().ToList())
            Rewrite(statement);
        return true;
    }

    private void Rewrite(ReturnStatementSyntax statement)
    {
        if (statement.Expression is not { } task)
            return;
        if (!function.ReturnsPlainTask)
        {
            RewriteValue(task);
            return;
        }

        var isLast = function.Body is { } body && body.Statements.LastOrDefault() == statement;
        if (IsCompleted(task))
        {
            var value = new TextChange(TextSpan.FromBounds(statement.ReturnKeyword.Span.End, statement.SemicolonToken.SpanStart), "");
            if (isLast)
                edit.DeleteOrElse(statement.Span, value);
            else
                edit.Replace(value.Span, "");
            return;
        }

        edit.Replace(TextSpan.FromBounds(statement.ReturnKeyword.SpanStart, task.SpanStart), "");
        Await(task);
        if (!isLast)
            writer.InsertAfter(statement, ["return;"]);
    }

    private void RewriteValue(ExpressionSyntax task)
    {
        if (IsDefault(task))
            return;
        if (FindResult(task) is { } result)
            Keep(task, result);
        else
            Await(task);
    }

    private void Await(ExpressionSyntax task)
    {
        var isOperand = task is InvocationExpressionSyntax or MemberAccessExpressionSyntax or IdentifierNameSyntax or ParenthesizedExpressionSyntax
            or ElementAccessExpressionSyntax or BaseObjectCreationExpressionSyntax or ConditionalAccessExpressionSyntax;
        edit.Insert(task.SpanStart, isOperand ? "await " : "await (");
        if (!isOperand)
            edit.Insert(task.Span.End, ")");
    }

    private void Keep(ExpressionSyntax task, ExpressionSyntax result)
    {
        edit.Replace(TextSpan.FromBounds(task.SpanStart, result.SpanStart), "");
        edit.Replace(TextSpan.FromBounds(result.Span.End, task.Span.End), "");
    }

    private bool IsCompleted(ExpressionSyntax task) =>
        IsDefault(task) || task is MemberAccessExpressionSyntax { Name.Identifier.Text: "CompletedTask" } or MemberAccessExpressionSyntax { Expression: IdentifierNameSyntax { Identifier.Text: "CompletedTask" } } || FindResult(task) is not null;

    private static bool IsDefault(ExpressionSyntax task) =>
        task is DefaultExpressionSyntax or LiteralExpressionSyntax { RawKind: (int)SyntaxKind.DefaultLiteralExpression };

    // Task.FromResult(x), new ValueTask<T>(x) and the like: x is there already.
    private ExpressionSyntax? FindResult(ExpressionSyntax task) => task switch
    {
        InvocationExpressionSyntax
        {
            Expression: MemberAccessExpressionSyntax { Name.Identifier.Text: "FromResult", Expression: IdentifierNameSyntax { Identifier.Text: "Task" or "ValueTask" } },
            ArgumentList.Arguments: { Count: 1 } arguments,
        } => arguments[0].Expression,
        ObjectCreationExpressionSyntax { Type: GenericNameSyntax { Identifier.Text: "ValueTask" }, ArgumentList.Arguments: { Count: 1 } arguments }
            when !function.IsTask(arguments[0].Expression) => arguments[0].Expression,
        _ => null,
    };

    private int? FindPlace() => function.Node switch
    {
        MethodDeclarationSyntax method when CanBeAsync(method.Modifiers, method.ParameterList) => method.ReturnType.SpanStart,
        LocalFunctionStatementSyntax local when CanBeAsync(local.Modifiers, local.ParameterList) => local.ReturnType.SpanStart,
        ParenthesizedLambdaExpressionSyntax lambda when CanBeAsync(lambda.Modifiers, lambda.ParameterList) => (lambda.ReturnType ?? (SyntaxNode)lambda.ParameterList).SpanStart,
        SimpleLambdaExpressionSyntax lambda => lambda.Parameter.SpanStart,
        AnonymousMethodExpressionSyntax method when CanBeAsync(method.Modifiers, method.ParameterList) => method.DelegateKeyword.SpanStart,
        _ => null,
    };

    private static bool CanBeAsync(SyntaxTokenList modifiers, ParameterListSyntax? parameters) =>
        !modifiers.Any(modifier => modifier.Kind() is SyntaxKind.PartialKeyword or SyntaxKind.ExternKeyword or SyntaxKind.AbstractKeyword or SyntaxKind.UnsafeKeyword)
        && (parameters is null || !parameters.Parameters.Any(parameter => parameter.Modifiers.Any(modifier =>
            modifier.Kind() is SyntaxKind.RefKeyword or SyntaxKind.OutKeyword or SyntaxKind.InKeyword)));

    private bool IsEventHandler() =>
        function.ReturnType is { SpecialType: SpecialType.System_Void }
        && function.Node is MethodDeclarationSyntax { ParameterList.Parameters: { Count: 2 } parameters }
        && parameters[0].Type is PredefinedTypeSyntax or NullableTypeSyntax { ElementType: PredefinedTypeSyntax }
        && parameters[1].Type is { } type && type.ToString().TrimEnd('?').EndsWith("EventArgs", System.StringComparison.Ordinal);
}
