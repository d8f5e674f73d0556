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
    internal sealed class Result(Document document, ImmutableArray<TextChange> changes, string? title)
    {
        public Document Document { get; } = document;

        public ImmutableArray<TextChange> Changes { get; } = changes;

        /// <summary>What was done, where it differs from what the repair is called.</summary>
        public string? Title { get; } = title;
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
            if (FreeNames.FindMember(context.Node).ContainsDiagnostics || Mocks.AreIn(context))
                return null;
            foreach (var edit in repair.Propose(context))
            {
                var changes = edit.Complete();
                if (changes.IsEmpty)
                    continue;
                var repaired = document.WithText(text.WithChanges(changes));
                if (await repaired.GetSemanticModelAsync(cancel).ConfigureAwait(false) is not { } after || !BuildsAsBefore(model, after, changes, cancel))
                    continue;
                if (await UsersBuildAsync(document, repaired, edit.Affected, cancel).ConfigureAwait(false))
                    return new(repaired, changes, edit.Title);
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
        return HasNoMore(now, old);
    }

    // Who uses a member whose declaration has changed may be anywhere: in this file, in this project, or in one that builds on it.
    private static async Task<bool> UsersBuildAsync(Document before, Document after, IReadOnlyCollection<string> names, CancellationToken cancel)
    {
        if (names.Count == 0)
            return true;
        var solution = after.Project.Solution;
        var projects = solution.GetProjectDependencyGraph().GetProjectsThatTransitivelyDependOnThisProject(after.Project.Id).Prepend(after.Project.Id);
        foreach (var document in projects.SelectMany(id => solution.GetProject(id)?.Documents ?? []))
        {
            var text = (await document.GetTextAsync(cancel).ConfigureAwait(false)).ToString();
            if (!names.Any(name => text.Contains(name)) || before.Project.Solution.GetDocument(document.Id) is not { } original)
                continue;
            if (!HasNoMore(await ProblemsAsync(document, cancel).ConfigureAwait(false), await ProblemsAsync(original, cancel).ConfigureAwait(false)))
                return false;
        }

        return true;
    }

    private static async Task<List<string>> ProblemsAsync(Document document, CancellationToken cancel) =>
        await document.GetSemanticModelAsync(cancel).ConfigureAwait(false) is { } model ? Ids(model.GetDiagnostics(cancellationToken: cancel)) : [];

    private static List<string> Problems(SemanticModel model, TextSpan changed, CancellationToken cancel)
    {
        var root = model.SyntaxTree.GetRoot(cancel);
        var member = FreeNames.FindMember(root.FindNode(changed));
        return Ids(model.GetDiagnostics(member.FullSpan, cancel));
    }

    private static List<string> Ids(ImmutableArray<Diagnostic> diagnostics) =>
        [.. diagnostics.Where(diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning).Select(diagnostic => diagnostic.Id)];

    private static bool HasNoMore(List<string> now, List<string> old) => now.GroupBy(id => id).All(group => group.Count() <= old.Count(id => id == group.Key));
}
