using Microsoft.CodeAnalysis;

namespace LeakLint.Testing;

/// <summary>What must hold after fixing: both ways agree, the text compiles without new warnings, all that could be fixed is gone, and nothing is new.</summary>
internal static class FixCheck
{
    /// <summary>Fixes the document and adds what is wrong to <paramref name="failures"/>.</summary>
    /// <returns>The fixed text; null when nothing could be fixed.</returns>
    public static async Task<string?> RunAsync(Fixture fixture, Product product, Document document, Analysis before, List<string> failures)
    {
        var run = new FixRun(fixture, product);
        var unfixable = new List<Diagnostic>();
        foreach (var finding in before.Findings)
        {
            if (await run.FindFixAsync(document, finding) is null)
                unfixable.Add(finding);
        }

        if (unfixable.Count == before.Findings.Length)
            return null;

        var oneByOne = await run.ApplyOneByOneAsync(document);
        var fixedText = (await oneByOne.GetTextAsync()).ToString();
        await CheckFixedAsync(run, document, oneByOne, unfixable, failures);
        await CheckBulkAsync(run, document, fixedText, failures);
        var again = await run.ApplyAllAsync(oneByOne);
        if (TextDifference.Describe("fixed", fixedText, "again", (await again.GetTextAsync()).ToString()) is { } difference)
            failures.Add($"fixing again changes the fixed text:\n{difference}");
        return fixedText;
    }

    private static async Task CheckBulkAsync(FixRun run, Document document, string fixedText, List<string> failures)
    {
        var bulk = (await (await run.ApplyAllAsync(document)).GetTextAsync()).ToString();
        if (TextDifference.Describe("one", fixedText, "all", bulk) is { } difference)
            failures.Add($"fixing one by one and fixing all (one pass for each rule) differ:\n{difference}");
    }

    private static async Task CheckFixedAsync(FixRun run, Document before, Document after, List<Diagnostic> unfixable, List<string> failures)
    {
        foreach (var diagnostic in await FindNewCompilerDiagnosticsAsync(before, after))
            failures.Add($"the fixed text has a new compiler diagnostic: {diagnostic}\n{await NumberedTextAsync(after)}");

        var analysis = await run.AnalyzeAsync(after);
        failures.AddRange(analysis.Crashes.Select(crash => $"an analyzer crashed on the fixed text: {crash}"));
        var allowed = unfixable.Select(Identity).ToList();
        foreach (var finding in analysis.Findings.Where(finding => !allowed.Remove(Identity(finding))))
        {
            var fixable = await run.FindFixAsync(after, finding) is not null;
            failures.Add($"the fixed text still has, or has a new, {(fixable ? "fixable" : "unfixable")} report: {finding}\n{await NumberedTextAsync(after)}");
        }
    }

    // Warnings count too: users build with warnings as errors.
    private static async Task<IEnumerable<Diagnostic>> FindNewCompilerDiagnosticsAsync(Document before, Document after)
    {
        var known = (await FindVisibleAsync(before)).Select(diagnostic => diagnostic.Id).ToList();
        return (await FindVisibleAsync(after)).Where(diagnostic => !known.Remove(diagnostic.Id)).ToList();
    }

    private static async Task<IEnumerable<Diagnostic>> FindVisibleAsync(Document document) =>
        (await TestProject.CompileAsync(document.Project)).GetDiagnostics().Where(diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning);

    private static (string Id, string Code) Identity(Diagnostic finding) =>
        (finding.Id, finding.Location.SourceTree!.GetText().ToString(finding.Location.SourceSpan));

    private static async Task<string> NumberedTextAsync(Document document) =>
        string.Join('\n', (await document.GetTextAsync()).Lines.Select(line => $"    {line.LineNumber + 1,4}| {line}"));
}
