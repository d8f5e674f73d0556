using System.Collections.Generic;
using LeakLint.CodeFixes.Editing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LeakLint.CodeFixes.Shutdown;

/// <summary>Registers the stop of what a registration starts with the host.</summary>
internal sealed class StopWithHostFix : Repair
{
    public override string Title(Finding finding) => $"Stop '{finding.Holder}' when the host stops";

    public override IEnumerable<SourceEdit> Propose(RepairContext context)
    {
        if (context.Node.FirstAncestorOrSelf<InvocationExpressionSyntax>() is not
            {
                Parent: ExpressionStatementSyntax statement,
                Expression: MemberAccessExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.Text: "ApplicationStarted", Expression: var lifetime } },
            })
            yield break;
        var edit = context.CreateEdit();
        context.CreateWriter(edit).InsertAfter(statement, [$"{lifetime}.ApplicationStopping.Register(() => {context.Finding.Holder}.{context.Finding.Release});"]);
        yield return edit;
    }
}
