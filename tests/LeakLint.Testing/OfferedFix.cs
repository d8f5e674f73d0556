using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;

namespace LeakLint.Testing;

/// <summary>An action that a fix offers for a report.</summary>
internal sealed record OfferedFix(Diagnostic Finding, CodeFixProvider Provider, CodeAction Action)
{
    /// <summary>Finds the action to take: the first one, or the one that the fixture names; null when none is offered.</summary>
    public static async Task<OfferedFix?> FindAsync(Document document, Diagnostic finding, Fixture fixture, ImmutableArray<CodeFixProvider> providers)
    {
        var title = await FindTitleAsync(document, finding, fixture);
        foreach (var provider in providers.Where(provider => provider.FixableDiagnosticIds.Contains(finding.Id)))
        {
            var actions = new List<CodeAction>();
            await provider.RegisterCodeFixesAsync(new CodeFixContext(document, finding, (action, _) => actions.Add(action), CancellationToken.None));
            if (actions.Find(action => title is null || action.Title == title) is { } chosen)
                return new OfferedFix(finding, provider, chosen);
        }

        return null;
    }

    /// <summary>The document after this action.</summary>
    public Task<Document> ApplyAsync(Document document) => ApplyAsync(Action, document);

    /// <summary>The document after an action that may change this document only.</summary>
    public static async Task<Document> ApplyAsync(CodeAction action, Document document)
    {
        var operations = await action.GetOperationsAsync(CancellationToken.None);
        var applied = operations.OfType<ApplyChangesOperation>().Single().ChangedSolution;
        return applied.GetDocument(document.Id) ?? throw new InvalidOperationException($"'{action.Title}' removed the document.");
    }

    // Lines move while fixes are applied, so a chosen title is bound to what its line says.
    private static async Task<string?> FindTitleAsync(Document document, Diagnostic finding, Fixture fixture)
    {
        if (fixture.ChosenFixes.IsEmpty)
            return null;
        var text = await document.GetTextAsync();
        var line = text.Lines.GetLineFromPosition(finding.Location.SourceSpan.Start).ToString().Trim();
        return fixture.ChosenFixes.FirstOrDefault(chosen => chosen.LineText == line)?.Title;
    }
}
