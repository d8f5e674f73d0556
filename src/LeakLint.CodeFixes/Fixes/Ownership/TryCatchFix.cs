using System.Collections.Generic;
using System.Linq;
using LeakLint.CodeFixes.Editing;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LeakLint.CodeFixes.Ownership;

/// <summary>Puts what may fail before a resource is handed over into a try, and the release into a catch that throws on.</summary>
internal sealed class TryCatchFix : Repair
{
    public override string Title(Finding finding) => $"Release '{finding.Holder}' when that fails";

    public override IEnumerable<SourceEdit> Propose(RepairContext context)
    {
        if (context.Finding.Holder is not { } holder || context.Finding.Exits.IsEmpty || context.Node.FindStatement() is not { } statement || StatementList.Find(statement) is not { } list)
            yield break;
        var last = list.Rest.ToList().FindLastIndex(next => context.Finding.Exits.Any(exit => next.Span.Contains(exit)));
        if (last < 0)
            yield break;
        // As little as possible; more, where a local is declared in it that is used later, up to what hands the resource over.
        for (var count = last + 1; count <= list.Rest.Count; count++)
        {
            if (count > last + 1 && list.Rest[count - 1] is not ReturnStatementSyntax && list.Rest[count - 1].Mentions(holder))
                yield break;
            if (Wrap(context, list, [.. list.Rest.Take(count)]) is { } edit)
                yield return edit;
        }
    }

    /// <summary>The same for all that follows up to the statement that hands the resource over, where nothing before it could.</summary>
    public static IEnumerable<SourceEdit> ProposeUpToHandOver(RepairContext context, string holder)
    {
        if (context.Node.FindStatement() is not { } statement || StatementList.Find(statement) is not { } list)
            yield break;
        var guarded = list.Rest.TakeWhile(next => Holders.IsKept(holder, next)).ToList();
        while (guarded.Count > 0 && guarded[guarded.Count - 1] is LocalDeclarationStatementSyntax)
            guarded.RemoveAt(guarded.Count - 1);
        if (guarded.Count > 0 && !guarded.Any(next => next.DescendantNodesAndSelf().Any(node => node is ReturnStatementSyntax or ContinueStatementSyntax or BreakStatementSyntax or GotoStatementSyntax)) && Wrap(context, list, guarded) is { } edit)
            yield return edit;
    }

    private static SourceEdit? Wrap(RepairContext context, StatementList list, IReadOnlyList<StatementSyntax> guarded)
    {
        var edit = context.CreateEdit();
        var release = ReleaseCode.Write(context, isNullable: false);
        if (!context.TryMakeAsync(context.Function, edit, context.Finding.IsAsync))
            return null;
        return context.CreateWriter(edit).TryWrap(list.Statement.GetLastToken(), guarded, "try", "catch", [.. release, "throw;"]) ? edit : null;
    }
}
