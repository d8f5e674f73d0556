using System.Collections.Generic;
using System.Linq;
using LeakLint.CodeFixes.Editing;
using LeakLint.Descriptors;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LeakLint.CodeFixes.Shutdown;

/// <summary>Removes the handler that was added.</summary>
internal sealed class HandlerFix : Repair
{
    public override string Title(Finding finding) => finding.Holder is { } handler ? $"Remove '{handler}'" : "Remove the handler";

    public override IEnumerable<SourceEdit> Propose(RepairContext context)
    {
        if (FindAssignment(context.Root, context.Finding.Span) is not { } assignment)
            yield break;
        var edit = context.CreateEdit();
        if (context.Finding.Repair == Repairs.Unsubscribe)
        {
            edit.Replace(assignment.OperatorToken.Span, "-=");
            yield return edit;
        }
        else if (context.Finding.Holder is { } handler)
        {
            edit.Replace(assignment.Right.Span, handler);
            foreach (var added in context.Finding.Exits.Select(place => FindAssignment(context.Root, place)).OfType<AssignmentExpressionSyntax>())
            {
                if (added.Right is AnonymousFunctionExpressionSyntax)
                    edit.Replace(added.Right.Span, handler);
            }

            yield return edit;
        }
    }

    public static AssignmentExpressionSyntax? FindAssignment(SyntaxNode root, Microsoft.CodeAnalysis.Text.TextSpan span) =>
        root.FindToken(span.Start).Parent?.AncestorsAndSelf().OfType<AssignmentExpressionSyntax>().FirstOrDefault(assignment => assignment.Span == span);
}
