using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LeakLint.Lifetimes;

/// <summary>Who puts into a queue and who takes out, as the type that holds it tells. Asked for the few queues without a limit, from syntax alone.</summary>
internal sealed class QueueTraffic
{
    private readonly List<(SyntaxNode Node, string Member)> _feeds = [];

    private QueueTraffic()
    {
    }

    /// <summary>Where the running program adds, in the order of the text, with the names of the members that do.</summary>
    public IReadOnlyList<(SyntaxNode Node, string Member)> Feeds => _feeds;

    /// <summary>Whether other code gets the writer, or the queue itself.</summary>
    public bool IsOpenToOthers { get; private set; }

    /// <summary>Whether the size is compared with a limit, so that somebody holds back or drops.</summary>
    public bool IsBounded { get; private set; }

    /// <summary>Whether somebody looks at what is next without taking it: then the entries wait for their time, not for a consumer.</summary>
    public bool IsSchedule { get; private set; }

    /// <summary>Whether a loop somewhere else than the feeds empties it.</summary>
    public bool HasConsumer { get; private set; }

    public static QueueTraffic Of(ISymbol holder)
    {
        var traffic = new QueueTraffic();
        foreach (var declaration in holder.ContainingType.DeclaringSyntaxReferences)
        {
            foreach (var node in declaration.GetSyntax().DescendantNodes())
            {
                if (node is IdentifierNameSyntax name && name.Identifier.Text == holder.Name)
                    traffic.Note(name.Parent is MemberAccessExpressionSyntax access && access.Name == name ? access : name);
            }
        }

        return traffic;
    }

    private void Note(ExpressionSyntax queue)
    {
        if (MemberOf(queue) is not { } member)
            return;
        var access = AccessTo(queue);
        switch (access?.Name.Identifier.Text)
        {
            case "Writer":
                NoteFeed(access, member);
                break;
            case "Reader" when AccessTo(access) is { Name.Identifier.Text: "Count" } count:
                IsBounded |= IsLimit(count);
                break;
            case "Count":
                IsBounded |= IsLimit(access);
                break;
            case "Add" or "TryAdd" or "Enqueue" or "TryWrite" or "WriteAsync":
                NoteFeed(access, member);
                break;
            case "TryDequeue" or "TryTake" or "Take" or "GetConsumingEnumerable":
                HasConsumer |= access.Ancestors().Any(outer => outer is WhileStatementSyntax or DoStatementSyntax or ForEachStatementSyntax) && access.Ancestors().TakeWhile(outer => outer != member).Any(IsAsynchronous) | IsAsynchronous(member);
                break;
            case "TryPeek" or "Peek":
                IsSchedule = true;
                break;
            case null when queue.Parent is ArgumentSyntax or ReturnStatementSyntax or ArrowExpressionClauseSyntax:
                IsOpenToOthers = true;
                break;
        }
    }

    private void NoteFeed(MemberAccessExpressionSyntax access, MemberDeclarationSyntax member)
    {
        var name = member switch
        {
            MethodDeclarationSyntax method => method.Identifier.Text,
            PropertyDeclarationSyntax property => property.Identifier.Text,
            _ => null,
        };
        // Only the end of the traffic.
        if (access.Parent is MemberAccessExpressionSyntax { Name.Identifier.Text: "Complete" or "TryComplete" })
            return;
        if (name is null ? access.Ancestors().OfType<AnonymousFunctionExpressionSyntax>().Any() : !GrowthSite.IsStartUpName(name))
            _feeds.Add((access, name ?? "a handler"));
    }

    private static MemberDeclarationSyntax? MemberOf(SyntaxNode node) => node.FirstAncestorOrSelf<MemberDeclarationSyntax>() is { } member and not FieldDeclarationSyntax ? member : null;

    private static MemberAccessExpressionSyntax? AccessTo(ExpressionSyntax expression)
    {
        SyntaxNode inner = expression;
        while (inner.Parent is ParenthesizedExpressionSyntax or PostfixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.SuppressNullableWarningExpression })
            inner = inner.Parent;
        return inner.Parent is MemberAccessExpressionSyntax access && access.Expression == inner ? access : null;
    }

    private static bool IsAsynchronous(SyntaxNode node) => node switch
    {
        MethodDeclarationSyntax method => method.Modifiers.Any(SyntaxKind.AsyncKeyword) || method.Identifier.Text == "ExecuteAsync" || method.Identifier.Text.EndsWith("Loop", StringComparison.Ordinal),
        AnonymousFunctionExpressionSyntax => true,
        LocalFunctionStatementSyntax => true,
        _ => false,
    };

    private static bool IsLimit(ExpressionSyntax count)
    {
        SyntaxNode value = count;
        while (value.Parent is ParenthesizedExpressionSyntax or BinaryExpressionSyntax { RawKind: (int)SyntaxKind.AddExpression or (int)SyntaxKind.SubtractExpression })
            value = value.Parent;
        return value.Parent switch
        {
            BinaryExpressionSyntax binary => (binary.Left == value ? binary.Right : binary.Left).ToString() is not ("0" or "0L"),
            IsPatternExpressionSyntax or SwitchExpressionSyntax or EqualsValueClauseSyntax => true,
            _ => false,
        };
    }
}
