using System.Collections.Generic;
using System.Linq;
using LeakLint.CodeFixes.Editing;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace LeakLint.CodeFixes;

/// <summary>Has an endless loop end when a token is cancelled: one that is at hand, or that of a new source which the type cancels at its release.</summary>
internal sealed class EndLoopFix : Repair
{
    public override string Title(Finding finding) => "End the loop by a cancellation token";

    public override IEnumerable<SourceEdit> Propose(RepairContext context)
    {
        if (context.Finding.Exits.IsEmpty || context.Root.FindToken(context.Finding.Exits[0].Start).Parent is not StatementSyntax loop
            || loop.FirstAncestorOrSelf<TypeDeclarationSyntax>() is not { } type || context.Node.FirstAncestorOrSelf<TypeDeclarationSyntax>() != type)
        {
            yield break;
        }

        foreach (var stop in StopSignal.FindAll(context, type, loop))
        {
            var edit = context.CreateEdit();
            if (!stop.TryWrite(edit) || !TryWriteLoop(context, loop, stop, edit))
                continue;
            if (context.Finding.IsDropped && DroppedTask.TryFind(context) is { Whole: InvocationExpressionSyntax } start)
                edit.Insert(start.Whole.SpanStart, "_ = ");
            yield return edit;
        }
    }

    private static bool TryWriteLoop(RepairContext context, StatementSyntax loop, StopSignal stop, SourceEdit edit)
    {
        if (!new LoopWaits(context, loop, stop, edit).TryWrite())
            return false;
        var condition = $"!{stop.Name}.IsCancellationRequested";
        switch (loop)
        {
            case WhileStatementSyntax endless:
                edit.Replace(endless.Condition.Span, condition);
                return true;
            case DoStatementSyntax endless:
                edit.Replace(endless.Condition.Span, condition);
                return true;
            case ForStatementSyntax { Declaration: null, Initializers.Count: 0, Incrementors.Count: 0 } endless:
                edit.Replace(TextSpan.FromBounds(endless.ForKeyword.SpanStart, endless.CloseParenToken.Span.End), $"while ({condition})");
                return true;
            case ForStatementSyntax { Condition: { } always }:
                edit.Replace(always.Span, condition);
                return true;
            case ForStatementSyntax endless:
                edit.Insert(endless.FirstSemicolonToken.Span.End, " " + condition);
                return true;
            default:
                return false;
        }
    }
}
