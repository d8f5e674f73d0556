using System.Collections.Generic;
using LeakLint.CodeFixes.Editing;
using LeakLint.CodeFixes.Ownership;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LeakLint.CodeFixes.Shutdown;

/// <summary>Makes a type disposable by the member that ends what it keeps, so that whoever owns an object of it, such as a container, ends it.</summary>
internal sealed class ReleaseByMemberFix : Repair
{
    public override string Title(Finding finding) => $"Call '{finding.ReleaseCall}' in a Dispose of its own";

    public override IEnumerable<SourceEdit> Propose(RepairContext context)
    {
        if (context.Finding.ReleaseCall is not { } call || context.Node.FirstAncestorOrSelf<ClassDeclarationSyntax>() is not { } type
            || context.Model.GetDeclaredSymbol(type) is not INamedTypeSymbol symbol || type.CloseBraceToken.IsMissing)
            yield break;
        context.ReleaseLines = [context.Finding.MakeAsync ? $"await {call};" : $"{call};"];
        var edit = context.CreateEdit();
        if (ImplementDisposeFix.TryWrite(context, type, symbol, edit))
            yield return edit;
    }
}
