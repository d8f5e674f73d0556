using System.Collections.Generic;
using LeakLint.CodeFixes.Editing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace LeakLint.CodeFixes.Ownership;

/// <summary>Awaits a release whose task was dropped.</summary>
internal sealed class AwaitFix : Repair
{
    public override string Title(Finding finding) => finding.Holder is { } holder ? $"Await the release of '{holder}'" : "Await the release";

    public override IEnumerable<SourceEdit> Propose(RepairContext context)
    {
        var function = context.Function;
        var statement = context.Node.FindStatement() as ExpressionStatementSyntax;
        var whole = statement?.Expression ?? (function.Expression is { } body && body.Contains(context.Node) ? body : null);
        if (whole is null)
            yield break;
        var task = whole is AssignmentExpressionSyntax { Left: IdentifierNameSyntax { Identifier.Text: "_" } } discard ? discard.Right : whole;
        var edit = context.CreateEdit();
        if (!context.TryMakeAsync(function, edit, awaits: true))
            yield break;

        if (task is not ConditionalAccessExpressionSyntax access)
        {
            edit.Replace(TextSpan.FromBounds(whole.SpanStart, task.SpanStart), "await ");
            yield return edit;
        }
        else if (Guard(context, access) is { } lines)
        {
            if (statement is null)
                yield break;
            context.CreateWriter(edit).Replace(statement, lines);
            yield return edit;
        }
    }

    /// <summary>The lines for <c>x?.DisposeAsync()</c>, which has no task to await where x is null; null when they cannot be written.</summary>
    public static IReadOnlyList<string>? Guard(RepairContext context, ConditionalAccessExpressionSyntax access, string? call = null)
    {
        var receiver = access.Expression.ToString();
        call ??= access.WhenNotNull.ToString();
        if (access.Expression is IdentifierNameSyntax or MemberAccessExpressionSyntax { Expression: ThisExpressionSyntax })
            return [.. context.Layout.WriteBlock($"if ({ReleaseCode.NotNull(context, receiver)})", $"await {receiver}{call};")];
        if (!context.Speaks(LanguageVersion.CSharp8))
            return null;
        var name = FreeNames.Find(access, context.Finding.SuggestedName);
        return [.. context.Layout.WriteBlock($"if ({receiver} is {{ }} {name})", $"await {name}{call};")];
    }
}
