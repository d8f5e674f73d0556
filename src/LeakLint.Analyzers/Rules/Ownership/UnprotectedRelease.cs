using System;
using System.Linq;
using LeakLint.Ownership;
using LeakLint.Symbols;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LeakLint.Rules.Ownership;

/// <summary>
/// A resource that is opened, used and closed in one block, one statement after the other: whatever fails in between leaves it open, and a <c>using</c> would
/// cost nothing. Syntax tells, so it is asked only of what the analysis has found released.
/// </summary>
internal static class UnprotectedRelease
{
    /// <summary>Whether the resource is of a kind that is worth a word even where a failure is unlikely: a file or connection, or what a library made that holds something of the system.</summary>
    private static bool Matters(Site site) =>
        site.Tier == ResourceTier.Strong || (site.Tier == ResourceTier.Normal && !site.Type.HasSource() && site.Type.TypeKind == TypeKind.Class);

    /// <summary>The first operation between the acquisition and its release that may fail; null when there is none, or when this is not the pattern.</summary>
    public static SyntaxNode? FindRisk(Site site)
    {
        if (site.ReleasedAt.Count == 0 || site.HandedOver || site.Returned || !Matters(site) || site.Holder is not ILocalSymbol { Name: var name }
            || !IsMadeHere(site) || site.Syntax.FirstAncestorOrSelf<StatementSyntax>() is not { Parent: BlockSyntax block } made)
            return null;
        // To read, or to write, what is open already fails so rarely that hardly anybody would change it for that; of what is awaited the analysis tells.
        var user = IsAtHand(site.Type) ? name : null;
        foreach (var release in site.ReleasedAt)
        {
            if (release.FirstAncestorOrSelf<SyntaxNode>(node => node is FinallyClauseSyntax or CatchClauseSyntax or UsingStatementSyntax or AnonymousFunctionExpressionSyntax) is { } clause && block.Span.Contains(clause.Span))
                return null;
        }

        var index = block.Statements.IndexOf(made);
        for (var i = index + 1; i < block.Statements.Count; i++)
        {
            if (Releases(block.Statements[i], name))
                return FindRisk(block, index + 1, i, user);
        }

        return null;
    }

    /// <summary>Whether it is certain that this makes something new: of other calls only their bodies tell, and nobody has looked into those of what is released anyway.</summary>
    private static bool IsMadeHere(Site site) => site.Kind == SiteKind.Creation || (site.Kind == SiteKind.Call && site.Source?.HasSource() == false);

    private static bool Releases(StatementSyntax statement, string name) =>
        statement is ExpressionStatementSyntax { Expression: var expression }
        && (expression is AwaitExpressionSyntax { Expression: var awaited } ? Released(awaited) : Released(expression)) is var (receiver, called)
        && receiver == name && Contracts.IsReleaseName(called)
        // A release that is not awaited is another rule's.
        && (expression is AwaitExpressionSyntax || !called.EndsWith("Async", StringComparison.Ordinal));

    /// <summary>The variable that a call is made on, and the name of what is called: <c>file.Close()</c>, <c>file?.Dispose()</c>, <c>client.DisposeAsync().ConfigureAwait(false)</c>.</summary>
    private static (string Receiver, string Called)? Released(ExpressionSyntax expression) => expression switch
    {
        InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Expression: IdentifierNameSyntax receiver, Name.Identifier.ValueText: var called } } => (receiver.Identifier.ValueText, called),
        InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Expression: var awaited, Name.Identifier.ValueText: "ConfigureAwait" } } => Released(awaited),
        ConditionalAccessExpressionSyntax { Expression: IdentifierNameSyntax receiver, WhenNotNull: InvocationExpressionSyntax { Expression: MemberBindingExpressionSyntax { Name.Identifier.ValueText: var called } } } => (receiver.Identifier.ValueText, called),
        _ => null,
    };

    private static SyntaxNode? FindRisk(BlockSyntax block, int from, int to, string? user)
    {
        for (var i = from; i < to; i++)
        {
            foreach (var node in block.Statements[i].DescendantNodesAndSelf(inner => inner is not (AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax or TryStatementSyntax)))
            {
                if (node is InvocationExpressionSyntax invocation && MayFail(invocation, user))
                    return invocation;
            }
        }

        return null;
    }

    private static bool IsAtHand(ITypeSymbol? type)
    {
        for (; type is not null; type = type.BaseType)
        {
            if (type is { Name: "Stream" or "TextReader" or "TextWriter" or "BinaryReader" or "BinaryWriter", ContainingNamespace.Name: "IO" } or { Name: "Process" }
                || type.AllInterfaces.Any(implemented => implemented.Name == "IAsyncDisposable"))
                return true;
        }

        return false;
    }

    private static bool MayFail(InvocationExpressionSyntax invocation, string? user)
    {
        var (receiver, called) = invocation.Expression switch
        {
            MemberAccessExpressionSyntax access => (access.Expression.ToString(), access.Name.Identifier.ValueText),
            SimpleNameSyntax simple => ("", simple.Identifier.ValueText),
            _ => ("", ""),
        };
        return called is not ("" or "nameof" or "ToString" or "Equals" or "GetHashCode" or "GetType" or "ConfigureAwait" or "Append" or "AppendLine" or "Add" or "Contains" or "ContainsKey" or "TryGetValue" or "Clear")
            && !Contracts.IsReleaseName(called)
            && receiver != user && receiver is not ("Console" or "File" or "Directory" or "Debug" or "Trace" or "Math" or "string" or "String" or "Path" or "Interlocked" or "GC" or "Stopwatch" or "Environment" or "Thread")
            && !receiver.EndsWith("log", StringComparison.OrdinalIgnoreCase) && !receiver.EndsWith("logger", StringComparison.OrdinalIgnoreCase);
    }
}
