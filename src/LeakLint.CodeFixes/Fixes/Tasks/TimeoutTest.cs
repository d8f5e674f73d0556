using System.Collections.Generic;
using System.Linq;
using LeakLint.CodeFixes.Editing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LeakLint.CodeFixes.Tasks;

/// <summary>The test which of two has won: the work, or the delay that it raced with.</summary>
internal sealed class TimeoutTest
{
    private TimeoutTest(ExpressionSyntax work, ExpressionSyntax delay, ExpressionSyntax? token, IfStatementSyntax test, StatementSyntax first, bool isTimely, string configured)
    {
        Work = work.ToString();
        Delay = delay;
        Token = token;
        Configured = configured;
        First = first;
        Test = test;
        var rest = StatementList.Find(test)?.Rest ?? [];
        TimelyBranch = isTimely ? test.Statement : test.Else?.Statement;
        LateBranch = isTimely ? test.Else?.Statement : test.Statement;
        Rest = rest;
    }

    public string Work { get; }

    /// <summary>For how long to wait.</summary>
    public ExpressionSyntax Delay { get; }

    /// <summary>The caller's token, which ends the delay too; null when nothing does.</summary>
    public ExpressionSyntax? Token { get; }

    /// <summary>The call of ConfigureAwait behind the race, if any.</summary>
    public string Configured { get; }

    /// <summary>The statement that races.</summary>
    public StatementSyntax First { get; }

    /// <summary>The statement that tests; the same, or the next.</summary>
    public IfStatementSyntax Test { get; }

    /// <summary>What runs when the work was in time; null when it is what follows.</summary>
    public StatementSyntax? TimelyBranch { get; }

    /// <summary>What runs when it was not; null when it is what follows.</summary>
    public StatementSyntax? LateBranch { get; }

    /// <summary>What follows the test.</summary>
    public IReadOnlyList<StatementSyntax> Rest { get; }

    public static TimeoutTest? TryFind(InvocationExpressionSyntax race)
    {
        var arguments = race.ArgumentList.Arguments;
        var (work, delay) = arguments[1].Expression is IdentifierNameSyntax ? (arguments[1].Expression, arguments[0].Expression) : (arguments[0].Expression, arguments[1].Expression);
        if (delay is not InvocationExpressionSyntax { ArgumentList.Arguments: { Count: 1 or 2 } times })
            return null;
        var time = times[0].Expression;
        var (task, configured) = race.Parent is MemberAccessExpressionSyntax { Name.Identifier.Text: "ConfigureAwait", Parent: InvocationExpressionSyntax call }
            ? ((ExpressionSyntax)call, ".ConfigureAwait" + call.ArgumentList)
            : (race, "");
        if (task.Parent is not AwaitExpressionSyntax wait)
            return null;
        ExpressionSyntax awaited = wait;
        while (awaited.Parent is ParenthesizedExpressionSyntax outer)
            awaited = outer;
        return awaited.Parent switch
        {
            BinaryExpressionSyntax { Parent: IfStatementSyntax test } comparison => Create(test, test, comparison, awaited),
            EqualsValueClauseSyntax { Parent: VariableDeclaratorSyntax { Parent.Parent: LocalDeclarationStatementSyntax { Declaration.Variables.Count: 1 } declaration } winner }
                when FindTest(declaration, winner) is { Condition: BinaryExpressionSyntax comparison } test => Create(test, declaration, comparison, Side(comparison, winner.Identifier.Text)),
            _ => null,
        };

        TimeoutTest? Create(IfStatementSyntax test, StatementSyntax first, BinaryExpressionSyntax comparison, ExpressionSyntax? winner)
        {
            var other = comparison.Left == winner ? comparison.Right : comparison.Left;
            return winner is null || !other.Is(work.ToString()) || comparison.Kind() is not (SyntaxKind.EqualsExpression or SyntaxKind.NotEqualsExpression)
                ? null
                : new(work, time, times.Count == 2 ? times[1].Expression : null, test, first, comparison.IsKind(SyntaxKind.EqualsExpression), configured);
        }
    }

    /// <summary>The test right after the race, when it is all that asks for the winner.</summary>
    private static IfStatementSyntax? FindTest(LocalDeclarationStatementSyntax declaration, VariableDeclaratorSyntax winner)
    {
        if (StatementList.Find(declaration) is not { Rest: { Count: > 0 } rest } || rest[0] is not IfStatementSyntax test)
            return null;
        var uses = rest.SelectMany(statement => statement.DescendantNodes()).OfType<IdentifierNameSyntax>().Count(name => name.Identifier.Text == winner.Identifier.Text);
        return uses == 1 ? test : null;
    }

    private static ExpressionSyntax? Side(BinaryExpressionSyntax comparison, string name) => comparison.Left.Is(name) ? comparison.Left : comparison.Right.Is(name) ? comparison.Right : null;
}
