using System.Collections.Generic;
using System.Linq;
using LeakLint.CodeFixes.Editing;
using LeakLint.Descriptors;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LeakLint.CodeFixes.Ownership;

/// <summary>How a release is written, and how one is recognised.</summary>
internal static class ReleaseCode
{
    /// <summary>The lines that release what a local or field holds.</summary>
    public static IReadOnlyList<string> Write(RepairContext context, bool isNullable)
    {
        var holder = context.Finding.Holder!;
        var access = isNullable ? holder + "?" : holder;
        return context.Finding.Release switch
        {
            Releases.Call when isNullable && !IsOfHolder(context) => [.. context.Layout.WriteBlock($"if ({NotNull(context, holder)})", context.Finding.ReleaseCall + ";")],
            Releases.Call => [context.Finding.ReleaseCall + ";"],
            Releases.DisposeAsync when isNullable => [.. context.Layout.WriteBlock($"if ({NotNull(context, holder)})", $"await {holder}.DisposeAsync();")],
            Releases.DisposeAsync => [$"await {holder}.DisposeAsync();"],
            Releases.KillAndDispose => [$"{access}.Kill(entireProcessTree: true);", $"{access}.Dispose();"],
            _ => [$"{access}.Dispose();"],
        };
    }

    /// <summary>The lines that end a process that may still run, with its descendants.</summary>
    public static IReadOnlyList<string> EndProcess(RepairContext context, string holder, bool isAsync)
    {
        var running = context.Speaks(LanguageVersion.CSharp8) ? $"{holder} is {{ HasExited: false }}" : $"{holder} != null && !{holder}.HasExited";
        var wait = isAsync ? $"await {holder}.WaitForExitAsync();" : $"{holder}.WaitForExit();";
        return [.. context.Layout.WriteBlock($"if ({running})", $"{holder}.Kill(entireProcessTree: true);", wait)];
    }

    public static string NotNull(RepairContext context, string holder) =>
        holder + (context.Speaks(LanguageVersion.CSharp9) ? " is not null" : " != null");

    /// <summary>The words before a using.</summary>
    public static string Using(RepairContext context) => context.Finding.IsAsync ? "await using " : "using ";

    /// <summary>Whether a statement does nothing but release this resource.</summary>
    public static bool IsReleaseOf(this StatementSyntax statement, string holder) =>
        statement is ExpressionStatementSyntax { Expression: var expression } && FindReleased(expression)?.Is(holder) == true;

    /// <summary>What an expression releases; null when it is not a release.</summary>
    public static ExpressionSyntax? FindReleased(ExpressionSyntax expression) => expression switch
    {
        AwaitExpressionSyntax wait => FindReleased(wait.Expression),
        AssignmentExpressionSyntax { Left: IdentifierNameSyntax { Identifier.Text: "_" }, Right: var dropped } => FindReleased(dropped),
        ParenthesizedExpressionSyntax inner => FindReleased(inner.Expression),
        ConditionalAccessExpressionSyntax { WhenNotNull: InvocationExpressionSyntax { ArgumentList.Arguments.Count: 0, Expression: MemberBindingExpressionSyntax binding } } access
            when IsReleaseName(binding.Name) => access.Expression,
        InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.Text: "ConfigureAwait" or "AsTask" } chained } => FindReleased(chained.Expression),
        InvocationExpressionSyntax { ArgumentList.Arguments: { Count: 1 or 2 } arguments, Expression: MemberAccessExpressionSyntax { Name.Identifier.Text: "Return" } } => arguments[0].Expression,
        InvocationExpressionSyntax { ArgumentList.Arguments.Count: 0, Expression: MemberAccessExpressionSyntax access } when IsReleaseName(access.Name) => WithoutCast(access.Expression),
        _ => null,
    };

    private static bool IsReleaseName(SimpleNameSyntax name) => name.Identifier.Text is "Dispose" or "DisposeAsync" or "Close" or "Release";

    /// <summary>Whether the lease is one of what the holder holds: a semaphore, which is there before and after.</summary>
    public static bool IsOfHolder(RepairContext context) => context.Finding.ReleaseCall?.StartsWith(context.Finding.Holder + ".", System.StringComparison.Ordinal) == true;

    private static ExpressionSyntax WithoutCast(ExpressionSyntax expression) => expression switch
    {
        ParenthesizedExpressionSyntax inner => WithoutCast(inner.Expression),
        CastExpressionSyntax cast => WithoutCast(cast.Expression),
        _ => expression,
    };
}
