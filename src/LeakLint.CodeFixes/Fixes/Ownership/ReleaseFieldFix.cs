using System.Collections.Generic;
using System.Linq;
using LeakLint.CodeFixes.Editing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LeakLint.CodeFixes.Ownership;

/// <summary>Releases a field in the members that release its siblings.</summary>
internal sealed class ReleaseFieldFix : Repair
{
    public override string Title(Finding finding) => $"Release '{finding.Each ?? finding.Holder}' with the other fields";

    public override IEnumerable<SourceEdit> Propose(RepairContext context)
    {
        if (context.Finding.Holder is null || context.Finding.Exits.IsEmpty)
            yield break;
        var edit = context.CreateEdit();
        var members = context.Finding.Exits.Select(place => context.Root.FindToken(place.Start).Parent?.FirstAncestorOrSelf<MethodDeclarationSyntax>()).OfType<MethodDeclarationSyntax>().ToList();
        // What must be awaited is left to the members that can wait.
        if (context.Finding.IsAsync)
            members.RemoveAll(member => member.ReturnType is PredefinedTypeSyntax);
        if (members.Count > 0 && members.TrueForAll(member => new FieldRelease(context, member).TryWrite(edit)))
            yield return edit;
    }
}
