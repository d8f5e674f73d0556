using System.Collections.Generic;
using System.Linq;
using LeakLint.CodeFixes.Editing;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LeakLint.CodeFixes.Shutdown;

/// <summary>Ends what a StartAsync has started by a token of the service's own: the one that StartAsync is given only covers the start.</summary>
internal sealed class StopOwnWorkFix : Repair
{
    private readonly EndLoopFix _endLoop = new();

    public override string Title(Finding finding) => "End the work when the service stops";

    public override IEnumerable<SourceEdit> Propose(RepairContext context)
    {
        var start = context.Root.FindToken(context.Finding.Span.Start).Parent?.FirstAncestorOrSelf<MethodDeclarationSyntax>();
        return start is { Identifier.ValueText: "StartAsync", Parent: TypeDeclarationSyntax type, ParameterList.Parameters: { Count: 1 } parameters }
            ? ReplaceToken(context, type, parameters[0].Identifier.ValueText)
            : _endLoop.Propose(context);
    }

    private static IEnumerable<SourceEdit> ReplaceToken(RepairContext context, TypeDeclarationSyntax type, string token)
    {
        var work = context.Root.FindToken(context.Finding.Span.Start).Parent?.AncestorsAndSelf().OfType<InvocationExpressionSyntax>().LastOrDefault();
        if (work?.FirstAncestorOrSelf<StatementSyntax>() is not { } statement)
            yield break;
        foreach (var stop in StopSignal.FindAll(context, type, statement))
        {
            var edit = context.CreateEdit();
            if (!stop.TryWrite(edit))
                continue;
            foreach (var use in work.DescendantNodes().OfType<IdentifierNameSyntax>().Where(name => name.Identifier.ValueText == token && name.Parent is not NameColonSyntax))
                edit.Replace(use.Span, stop.Token);
            yield return edit;
        }
    }
}
