using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;

namespace LeakLint.Testing;

/// <summary>Applies all fixes of a product to a fixture, in the two ways that users have.</summary>
internal sealed class FixRun(Fixture fixture, Product product)
{
    /// <summary>Fixes the first report that has a fix, looks again, and so on: a person with a light bulb.</summary>
    /// <exception cref="InvalidOperationException">The fixes come to no end.</exception>
    public async Task<Document> ApplyOneByOneAsync(Document document)
    {
        var findings = (await AnalyzeAsync(document)).Findings;
        var limit = (findings.Length * 3) + 5;
        for (var step = 0; step < limit; step++)
        {
            if (await ApplyFirstAsync(document, findings) is not { } changed)
                return document;
            document = changed;
            findings = (await AnalyzeAsync(document)).Findings;
        }

        throw new InvalidOperationException($"after {limit} fixes one by one there is still something to fix:\n{await document.GetTextAsync()}");
    }

    /// <summary>Fixes all reports of one rule at once, rule by rule: "dotnet format analyzers", which makes one pass.</summary>
    public async Task<Document> ApplyAllAsync(Document document)
    {
        foreach (var id in (await AnalyzeAsync(document)).Findings.Select(finding => finding.Id).Distinct().Order(StringComparer.Ordinal))
        {
            foreach (var provider in product.Fixes.Where(provider => provider.FixableDiagnosticIds.Contains(id)))
                document = await ApplyAllAsync(document, id, provider);
        }

        return document;
    }

    /// <summary>Runs the analyzers over the document's project.</summary>
    public Task<Analysis> AnalyzeAsync(Document document) => Analysis.RunAsync(document.Project, product.Analyzers);

    /// <summary>The fix for a report, if one is offered.</summary>
    public Task<OfferedFix?> FindFixAsync(Document document, Diagnostic finding) =>
        OfferedFix.FindAsync(document, finding, fixture, product.Fixes);

    private async Task<Document?> ApplyFirstAsync(Document document, ImmutableArray<Diagnostic> findings)
    {
        var text = await document.GetTextAsync();
        foreach (var finding in findings)
        {
            if (await FindFixAsync(document, finding) is not { } fix)
                continue;
            var changed = await fix.ApplyAsync(document);
            if (!(await changed.GetTextAsync()).ContentEquals(text))
                return changed;
        }

        return null;
    }

    private async Task<Document> ApplyAllAsync(Document document, string id, CodeFixProvider provider)
    {
        var fixAll = provider.GetFixAllProvider()
            ?? throw new InvalidOperationException($"{provider.GetType().Name} has no fix-all, so it does not work in bulk.");
        foreach (var key in await FindKeysAsync(document, id, provider))
        {
            var source = new Findings(this, document);
            var context = new FixAllContext(document, provider, FixAllScope.Document, key, [id], source, CancellationToken.None);
            if (await fixAll.GetFixAsync(context) is { } action)
                document = await OfferedFix.ApplyAsync(action, document);
        }

        return document;
    }

    // The command line knows one key for each rule: that of the first report. Only titles chosen in the fixture add others.
    private async Task<IReadOnlyList<string?>> FindKeysAsync(Document document, string id, CodeFixProvider provider)
    {
        var keys = new List<string?>();
        foreach (var finding in (await AnalyzeAsync(document)).Findings.Where(finding => finding.Id == id))
        {
            var fix = await FindFixAsync(document, finding);
            keys.Add(fix?.Provider == provider ? fix.Action.EquivalenceKey : null);
        }

        return fixture.ChosenFixes.IsEmpty ? [.. keys.Take(1)] : [.. keys.Distinct().Where(key => key is not null)];
    }

    private sealed class Findings(FixRun run, Document analyzed) : FixAllContext.DiagnosticProvider
    {
        private readonly Lazy<Task<Analysis>> _analysis = new(() => run.AnalyzeAsync(analyzed));

        public override async Task<IEnumerable<Diagnostic>> GetAllDiagnosticsAsync(Project project, CancellationToken cancellationToken) =>
            (await _analysis.Value).Findings;

        public override async Task<IEnumerable<Diagnostic>> GetDocumentDiagnosticsAsync(Document document, CancellationToken cancellationToken) =>
            (await _analysis.Value).Findings.Where(finding => finding.Location.SourceTree?.FilePath == document.FilePath);

        public override Task<IEnumerable<Diagnostic>> GetProjectDiagnosticsAsync(Project project, CancellationToken cancellationToken) =>
            Task.FromResult<IEnumerable<Diagnostic>>([]);
    }
}
