using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LeakLint.Lifetimes;

/// <summary>Questions about a function that its text alone answers, in this file or another.</summary>
internal static class FunctionSyntax
{
    /// <summary>The block or expression that the function runs.</summary>
    public static SyntaxNode? FindBody(SyntaxNode function) => function switch
    {
        AnonymousFunctionExpressionSyntax lambda => lambda.Body,
        LocalFunctionStatementSyntax local => (SyntaxNode?)local.Body ?? local.ExpressionBody?.Expression,
        BaseMethodDeclarationSyntax method => (SyntaxNode?)method.Body ?? method.ExpressionBody?.Expression,
        _ => null,
    };

    /// <summary>The node and all below it that run with it, so without the bodies of nested functions.</summary>
    public static IEnumerable<SyntaxNode> NodesRunWith(SyntaxNode node) =>
        node.DescendantNodesAndSelf(inner => inner == node || inner is not (AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax));

    /// <summary>The simple name that a call calls.</summary>
    public static string NameOf(InvocationExpressionSyntax call) => call.Expression switch
    {
        MemberAccessExpressionSyntax access => access.Name.Identifier.ValueText,
        MemberBindingExpressionSyntax binding => binding.Name.Identifier.ValueText,
        SimpleNameSyntax name => name.Identifier.ValueText,
        _ => "",
    };

    /// <summary>Whether the author has seen to failures of the function: its work stands in a try that catches everything, or cannot fail.</summary>
    public static bool HandlesFailures(SyntaxNode function) =>
        FindBody(function) is { } body && (IsGuarded(body) || !CanFail(body) || GivesHandledTask(function, body, depth: 2));

    /// <summary>Whether a try around the node, within the other one, catches whatever it throws.</summary>
    public static bool IsHandled(SyntaxNode node, SyntaxNode within) => node.Ancestors().TakeWhile(outer => outer != within).OfType<TryStatementSyntax>()
        .Any(attempt => attempt.Block.Contains(node) && attempt.Catches.Any(CatchesEverything));

    /// <summary>Whether the task that the function gives has a continuation that looks at its failure, also where another function of the type adds that.</summary>
    private static bool GivesHandledTask(SyntaxNode function, SyntaxNode body, int depth)
    {
        if (depth == 0 || function.ChildTokens().Any(token => token.IsKind(SyntaxKind.AsyncKeyword)))
            return false;
        var given = body is ExpressionSyntax value ? [value] : NodesRunWith(body).OfType<ReturnStatementSyntax>().Select(returned => returned.Expression).ToList();
        return given.Count > 0 && given.TrueForAll(task => task is InvocationExpressionSyntax call && (SeesFailure(call) || ForwardsTo(call).Any(callee =>
            FindBody(callee) is { } inner && GivesHandledTask(callee, inner, depth - 1))));
    }

    private static bool SeesFailure(InvocationExpressionSyntax call) => NameOf(call) == "ContinueWith"
        && call.ArgumentList.DescendantNodes().Any(node => node is IdentifierNameSyntax { Identifier.ValueText: "Exception" or "IsFaulted" or "OnlyOnFaulted" });

    private static IEnumerable<MethodDeclarationSyntax> ForwardsTo(InvocationExpressionSyntax call) => call.Expression is SimpleNameSyntax name
        ? call.FirstAncestorOrSelf<TypeDeclarationSyntax>()?.Members.OfType<MethodDeclarationSyntax>().Where(method => method.Identifier.ValueText == name.Identifier.ValueText) ?? []
        : [];

    private static bool IsGuarded(SyntaxNode? statement) => statement switch
    {
        TryStatementSyntax attempt => attempt.Catches.Any(CatchesEverything) || IsGuarded(attempt.Block),
        BlockSyntax block => block.Statements.Any(IsGuarded),
        WhileStatementSyntax loop => IsGuarded(loop.Statement),
        DoStatementSyntax loop => IsGuarded(loop.Statement),
        ForStatementSyntax loop => IsGuarded(loop.Statement),
        CommonForEachStatementSyntax loop => IsGuarded(loop.Statement),
        UsingStatementSyntax scope => IsGuarded(scope.Statement),
        LockStatementSyntax scope => IsGuarded(scope.Statement),
        IfStatementSyntax branch => IsGuarded(branch.Statement),
        _ => false,
    };

    private static bool CatchesEverything(CatchClauseSyntax clause) =>
        clause.Declaration?.Type.ToString() is null or "Exception" or "System.Exception" or "global::System.Exception"
        && !NodesRunWith(clause.Block).Any(node => node is ThrowStatementSyntax or ThrowExpressionSyntax);

    private static bool CanFail(SyntaxNode body) => NodesRunWith(body).Any(node => node switch
    {
        // Dictionary.Remove with a place for the value, which may well be missing.
        InvocationExpressionSyntax { ArgumentList.Arguments: { Count: 2 } arguments } call when NameOf(call) == "Remove" && arguments[1].RefKindKeyword.IsKind(SyntaxKind.OutKeyword) => false,
        InvocationExpressionSyntax call => !IsHarmless(NameOf(call)),
        ThrowStatementSyntax or ThrowExpressionSyntax or ElementAccessExpressionSyntax or BaseObjectCreationExpressionSyntax or CastExpressionSyntax => true,
        _ => false,
    });

    private static bool IsHarmless(string name) =>
        name is "Set" or "Reset" or "TrySetResult" or "TrySetException" or "TrySetCanceled" or "SetResult" or "Cancel" or "CancelAsync" or "Delay" or "Sleep" or "Yield" or "WriteLine"
            or "Write" or "nameof" or "Release" or "Complete" or "TryComplete" or "TryWrite" or "TryAdd" or "TryRemove" or "TryGetValue" or "ContainsKey" or "Collect" or "Dispose" or "ConfigureAwait" or "StopApplication" or "Exit" or "FailFast" or "FromSeconds" or "FromMinutes" or "FromMilliseconds"
        || name.StartsWith("Log", System.StringComparison.Ordinal);
}
