using System;
using System.Collections.Generic;
using System.Linq;
using LeakLint.Lifetimes;
using LeakLint.Symbols;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace LeakLint.Rules.Tasks;

/// <summary>A race between a task that a local or parameter holds and a delay that nothing can cancel.</summary>
internal sealed class TimeoutRace
{
    private static readonly string[] _ends = ["Cancel", "Kill", "Abort", "Close", "Dispose", "Stop", "Terminate", "Track", "ContinueWith"];

    private readonly InvocationExpressionSyntax _race;
    private readonly SyntaxNode _function;

    private TimeoutRace(InvocationExpressionSyntax race, SyntaxNode function, string work, SyntaxNode delay)
    {
        _race = race;
        _function = function;
        Work = work;
        Delay = delay;
    }

    /// <summary>The local or parameter.</summary>
    public string Work { get; }

    /// <summary>The call that makes the delay.</summary>
    public SyntaxNode Delay { get; }

    public static TimeoutRace? TryFind(IInvocationOperation whenAny)
    {
        if (whenAny.Syntax is not InvocationExpressionSyntax { ArgumentList.Arguments: { Count: 2 } arguments } race || FindFunction(race) is not { } function)
            return null;
        var (first, second) = (arguments[0].Expression, arguments[1].Expression);
        return Find(first, second) ?? Find(second, first);

        TimeoutRace? Find(ExpressionSyntax work, ExpressionSyntax delay) =>
            work is IdentifierNameSyntax name && IsLocal(whenAny, name) && FindDelay(delay, function) is { } made && FindDelay(work, function) is null
                ? new(race, function, name.Identifier.ValueText, made)
                : work is InvocationExpressionSyntax call && FindDelay(delay, function) is { } beside && StartsWork(call) ? new(race, function, FunctionSyntax.NameOf(call), beside) { IsUnnamed = true } : null;
    }

    /// <summary>Whether the work is started in the race itself: nothing refers to it afterwards.</summary>
    public bool IsUnnamed { get; private init; }

    private static bool StartsWork(InvocationExpressionSyntax call) =>
        FunctionSyntax.NameOf(call) is not ("Delay" or "FromResult" or "Yield" or "WhenAny" or "WhenAll" or "" or "nameof");

    /// <summary>Whether nobody comes back to the work when the delay has won, and nothing ends it.</summary>
    public bool AbandonsWork()
    {
        if (WaitsInRounds() || FunctionSyntax.NodesRunWith(_function).OfType<InvocationExpressionSyntax>().Any(call => call.SpanStart > _race.Span.End && EndsSomething(call)))
            return false;
        return IsUnnamed || !UsesWhenLate().Any(node => node is IdentifierNameSyntax name && name.Identifier.ValueText == Work && !IsOnlyAsked(name));
    }

    /// <summary>What runs after the delay has won, as far as it is plain to see.</summary>
    private IEnumerable<SyntaxNode> UsesWhenLate()
    {
        foreach (var (branch, isLate) in Branches())
        {
            if (isLate && branch is not null)
            {
                var nodes = branch.DescendantNodesAndSelf();
                return branch.Leaves() ? nodes : nodes.Concat(After(branch.FirstAncestorOrSelf<IfStatementSyntax>()!.Span.End));
            }

            if (isLate)
                return After(_race.FirstAncestorOrSelf<StatementSyntax>()!.Span.End).Where(node => !IsInTimelyBranch(node));
        }

        return After(_race.Span.End);
    }

    private IEnumerable<SyntaxNode> After(int position) => _function.DescendantNodes().Where(node => node.SpanStart >= position);

    private bool IsInTimelyBranch(SyntaxNode node) => Branches().Any(branch => !branch.IsLate && branch.Statement?.Contains(node) == true);

    /// <summary>The branches of the test which of the two has won.</summary>
    private IEnumerable<(StatementSyntax? Statement, bool IsLate)> Branches()
    {
        if (FindTest() is not { } test)
            yield break;
        var isTimely = test.Condition switch
        {
            BinaryExpressionSyntax { RawKind: (int)SyntaxKind.EqualsExpression } equal => MentionsWork(equal),
            BinaryExpressionSyntax { RawKind: (int)SyntaxKind.NotEqualsExpression } unequal => !MentionsWork(unequal),
            PrefixUnaryExpressionSyntax => false,
            _ => true,
        };
        yield return (test.Statement, !isTimely);
        yield return (test.Else?.Statement, isTimely);
    }

    private bool MentionsWork(BinaryExpressionSyntax comparison) => IsWork(comparison.Left) || IsWork(comparison.Right);

    private bool IsWork(ExpressionSyntax side) => side is IdentifierNameSyntax name && name.Identifier.ValueText == Work;

    private IfStatementSyntax? FindTest()
    {
        var statement = _race.FirstAncestorOrSelf<StatementSyntax>();
        if (statement is IfStatementSyntax { Condition: BinaryExpressionSyntax or PrefixUnaryExpressionSyntax } own && own.Condition.Contains(_race))
            return own;
        if (statement?.Parent is not BlockSyntax block)
            return null;
        var winner = statement is LocalDeclarationStatementSyntax { Declaration.Variables: { Count: 1 } variables } ? variables[0].Identifier.ValueText : Work;
        var next = block.Statements.IndexOf(statement) + 1;
        return next < block.Statements.Count && block.Statements[next] is IfStatementSyntax test
            && test.Condition.DescendantNodesAndSelf().OfType<IdentifierNameSyntax>().Any(name => name.Identifier.ValueText == winner || name.Identifier.ValueText == Work)
            ? test
            : null;
    }

    /// <summary>Whether the work is waited for again and again, as where its progress is shown.</summary>
    private bool WaitsInRounds() => _race.Ancestors().TakeWhile(outer => outer != _function).Any(outer =>
        outer is WhileStatementSyntax or DoStatementSyntax or ForStatementSyntax && !outer.DescendantNodes().OfType<VariableDeclaratorSyntax>().Any(local => local.Identifier.ValueText == Work));

    /// <summary>Whether the work is only compared, or asked for its state.</summary>
    private static bool IsOnlyAsked(IdentifierNameSyntax name) => name.Parent switch
    {
        BinaryExpressionSyntax => true,
        MemberAccessExpressionSyntax { Name.Identifier.ValueText: "IsCompleted" or "IsCompletedSuccessfully" or "IsFaulted" or "IsCanceled" or "Status" } => true,
        ArgumentSyntax { Parent.Parent: InvocationExpressionSyntax call } => FunctionSyntax.NameOf(call) is "nameof" or "ReferenceEquals" or "Equals",
        _ => false,
    };

    private static bool EndsSomething(InvocationExpressionSyntax call) =>
        FunctionSyntax.NameOf(call) is var name && Array.Exists(_ends, end => name.StartsWith(end, StringComparison.Ordinal) || name.StartsWith("Try" + end, StringComparison.Ordinal));

    /// <summary>The call that makes the delay: here, or for a local that holds it.</summary>
    private static InvocationExpressionSyntax? FindDelay(ExpressionSyntax expression, SyntaxNode function) => expression switch
    {
        InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Expression: IdentifierNameSyntax { Identifier.ValueText: "Task" }, Name.Identifier.ValueText: "Delay" }, ArgumentList.Arguments: { Count: > 0 } arguments } call when arguments.Count == 1 || (!IsWithoutEnd(arguments[0].Expression) && IsOfCaller(arguments[1].Expression, function)) => call,
        IdentifierNameSyntax name => function.DescendantNodes().OfType<VariableDeclaratorSyntax>().FirstOrDefault(local => local.Identifier.ValueText == name.Identifier.ValueText)
            is { Initializer.Value: InvocationExpressionSyntax made } ? FindDelay(made, function) : null,
        _ => null,
    };

    /// <summary>Whether the token alone ends the delay: that is a way to wait for the token.</summary>
    private static bool IsWithoutEnd(ExpressionSyntax time) => time.ToString() is var text && (text == "-1" || text.EndsWith("Infinite", StringComparison.Ordinal) || text.EndsWith("InfiniteTimeSpan", StringComparison.Ordinal));

    /// <summary>Whether the token is the caller's: who is called cannot cancel it when the race is over.</summary>
    private static bool IsOfCaller(ExpressionSyntax token, SyntaxNode function) =>
        token is IdentifierNameSyntax name && ParametersOf(function).Any(parameter =>
            parameter.Identifier.ValueText == name.Identifier.ValueText && parameter.Type?.GetLastToken().ValueText == "CancellationToken");

    private static IEnumerable<ParameterSyntax> ParametersOf(SyntaxNode function) => function switch
    {
        BaseMethodDeclarationSyntax method => method.ParameterList.Parameters,
        LocalFunctionStatementSyntax local => local.ParameterList.Parameters,
        ParenthesizedLambdaExpressionSyntax lambda => lambda.ParameterList.Parameters,
        SimpleLambdaExpressionSyntax lambda => [lambda.Parameter],
        _ => [],
    };

    private static bool IsLocal(IInvocationOperation whenAny, IdentifierNameSyntax name) =>
        whenAny.Descendants().Any(operation => operation.Syntax == name && operation is ILocalReferenceOperation or IParameterReferenceOperation);

    private static SyntaxNode? FindFunction(SyntaxNode node) => node.Ancestors().FirstOrDefault(outer =>
        outer is AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax or BaseMethodDeclarationSyntax or AccessorDeclarationSyntax);
}
