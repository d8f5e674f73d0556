using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using LeakLint.CodeFixes.Editing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace LeakLint.CodeFixes;

/// <summary>Applies a repair and makes sure that its result builds as before.</summary>
internal static class Repairing
{
    /// <summary>A repaired document and the changes that were made.</summary>
    internal sealed class Result(Document document, ImmutableArray<TextChange> changes)
    {
        public Document Document { get; } = document;

        public ImmutableArray<TextChange> Changes { get; } = changes;
    }

    /// <summary>The document with the first proposed edit that compiles; null when there is none.</summary>
    public static async Task<Result?> TryApplyAsync(Document document, Finding finding, Repair repair, CancellationToken cancel)
    {
        var model = await document.GetSemanticModelAsync(cancel).ConfigureAwait(false);
        if (model is null)
            return null;
        var text = await document.GetTextAsync(cancel).ConfigureAwait(false);
        try
        {
            var context = new RepairContext(finding, model, text);
            if (FreeNames.FindMember(context.Node).ContainsDiagnostics)
                return null;
            foreach (var edit in repair.Propose(context))
            {
                var changes = edit.Complete();
                if (changes.IsEmpty)
                    continue;
                var repaired = document.WithText(text.WithChanges(changes));
                if (await repaired.GetSemanticModelAsync(cancel).ConfigureAwait(false) is { } after && BuildsAsBefore(model, after, changes, cancel))
                    return new(repaired, changes);
            }
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            // One fix that throws stops "dotnet format" from applying all others: offer none instead.
        }

        return null;
    }

    // Neither new errors nor new warnings in the members that were changed: many builds treat warnings as errors.
    private static bool BuildsAsBefore(SemanticModel before, SemanticModel after, ImmutableArray<TextChange> changes, CancellationToken cancel)
    {
        var (first, last) = (changes[0], changes[changes.Length - 1]);
        var growth = changes.Sum(change => (change.NewText?.Length ?? 0) - change.Span.Length);
        var old = Problems(before, TextSpan.FromBounds(first.Span.Start, last.Span.End), cancel);
        var now = Problems(after, TextSpan.FromBounds(first.Span.Start, last.Span.End + growth), cancel);
        return now.GroupBy(id => id).All(group => group.Count() <= old.Count(id => id == group.Key));
    }

    private static List<string> Problems(SemanticModel model, TextSpan changed, CancellationToken cancel)
    {
        var root = model.SyntaxTree.GetRoot(cancel);
        var member = FreeNames.FindMember(root.FindNode(changed));
        return [.. model.GetDiagnostics(member.FullSpan, cancel).Where(diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning).Select(diagnostic => diagnostic.Id)];
    }
}
