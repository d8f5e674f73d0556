using System.Collections.Generic;
using System.Linq;
using LeakLint.CodeFixes.Editing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LeakLint.CodeFixes.Timers;

/// <summary>Starts the timer or loop while the execution context does not flow.</summary>
internal sealed class SuppressFlowFix : Repair
{
    public override string Title(Finding finding) => "Start without the context of the request";

    public override IEnumerable<SourceEdit> Propose(RepairContext context)
    {
        var suppression = context.NameOf("ExecutionContext", "System.Threading") + ".SuppressFlow()";
        if (context.Node.FirstAncestorOrSelf<StatementSyntax>() is { } statement && context.Function.Node.Contains(statement))
        {
            // It has to be undone on the same thread, so nothing may wait in between.
            if (!Waits(statement) && Wrap(context, statement, $"using ({suppression})") is { } wrapped)
                yield return wrapped;
        }
        else if (context.Function.Expression is { } expression && !Waits(expression) && context.Speaks(LanguageVersion.CSharp8))
        {
            var edit = context.CreateEdit();
            if (context.TryOpenBody(context.Function, edit, awaits: false, [$"using var {FreeNames.Find(context.Node, "noFlow")} = {suppression};"]))
                yield return edit;
        }
    }

    private static SourceEdit? Wrap(RepairContext context, StatementSyntax statement, string header)
    {
        var edit = context.CreateEdit();
        var writer = context.CreateWriter(edit);
        if (statement is not (ExpressionStatementSyntax or ReturnStatementSyntax or LocalDeclarationStatementSyntax))
            return null;
        if (StatementWriter.IsEmbedded(statement))
        {
            writer.Embrace(statement, [header], []);
            edit.Insert(statement.SpanStart, context.Layout.Unit);
            return edit;
        }

        if (StatementList.Find(statement) is not { } list)
            return null;
        // What a declaration declares is used by the statements behind it.
        var moved = statement is LocalDeclarationStatementSyntax ? [statement, .. list.Rest] : new List<StatementSyntax> { statement };
        return !moved.Exists(Waits) && writer.TryWrap(statement.GetFirstToken().GetPreviousToken(), moved, header) ? edit : null;
    }

    private static bool Waits(SyntaxNode code) =>
        code.DescendantNodes(node => node is not AnonymousFunctionExpressionSyntax).Any(node => node is AwaitExpressionSyntax or YieldStatementSyntax);
}
