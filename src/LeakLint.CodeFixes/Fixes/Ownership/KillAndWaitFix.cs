using System.Collections.Generic;
using System.Linq;
using LeakLint.CodeFixes.Editing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LeakLint.CodeFixes.Ownership;

/// <summary>Gives a process that may still run to a group at hand; without one, kills it with its descendants, and waits for it, just before it is released.</summary>
internal sealed class KillAndWaitFix : Repair
{
    public override string Title(Finding finding) => $"End '{finding.Holder}' and its descendants with its owner";

    public override IEnumerable<SourceEdit> Propose(RepairContext context)
    {
        if (context.Finding.Holder is not { } holder)
            yield break;
        foreach (var adoption in AdoptFix.Propose(context, holder))
            yield return adoption;
        var node = FindRelease(context, holder) ?? context.Node;
        var release = node.FindStatement();
        if (release?.IsReleaseOf(holder) == true)
        {
            if (EndBefore(context, release) is { } before)
                yield return before;
        }
        else if (release is null && EnclosingFunction.Of(node, context.Model) is { Expression: { } body } function && ReleaseCode.FindReleased(body)?.Is(holder) == true)
        {
            var edit = context.CreateEdit();
            if (context.TryOpenBody(function, edit, awaits: false, End(context, function)))
                yield return edit;
        }
        else if (node.FirstAncestorOrSelf<UsingStatementSyntax>(block => IsOn(block, holder)) is { Statement: BlockSyntax { Statements.Count: > 0 } block })
        {
            var edit = context.CreateEdit();
            if (TryWrap(context, block.OpenBraceToken, block.Statements, edit))
                yield return edit;
        }
        else if (context.Node.FindStatement() is LocalDeclarationStatementSyntax declaration && declaration.Declaration.Variables.Any(variable => variable.Identifier.Is(holder)) && StatementList.Find(declaration) is { } list)
        {
            var edit = context.CreateEdit();
            if (TryEndAfter(context, list, edit))
                yield return edit;
        }
    }

    /// <summary>Puts what follows the start of the process into a try that ends it.</summary>
    public static bool TryEndAfter(RepairContext context, StatementList list, SourceEdit edit)
    {
        // Until it is started, a process cannot be asked whether it has exited.
        var started = list.Rest.FirstOrDefault(next => next is ExpressionStatementSyntax
        {
            Expression: InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.Text: "Start", Expression: var receiver } },
        } && receiver.Is(context.Finding.Holder!));
        if (started is null && context.Node.FirstAncestorOrSelf<BaseObjectCreationExpressionSyntax>() is not null && list.Rest.Any(next => next.Mentions(context.Finding.Holder!)))
            return false;
        if (list.Rest.Any(next => next is TryStatementSyntax { Finally: { } ended } && ended.ToString().Contains("HasExited")))
            return false;
        var last = started ?? list.Statement;
        return TryWrap(context, last.GetLastToken(), [.. list.Rest.SkipWhile(next => started is not null && next.SpanStart <= started.SpanStart)], edit);
    }

    private static bool TryWrap(RepairContext context, SyntaxToken before, IReadOnlyList<StatementSyntax> rest, SourceEdit edit) =>
        context.CreateWriter(edit).TryWrap(before, rest, "try", "finally", End(context, context.Function));

    private static SourceEdit? EndBefore(RepairContext context, StatementSyntax release)
    {
        var edit = context.CreateEdit();
        context.CreateWriter(edit).InsertBefore(release, End(context, EnclosingFunction.Of(release, context.Model)));
        return edit;
    }

    private static IReadOnlyList<string> End(RepairContext context, EnclosingFunction function) =>
        ReleaseCode.EndProcess(context, context.Finding.Holder!, function.Awaits);

    // The place where the process is released, among all places that the finding tells.
    private static SyntaxNode? FindRelease(RepairContext context, string holder)
    {
        foreach (var place in context.Finding.Exits.Concat(context.Finding.OtherReleases))
        {
            var node = context.Root.FindNode(place, getInnermostNodeForTie: true);
            if (node.FindStatement()?.IsReleaseOf(holder) == true
                || node.FindStatement() is null && node.Ancestors().OfType<ArrowExpressionClauseSyntax>().Any(body => ReleaseCode.FindReleased(body.Expression)?.Is(holder) == true)
                || node.FirstAncestorOrSelf<UsingStatementSyntax>(block => IsOn(block, holder)) is not null)
                return node;
        }

        return null;
    }

    private static bool IsOn(UsingStatementSyntax block, string holder) =>
        block.Expression?.Is(holder) == true || block.Declaration?.Variables.Any(variable => variable.Identifier.Is(holder)) == true;
}
