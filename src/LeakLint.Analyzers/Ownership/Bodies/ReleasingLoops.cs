using System;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LeakLint.Ownership;

/// <summary>Loops that go through a collection, or empty it, and release what is in it, or hand it on: after them nothing is owed for it.</summary>
internal static class ReleasingLoops
{
    /// <summary>Whether the method takes an element out, so that a loop around it may empty the collection.</summary>
    public static bool Takes(string method) => method is "TryPop" or "TryDequeue" or "TryTake";

    /// <summary>Whether the property tells a loop how many elements there are.</summary>
    public static bool Counts(string property) => property is "Count" or "Length" or "IsEmpty";

    /// <summary>Whether a loop asks this for the elements that it goes through, and releases them or hands them on.</summary>
    /// <param name="asked">What is enumerated, or what the condition of the loop asks.</param>
    public static bool IsAsked(SyntaxNode asked)
    {
        for (var node = asked; node.Parent is { } parent; node = parent)
        {
            switch (parent)
            {
                case CommonForEachStatementSyntax loop:
                    return loop.Expression == node && Releases(loop.Statement, argument => IsOnlyTold(argument) || IsMadeOnTheSpot(argument));
                case WhileStatementSyntax loop:
                    return loop.Condition == node && Releases(loop.Statement, IsGivenToWork);
                case ForStatementSyntax loop:
                    return loop.Statement != node && Releases(loop.Statement, IsGivenToWork);
                case StatementSyntax:
                    return false;
            }
        }

        return false;
    }

    /// <param name="body">The statement of the loop.</param>
    /// <param name="isNothing">Whether an argument says nothing about what becomes of the elements.</param>
    private static bool Releases(StatementSyntax body, Func<ArgumentSyntax, bool> isNothing)
    {
        foreach (var inner in body.DescendantNodesAndSelf())
        {
            switch (inner)
            {
                case ArgumentSyntax argument when isNothing(argument):
                    break;
                case UsingStatementSyntax or ArgumentSyntax or YieldStatementSyntax:
                case LocalDeclarationStatementSyntax { UsingKeyword.RawKind: not 0 }:
                case MemberAccessExpressionSyntax { Name.Identifier.ValueText: var name } when Contracts.IsReleaseName(name) || name == "Abort":
                case MemberBindingExpressionSyntax { Name.Identifier.ValueText: var bound } when Contracts.IsReleaseName(bound):
                    return true;
            }
        }

        return false;
    }

    /// <summary>Whether the argument is what a method of some object works with: an index, a buffer. A function that is called by its name alone may end it.</summary>
    private static bool IsGivenToWork(ArgumentSyntax argument) =>
        argument.Parent?.Parent is not InvocationExpressionSyntax { Expression: SimpleNameSyntax };

    /// <summary>Whether the argument is what another call gives: the arguments of that are asked about themselves.</summary>
    private static bool IsMadeOnTheSpot(ArgumentSyntax argument) =>
        argument.Expression is InvocationExpressionSyntax or LiteralExpressionSyntax or InterpolatedStringExpressionSyntax;

    /// <summary>Whether the argument is written somewhere as text.</summary>
    private static bool IsOnlyTold(ArgumentSyntax argument) =>
        argument.Parent?.Parent is InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: var name } }
        && (name is "Write" or "WriteLine" || name.StartsWith("Log", StringComparison.Ordinal));
}
