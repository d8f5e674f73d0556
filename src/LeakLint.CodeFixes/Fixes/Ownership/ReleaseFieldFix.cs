using System.Collections.Generic;
using System.Linq;
using LeakLint.CodeFixes.Editing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LeakLint.CodeFixes.Ownership;

/// <summary>Releases a field in the members that release its siblings.</summary>
internal sealed class ReleaseFieldFix : Repair
{
    public override string Title(Finding finding) => $"Release '{finding.Holder}' with the other fields";

    public override IEnumerable<SourceEdit> Propose(RepairContext context)
    {
        if (context.Finding.Holder is null || context.Finding.Exits.IsEmpty)
            yield break;
        var edit = context.CreateEdit();
        foreach (var place in context.Finding.Exits)
        {
            if (context.Root.FindToken(place.Start).Parent?.FirstAncestorOrSelf<MethodDeclarationSyntax>() is not { } member || !new FieldRelease(context, member).TryWrite(edit))
                yield break;
        }

        yield return edit;
    }
}
