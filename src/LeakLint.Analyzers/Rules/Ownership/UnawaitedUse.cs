using System;
using System.Linq;
using LeakLint.Ownership;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LeakLint.Rules.Ownership;

/// <summary>Work on a resource that is started and left to itself, so that it may go on after the block that started it.</summary>
internal static class UnawaitedUse
{
    /// <summary>Whether the block that holds the resource starts such work with it.</summary>
    public static bool Exists(Site site) =>
        site.Holder is ILocalSymbol { Name: var holder } && site.Syntax.FirstAncestorOrSelf<BlockSyntax>() is { } block
        && block.DescendantNodes().OfType<ExpressionStatementSyntax>().Any(statement => Starts(statement.Expression) is { } work && Names(work, holder));

    /// <summary>The call of which the statement drops the task, going by syntax and names.</summary>
    private static InvocationExpressionSyntax? Starts(ExpressionSyntax expression) => expression switch
    {
        AssignmentExpressionSyntax { RawKind: (int)SyntaxKind.SimpleAssignmentExpression, Left: IdentifierNameSyntax { Identifier.ValueText: "_" }, Right: InvocationExpressionSyntax dropped } => IsTask(dropped) ? dropped : null,
        InvocationExpressionSyntax call => IsTask(call) ? call : GivenTo(call),
        _ => null,
    };

    /// <summary>The call whose task somebody else gets, to wait for it later: <c>tracker.Track(ServeAsync(client))</c>.</summary>
    private static InvocationExpressionSyntax? GivenTo(InvocationExpressionSyntax call) =>
        call.ArgumentList.Arguments.Select(argument => argument.Expression switch
        {
            LambdaExpressionSyntax { ExpressionBody: InvocationExpressionSyntax work } => work,
            var given => given as InvocationExpressionSyntax,
        }).FirstOrDefault(work => work is not null && IsTask(work));

    private static bool IsTask(InvocationExpressionSyntax call) =>
        call.Expression switch
        {
            MemberAccessExpressionSyntax { Expression: IdentifierNameSyntax { Identifier.ValueText: "Task" }, Name.Identifier.ValueText: "Run" } => true,
            MemberAccessExpressionSyntax { Name.Identifier.ValueText: var name } => name == "StartNew" || IsAsync(name),
            SimpleNameSyntax { Identifier.ValueText: var name } => IsAsync(name),
            _ => false,
        };

    private static bool IsAsync(string name) => name.EndsWith("Async", StringComparison.Ordinal);

    private static bool Names(SyntaxNode work, string holder) =>
        work.DescendantNodes().OfType<IdentifierNameSyntax>().Any(name => name.Identifier.ValueText == holder);
}
