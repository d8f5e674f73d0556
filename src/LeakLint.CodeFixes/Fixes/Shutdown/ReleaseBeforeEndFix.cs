using System.Collections.Generic;
using System.Linq;
using LeakLint.CodeFixes.Editing;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LeakLint.CodeFixes.Shutdown;

/// <summary>Releases what is open before the process is ended where it cannot return to its entry point.</summary>
internal sealed class ReleaseBeforeEndFix : Repair
{
    public override string Title(Finding finding) => $"Release '{finding.Holder?.Replace(",", "', '")}' first";

    public override IEnumerable<SourceEdit> Propose(RepairContext context)
    {
        var call = context.Root.FindToken(context.Finding.Span.Start).Parent?.AncestorsAndSelf().OfType<InvocationExpressionSyntax>().FirstOrDefault(node => node.Span == context.Finding.Span);
        if (call?.Parent is not ExpressionStatementSyntax statement || context.Finding.Holder is not { } locals)
            yield break;
        // Each way that compiles is as good: most resources have both.
        foreach (var release in context.Function.Awaits ? new[] { "await {0}.DisposeAsync();", "{0}.Dispose();" } : ["{0}.Dispose();"])
        {
            var edit = context.CreateEdit();
            context.CreateWriter(edit).InsertBefore(statement, [.. locals.Split(',').Select(local => string.Format(release, local))]);
            yield return edit;
        }
    }
}
