using System.Collections.Generic;
using System.Linq;
using LeakLint.CodeFixes.Editing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace LeakLint.CodeFixes.Ownership;

/// <summary>Writes a release before the exit that is reached without one.</summary>
internal sealed class ReleaseBeforeExitFix : Repair
{
    public override string Title(Finding finding) => $"Release '{finding.Holder}' before leaving";

    public override IEnumerable<SourceEdit> Propose(RepairContext context)
    {
        if (context.Finding.Holder is not { } holder || context.Finding.Exit is not { } exit)
            yield break;
        var edit = context.CreateEdit();
        var writer = context.CreateWriter(edit);
        var release = ReleaseCode.Write(context, context.Finding.IsNullable);
        if (!context.TryMakeAsync(context.Function, edit, context.Finding.IsAsync))
            yield break;

        var token = context.Root.FindToken(exit.Start);
        if (token.IsKind(SyntaxKind.CloseBraceToken) && token.Parent is BlockSyntax block)
        {
            writer.InsertAtEnd(block, release);
            yield return edit;
        }
        else if (FindJump(context.Root.FindNode(exit)) is { } jump && !context.Root.HasConditionalDirective(TextSpan.FromBounds(jump.FullSpan.Start, jump.SpanStart)))
        {
            if (ValueOf(jump) is { } value && value.Mentions(holder))
                CopyOut(context, edit, writer, jump, value, release);
            else
                writer.InsertBefore(jump, release);
            yield return edit;
        }
    }

    private static StatementSyntax? FindJump(SyntaxNode node) => node.FindStatement() is
        ReturnStatementSyntax or ThrowStatementSyntax or GotoStatementSyntax or BreakStatementSyntax or ContinueStatementSyntax or YieldStatementSyntax { Expression: null }
        ? node.FindStatement()
        : null;

    private static ExpressionSyntax? ValueOf(StatementSyntax jump) => jump switch
    {
        ReturnStatementSyntax statement => statement.Expression,
        ThrowStatementSyntax statement => statement.Expression,
        _ => null,
    };

    // What the value needs of the resource is read before the release.
    private static void CopyOut(RepairContext context, SourceEdit edit, StatementWriter writer, StatementSyntax jump, ExpressionSyntax value, IReadOnlyList<string> release)
    {
        var name = FreeNames.Find(jump, jump is ThrowStatementSyntax ? "exception" : "result");
        writer.InsertBefore(jump, [$"var {name} = {value};", .. release]);
        edit.Replace(value.Span, name);
    }
}
