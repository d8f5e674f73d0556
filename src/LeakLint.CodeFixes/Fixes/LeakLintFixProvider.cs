using System.Threading;
using System.Threading.Tasks;
using LeakLint.Descriptors;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;

namespace LeakLint.CodeFixes;

/// <summary>The base of all fixes: the diagnostic's hint chooses the repair, and it is offered only when its result compiles.</summary>
public abstract class LeakLintFixProvider : CodeFixProvider
{
    /// <summary>What fixing all occurrences does, in the imperative.</summary>
    internal abstract string FixAllTitle { get; }

    /// <inheritdoc/>
    public sealed override FixAllProvider GetFixAllProvider() => new SequentialFixAllProvider(this);

    /// <inheritdoc/>
    public sealed override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        foreach (var diagnostic in context.Diagnostics)
        {
            if (Finding.TryRead(diagnostic) is not { } finding || FindRepair(finding.Repair) is not { } repair)
                continue;
            if (await TryRepairAsync(context.Document, finding, context.CancellationToken).ConfigureAwait(false) is not { } result)
                continue;

            // One key for all repairs of a family: "dotnet format" fixes all findings of a rule with the key of the first, and a
            // finding has never more than one repair of its family to choose from.
            context.RegisterCodeFix(CodeAction.Create(result.Title ?? repair.Title(finding), _ => Task.FromResult(result.Document), GetType().Name), diagnostic);
        }
    }

    /// <summary>The repair that a hint asks for.</summary>
    private protected abstract Repair? FindRepair(string? hint);

    internal async Task<Repairing.Result?> TryRepairAsync(Document document, Finding finding, CancellationToken cancel) =>
        FindRepair(finding.Repair) is { } repair ? await Repairing.TryApplyAsync(document, finding, repair, cancel).ConfigureAwait(false) : null;
}
