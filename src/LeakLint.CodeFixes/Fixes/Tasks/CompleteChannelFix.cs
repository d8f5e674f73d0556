using System.Collections.Generic;
using LeakLint.CodeFixes.Editing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LeakLint.CodeFixes.Tasks;

/// <summary>Has the member that ends an object say first that nothing more will come through its channel.</summary>
internal sealed class CompleteChannelFix : Repair
{
    public override string Title(Finding finding) => $"Complete '{finding.Holder}' where the object ends";

    public override IEnumerable<SourceEdit> Propose(RepairContext context)
    {
        if (context.Finding.Holder is not { } channel || context.Node.FirstAncestorOrSelf<TypeDeclarationSyntax>() is not { } type || context.Model.GetDeclaredSymbol(type) is not { } symbol)
            yield break;
        var edit = context.CreateEdit();
        if (StopMember.TryFind(context, type, symbol) is { } member && member.TryWrite($"{channel}.Writer.TryComplete();", edit))
            yield return edit;
    }
}
