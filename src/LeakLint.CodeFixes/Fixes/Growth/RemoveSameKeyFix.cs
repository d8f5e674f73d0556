using System.Collections.Generic;
using System.Linq;
using LeakLint.CodeFixes.Editing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LeakLint.CodeFixes.Growth;

/// <summary>Has a removal ask for the key under which the entry was added.</summary>
internal sealed class RemoveSameKeyFix : Repair
{
    public override string Title(Finding finding) => $"Remove the entry of '{finding.Holder}'";

    public override IEnumerable<SourceEdit> Propose(RepairContext context)
    {
        var edit = context.CreateEdit();
        var isWritten = false;
        foreach (var place in context.Finding.Places)
        {
            var call = context.Root.FindNode(place, getInnermostNodeForTie: true).AncestorsAndSelf().OfType<InvocationExpressionSyntax>().FirstOrDefault();
            if (call is { Expression: MemberAccessExpressionSyntax { Name.Identifier.Text: "Remove" or "TryRemove" }, ArgumentList.Arguments: { Count: > 0 } arguments } && arguments[0].Expression is var key)
            {
                edit.Replace(key.Span, context.Finding.Holder!);
                isWritten = true;
            }
        }

        if (isWritten)
            yield return edit;
    }
}
