using System;
using System.Collections.Generic;
using System.Linq;
using LeakLint.CodeFixes.Editing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace LeakLint.CodeFixes.Ownership;

/// <summary>
/// Has a timer that ticks once be its own state, and release itself when it has ticked. As long as it is to tick, the runtime keeps its state, and so the timer, alive.
/// </summary>
internal static class OneShotTimer
{
    public static IEnumerable<SourceEdit> Propose(RepairContext context)
    {
        if (context.Node is not BaseObjectCreationExpressionSyntax { ArgumentList.Arguments: { Count: 4 } arguments, Initializer: null } creation
            || context.Model.GetTypeInfo(creation).Type is not { Name: "Timer", ContainingNamespace.Name: "Threading" } type
            || arguments.Any(argument => argument.NameColon is not null) || !arguments[1].Expression.IsKind(SyntaxKind.NullLiteralExpression) || !IsNever(arguments[3].Expression)
            || arguments[0].Expression is not LambdaExpressionSyntax callback || FindUnusedState(callback) is not { } state
            || creation.FindStatement() is not { } statement || StatementList.Find(statement) is not { } list)
        {
            yield break;
        }

        var edit = context.CreateEdit();
        edit.Title = "Let the timer release itself when it has ticked";
        if (TryName(statement, list, creation, edit) is not { } timer)
            yield break;
        var own = FreeNames.Find(creation, "state");
        var isNullable = (context.Model.GetNullableContext(creation.SpanStart) & NullableContext.AnnotationsEnabled) != 0;
        edit.Replace(state.Span, own);
        Write(context, callback, $"(({type.ToMinimalDisplayString(context.Model, NullableFlowState.None, creation.SpanStart)}){own}{(isNullable ? "!" : "")}).Dispose();", edit);
        edit.Replace(TextSpan.FromBounds(arguments[0].Span.End, arguments[3].Span.End), "");
        context.CreateWriter(edit).InsertAfter(statement, [$"{timer}.Change({arguments[2]}, {arguments[3]});"]);
        yield return edit;
    }

    private static bool IsNever(ExpressionSyntax period) => period.ToString() is var time
        && (time == "-1" || time.EndsWith("Timeout.Infinite", StringComparison.Ordinal) || time.EndsWith("Timeout.InfiniteTimeSpan", StringComparison.Ordinal));

    /// <summary>The parameter of the callback, when it does not use it.</summary>
    private static ParameterSyntax? FindUnusedState(LambdaExpressionSyntax callback)
    {
        var parameter = callback switch
        {
            SimpleLambdaExpressionSyntax simple => simple.Parameter,
            ParenthesizedLambdaExpressionSyntax { ParameterList.Parameters: { Count: 1 } parameters } => parameters[0],
            _ => null,
        };
        return parameter is { Type: null } && (parameter.Identifier.ValueText == "_" || !callback.Body.Mentions(parameter.Identifier.ValueText)) ? parameter : null;
    }

    /// <summary>The local that holds the timer, and nothing asks for; a timer without one gets it.</summary>
    private static string? TryName(StatementSyntax statement, StatementList list, ExpressionSyntax creation, SourceEdit edit)
    {
        switch (statement)
        {
            case LocalDeclarationStatementSyntax { UsingKeyword.RawKind: 0, Declaration.Variables: { Count: 1 } variables } when variables[0].Initializer?.Value == creation:
                var name = variables[0].Identifier.Text;
                return list.Rest.Any(next => next.Mentions(name)) ? null : name;
            case ExpressionStatementSyntax { Expression: var whole }:
                var timer = FreeNames.Find(statement, "timer");
                if (whole == creation)
                    edit.Insert(statement.SpanStart, $"var {timer} = ");
                else if (whole is AssignmentExpressionSyntax { Left: IdentifierNameSyntax { Identifier.Text: "_" } discard, Right: var value } && value == creation)
                    edit.Replace(discard.Span, "var " + timer);
                else
                    return null;
                return timer;
            default:
                return null;
        }
    }

    // Released first: what the callback does may fail.
    private static void Write(RepairContext context, LambdaExpressionSyntax callback, string release, SourceEdit edit)
    {
        if (callback.Block is { Statements: { Count: > 0 } statements })
        {
            context.CreateWriter(edit).InsertBefore(statements[0], [release]);
            return;
        }

        var (indent, line) = (context.Layout.IndentAt(callback.SpanStart), context.Layout.NewLine);
        var inner = line + indent + context.Layout.Unit;
        var body = callback.ExpressionBody is { } expression ? inner + expression + ";" : "";
        edit.Replace(callback.Body.Span, "{" + inner + release + body + line + indent + "}");
        if (callback.ExpressionBody is not null)
            edit.Replace(TextSpan.FromBounds(callback.ArrowToken.Span.End, callback.Body.SpanStart), line + indent);
    }
}
