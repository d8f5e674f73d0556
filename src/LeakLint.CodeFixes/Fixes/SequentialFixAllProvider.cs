using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;

namespace LeakLint.CodeFixes;

/// <summary>
/// Repairs all findings of a document one after another, each on the result of those before, as a person would. Roslyn's batch
/// fixer applies each to the original instead and drops those that touch the same text.
/// </summary>
internal sealed class SequentialFixAllProvider(LeakLintFixProvider provider) : DocumentBasedFixAllProvider
{
    protected override string GetFixAllTitle(FixAllContext fixAllContext) => provider.FixAllTitle;

    protected override async Task<Document?> FixAllAsync(FixAllContext fixAllContext, Document document, ImmutableArray<Diagnostic> diagnostics)
    {
        var findings = new List<Finding>(diagnostics
            .OrderBy(diagnostic => diagnostic.Location.SourceSpan.Start)
            .ThenBy(diagnostic => diagnostic.Id, System.StringComparer.Ordinal)
            .Select(Finding.TryRead).OfType<Finding>());
        for (var next = 0; next < findings.Count; next++)
        {
            if (await provider.TryRepairAsync(document, findings[next], fixAllContext.CancellationToken).ConfigureAwait(false) is not { } result)
                continue;
            document = result.Document;
            findings = [.. findings.Take(next + 1), .. findings.Skip(next + 1).Select(finding => finding.Follow(result.Changes)).OfType<Finding>()];
        }

        return document;
    }
}
