using System.Collections.Generic;
using System.Linq;
using LeakLint.CodeFixes.Editing;
using LeakLint.Descriptors;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LeakLint.CodeFixes.Ownership;

/// <summary>Puts what follows the acquisition into a try, and the release into its finally.</summary>
internal sealed class TryFinallyFix : Repair
{
    public override string Title(Finding finding) => $"Release '{finding.Holder}' in a finally block";

    public override IEnumerable<SourceEdit> Propose(RepairContext context)
    {
        if (context.Finding.Holder is not { } holder || context.Node.FindStatement() is not { } statement)
            yield break;

        var list = StatementList.Find(statement);
        var isNullable = context.Finding.IsNullable;
        if (!ReleaseCode.IsOfHolder(context) && Holders.FindDeclarator(holder, statement)?.Parent?.Parent is LocalDeclarationStatementSyntax declaration && StatementList.Find(declaration) is { } outer && outer.Owner != list?.Owner)
        {
            // Acquired further in: the local may still be empty where it is released.
            list = outer;
            isNullable = true;
        }

        if (list is null)
            yield break;
        var releasing = list.Rest.ToList().FindIndex(next => next is TryStatementSyntax { Finally.Block: var last } && last.DescendantNodes().OfType<StatementSyntax>().Any(inner => inner.IsReleaseOf(holder)));
        if (releasing >= 0)
        {
            // It is released in a finally that begins too late.
            var edit = context.CreateEdit();
            if (releasing > 0 && !isNullable && context.CreateWriter(edit).TryMoveInto(list.Statement.GetLastToken(), [.. list.Rest.Take(releasing)], (TryStatementSyntax)list.Rest[releasing]))
                yield return edit;
            yield break;
        }

        var old = new OldReleases(context, list);
        var end = old.FindEnd(list);
        if (end is not null && Wrap(context, list, old, end, isNullable) is { } bounded)
            yield return bounded;
        if (context.Finding.ReleaseCall is not null && old.HasEarly)
        {
            // To give a lease back twice is worse than never: the early return goes, where what comes after it does not hold anything up.
            if (end is not null && !ReleaseCode.IsOfHolder(context) && Wrap(context, list, old, null, isNullable) is { } moved)
            {
                moved.Delete(end.Span);
                yield return moved;
            }

            yield break;
        }

        if (Wrap(context, list, old, null, isNullable) is { } whole)
            yield return whole;
        if (!isNullable && !ReleaseCode.IsOfHolder(context) && Wrap(context, list, old, null, isNullable: true) is { } careful)
            yield return careful;
    }

    private static SourceEdit? Wrap(RepairContext context, StatementList list, OldReleases old, StatementSyntax? end, bool isNullable)
    {
        var edit = context.CreateEdit();
        var writer = context.CreateWriter(edit);
        // On the way to a finally it may have ended by itself.
        var release = context.Finding.Release == Releases.KillAndDispose && !isNullable
            ? [.. ReleaseCode.EndProcess(context, context.Finding.Holder!, context.Function.Awaits), "", $"{context.Finding.Holder}.Dispose();"]
            : ReleaseCode.Write(context, isNullable);
        if (!context.TryMakeAsync(context.Function, edit, context.Finding.IsAsync))
            return null;
        var rest = end is null ? list.Rest : [.. list.Rest.TakeWhile(next => next != end)];
        if (rest.Count == 0)
        {
            if (end is not null)
                return null;
            writer.InsertAfter(list.Statement, release);
            return edit;
        }

        if (!writer.TryGuard(list.Statement.GetLastToken(), rest, release))
            return null;
        old.Remove(context.Root, edit);
        if (end is not null)
            edit.DeleteAfterBlock(end.Span);
        return edit;
    }
}
