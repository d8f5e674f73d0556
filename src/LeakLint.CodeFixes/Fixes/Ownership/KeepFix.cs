using System.Collections.Generic;
using LeakLint.CodeFixes.Editing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace LeakLint.CodeFixes.Ownership;

/// <summary>Keeps what a statement creates and drops in a local of its own, which a using releases.</summary>
internal sealed class KeepFix : Repair
{
    public override string Title(Finding finding) => $"Keep the {finding.SuggestedName} and dispose it with {(finding.IsAsync ? "await using" : "using")}";

    public override IEnumerable<SourceEdit> Propose(RepairContext context)
    {
        var function = context.Function;
        if (!context.Speaks(LanguageVersion.CSharp8))
            yield break;
        if (context.Node.FindStatement() is ExpressionStatementSyntax statement)
        {
            if (Keep(context, function, statement) is { } edit)
                yield return edit;
        }
        else if (function.Expression is { } body && body.Contains(context.Node) && !function.ReturnsValue(function.IsAsync))
        {
            if (Open(context, function, body) is { } edit)
                yield return edit;
        }
    }

    private static SourceEdit? Keep(RepairContext context, EnclosingFunction function, ExpressionStatementSyntax statement)
    {
        var edit = context.CreateEdit();
        var value = WithoutDiscard(statement.Expression);
        if (!IsWhole(value, context.Node) || !context.TryMakeAsync(function, edit, context.Finding.IsAsync))
            return null;
        var writer = context.CreateWriter(edit);
        if (StatementWriter.IsEmbedded(statement))
            writer.Embrace(statement, [], []);
        else if (statement.Parent is SwitchSectionSyntax section && !writer.TryEmbrace(section))
            return null;
        edit.Replace(TextSpan.FromBounds(statement.SpanStart, value.SpanStart), Declaration(context, value));
        return edit;
    }

    private static SourceEdit? Open(RepairContext context, EnclosingFunction function, ExpressionSyntax body)
    {
        var edit = context.CreateEdit();
        var value = WithoutDiscard(body);
        if (!IsWhole(value, context.Node)
            || !context.TryMakeAsync(function, edit, context.Finding.IsAsync)
            || !context.TryOpenBody(function, edit, context.Finding.IsAsync, [], Declaration(context, value)))
        {
            return null;
        }

        if (value.SpanStart > body.SpanStart)
            edit.Replace(TextSpan.FromBounds(body.SpanStart, value.SpanStart), "");
        return edit;
    }

    private static string Declaration(RepairContext context, ExpressionSyntax value)
    {
        var type = value is ImplicitObjectCreationExpressionSyntax && context.Model.GetTypeInfo(value).ConvertedType is { } known
            ? known.ToMinimalDisplayString(context.Model, value.SpanStart)
            : "var";
        return $"{ReleaseCode.Using(context)}{type} {FreeNames.Find(value, context.Finding.SuggestedName)} = ";
    }

    private static ExpressionSyntax WithoutDiscard(ExpressionSyntax expression) =>
        expression is AssignmentExpressionSyntax { Left: IdentifierNameSyntax { Identifier.Text: "_" }, RawKind: (int)SyntaxKind.SimpleAssignmentExpression } discard
            ? discard.Right
            : expression;

    // The value of the statement must be the resource itself, not something made from it.
    private static bool IsWhole(ExpressionSyntax value, SyntaxNode acquisition) => value == acquisition || value switch
    {
        AwaitExpressionSyntax wait => IsWhole(wait.Expression, acquisition),
        ParenthesizedExpressionSyntax inner => IsWhole(inner.Expression, acquisition),
        PostfixUnaryExpressionSyntax sure => IsWhole(sure.Operand, acquisition),
        CastExpressionSyntax cast => IsWhole(cast.Expression, acquisition),
        BinaryExpressionSyntax { RawKind: (int)SyntaxKind.CoalesceExpression, Right: ThrowExpressionSyntax } coalesce => IsWhole(coalesce.Left, acquisition),
        InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.Text: "ConfigureAwait" } chained } => IsWhole(chained.Expression, acquisition),
        _ => value.Span == acquisition.Span || acquisition is StatementSyntax or ArrowExpressionClauseSyntax or AssignmentExpressionSyntax && acquisition.Contains(value),
    };
}
