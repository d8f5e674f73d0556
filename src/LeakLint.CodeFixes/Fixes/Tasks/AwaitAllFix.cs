using System.Collections.Generic;
using System.Linq;
using LeakLint.CodeFixes.Editing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace LeakLint.CodeFixes.Tasks;

/// <summary>Awaits the tasks that a local holds, behind the statement in which the last of them is put there.</summary>
internal sealed class AwaitAllFix : Repair
{
    public override string Title(Finding finding) => finding.Holder is { } name ? $"Await '{name}'" : "Await all tasks";

    public override IEnumerable<SourceEdit> Propose(RepairContext context)
    {
        if (context.Finding.Holder is not { } holder)
        {
            if (TryAwaitQuery(context) is { } whole)
                yield return whole;
            yield break;
        }

        var function = context.Function;
        var local = function.Node.DescendantNodes().OfType<VariableDeclaratorSyntax>().FirstOrDefault(declared => declared.Identifier.Text == holder);
        if (local?.FirstAncestorOrSelf<LocalDeclarationStatementSyntax>() is not { Parent: BlockSyntax block } declaration || local.Initializer is not { Value: var value }
            || EnclosingFunction.Of(local, context.Model).Node != function.Node)
            yield break;
        var edit = context.CreateEdit();
        if (!new TaskSignature(context, edit).TryAwaitIn(function))
            yield break;
        var isOne = function.IsTask(value);
        var last = block.Statements.LastOrDefault(statement => statement.DescendantNodes().OfType<InvocationExpressionSyntax>().Any(call =>
            call.Expression is MemberAccessExpressionSyntax { Name.Identifier.Text: "Add" or "Enqueue" or "Push" } access && access.Expression.Is(holder))) ?? declaration;
        context.CreateWriter(edit).InsertAfter(last, [isOne ? $"await {holder};" : $"await {context.NameOf("Task", "System.Threading.Tasks")}.WhenAll({holder});"]);
        yield return edit;
    }

    /// <summary>A query that is run into a list of tasks which goes nowhere: they are awaited instead.</summary>
    private static SourceEdit? TryAwaitQuery(RepairContext context)
    {
        if (context.Node is not InvocationExpressionSyntax { Parent: MemberAccessExpressionSyntax { Parent: InvocationExpressionSyntax run } } query
            || run.FirstAncestorOrSelf<ExpressionStatementSyntax>() is not { Expression: var whole } || !(whole == run || (whole as AssignmentExpressionSyntax)?.Right == run))
            return null;
        var edit = context.CreateEdit();
        if (!new TaskSignature(context, edit).TryAwaitIn(context.Function))
            return null;
        edit.Replace(TextSpan.FromBounds(whole.SpanStart, query.SpanStart), $"await {context.NameOf("Task", "System.Threading.Tasks")}.WhenAll(");
        edit.Replace(TextSpan.FromBounds(query.Span.End, whole.Span.End), ")");
        return edit;
    }
}
