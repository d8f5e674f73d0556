using System.Collections.Generic;
using System.Linq;
using LeakLint.CodeFixes.Editing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LeakLint.CodeFixes.Growth;

/// <summary>Takes an entry out whatever happens: what follows its addition goes into a try, and its removal into the finally.</summary>
internal sealed class RemoveFinallyFix : Repair
{
    public override string Title(Finding finding) => "Remove the entry in a finally block";

    public override IEnumerable<SourceEdit> Propose(RepairContext context)
    {
        if (context.Node.FindStatement() is not { } addition || StatementList.Find(addition) is not { Rest: { Count: > 0 } rest })
            yield break;
        var removals = context.Finding.OtherReleases.Select(place => context.Root.FindNode(place, getInnermostNodeForTie: true).FindStatement()).OfType<ExpressionStatementSyntax>().Distinct().ToList();
        if (removals.Count != context.Finding.OtherReleases.Length || !removals.TrueForAll(removal => rest.Any(next => next.Contains(removal))))
            yield break;
        if (removals.Count == 0)
        {
            if (WriteRemoval(context) is { } written && Wrap(context, addition, rest, written, []) is { } whole)
                yield return whole;
            yield break;
        }

        // Where the last removal stands beside the addition, what follows it may stay behind the block.
        var text = removals[removals.Count - 1].ToString();
        var end = rest.ToList().FindIndex(next => next == removals[removals.Count - 1]);
        if (end > 0 && Wrap(context, addition, [.. rest.Take(end)], text, removals) is { } bounded)
            yield return bounded;
        if (Wrap(context, addition, rest, text, removals) is { } all)
            yield return all;
    }

    private static SourceEdit? Wrap(RepairContext context, StatementSyntax addition, IReadOnlyList<StatementSyntax> rest, string removal, List<ExpressionStatementSyntax> removals)
    {
        var edit = context.CreateEdit();
        var writer = context.CreateWriter(edit);
        if (removals.Any(old => StatementWriter.IsEmbedded(old)))
            return null;
        if (!writer.TryGuard(addition.GetLastToken(), rest, [removal]))
            return null;
        foreach (var old in removals)
        {
            if (rest.Any(next => next.Contains(old)))
                edit.Delete(old.Span);
            else
                edit.DeleteAfterBlock(old.Span);
        }

        return edit;
    }

    /// <summary>The removal of what an addition adds, by the key that it has.</summary>
    private static string? WriteRemoval(RepairContext context)
    {
        var (collection, key) = context.Node switch
        {
            AssignmentExpressionSyntax { Left: ElementAccessExpressionSyntax { ArgumentList.Arguments: { Count: 1 } arguments } entry } => (entry.Expression, arguments[0].Expression),
            ElementAccessExpressionSyntax { ArgumentList.Arguments: { Count: 1 } arguments } entry => (entry.Expression, arguments[0].Expression),
            InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax access, ArgumentList.Arguments: { Count: > 0 } arguments } => (access.Expression, arguments[0].Expression),
            _ => (null, null),
        };
        if (collection is null || key?.IsInert() != true)
            return null;
        return context.Model.GetTypeInfo(collection).Type is { Name: "ConcurrentDictionary" } ? $"{collection}.TryRemove({key}, out _);" : $"{collection}.Remove({key});";
    }
}
