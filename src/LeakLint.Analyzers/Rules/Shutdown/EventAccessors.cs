using System;
using System.Linq;
using LeakLint.Descriptors;
using LeakLint.Lifetimes;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LeakLint.Rules.Shutdown;

/// <summary>
/// What is written twice, once to add a handler and once to remove it: the accessors of an event that hands its subscribers on, and the two lambdas by which a type tells others how to subscribe.
/// Where the second half does not undo the first, whoever unsubscribes stays subscribed.
/// </summary>
internal static class EventAccessors
{
    /// <summary>A remove that leaves what its add has added.</summary>
    /// <param name="use">The assignment or call in the remove accessor that is handed the handler.</param>
    public static IdleUnsubscription? Find(SyntaxNode use)
    {
        if (use.FirstAncestorOrSelf<AccessorDeclarationSyntax>() is not { RawKind: (int)SyntaxKind.RemoveAccessorDeclaration, Parent.Parent: EventDeclarationSyntax declaration } remove
            || declaration.AccessorList?.Accessors.FirstOrDefault(accessor => accessor.IsKind(SyntaxKind.AddAccessorDeclaration)) is not { } add)
            return null;
        var name = declaration.Identifier.ValueText;
        return use switch
        {
            AssignmentExpressionSyntax { Right: IdentifierNameSyntax { Identifier.ValueText: "value" } } removal => FindAssignment(removal, add, name),
            InvocationExpressionSyntax call when HandsOver(call) && Repeats(call, add, remove) =>
                new(call.GetLocation(), name, $"'remove' calls '{FunctionSyntax.NameOf(call)}' as 'add' does", null),
            _ => null,
        };
    }

    /// <summary>Two lambdas beside each other, of which the second adds the handler once more: <c>() => _port.Ready += OnReady, () => _port.Ready += OnReady</c>.</summary>
    public static IdleUnsubscription? FindPair(AssignmentExpressionSyntax addition)
    {
        if (addition.Parent is not LambdaExpressionSyntax { Parent: ArgumentSyntax { Parent: ArgumentListSyntax arguments } second } || arguments.Arguments.IndexOf(second) is not (> 0 and var at)
            || arguments.Arguments[at - 1].Expression is not LambdaExpressionSyntax { Body: AssignmentExpressionSyntax { RawKind: (int)SyntaxKind.AddAssignmentExpression } first }
            || !SyntaxFactory.AreEquivalent(first.Left, addition.Left) || first.Right is not IdentifierNameSyntax || addition.Right is not IdentifierNameSyntax)
            return null;
        return new(addition.GetLocation(), addition.Left.GetLastToken().ValueText, $"'{addition.Right}' is added once more where it should be removed", first.GetLocation()) { Repair = Repairs.Unsubscribe };
    }

    private static IdleUnsubscription? FindAssignment(AssignmentExpressionSyntax removal, AccessorDeclarationSyntax add, string name)
    {
        var additions = add.DescendantNodes().OfType<AssignmentExpressionSyntax>().Where(assignment => assignment.IsKind(SyntaxKind.AddAssignmentExpression)).ToList();
        if (additions.Count != 1 || additions[0] is not { } addition)
            return null;
        var (added, removed) = (Target(addition), Target(removal));
        if (removal.IsKind(SyntaxKind.AddAssignmentExpression))
            return added == removed ? new(removal.GetLocation(), name, "'remove' adds the handler once more", addition.GetLocation()) { Repair = Repairs.Unsubscribe } : null;
        if (added == removed && addition.Right is AnonymousFunctionExpressionSyntax)
            return new(removal.GetLocation(), name, "'add' adds a lambda that calls the handler, and 'remove' removes the handler itself", addition.GetLocation());
        return added != removed && addition.Right is IdentifierNameSyntax { Identifier.ValueText: "value" } && Owner(addition) == Owner(removal)
            && !removal.FirstAncestorOrSelf<AccessorDeclarationSyntax>()!.DescendantNodes().OfType<AssignmentExpressionSyntax>().Any(other => Target(other) == added)
            ? new(removal.GetLocation(), name, $"'add' adds the handler to '{added}', and 'remove' removes it from '{removed}'", addition.GetLocation())
            : null;
    }

    private static bool HandsOver(InvocationExpressionSyntax call) =>
        FunctionSyntax.NameOf(call).StartsWith("Add", StringComparison.Ordinal)
        && call.ArgumentList.Arguments.Any(argument => argument.Expression is IdentifierNameSyntax { Identifier.ValueText: "value" });

    private static bool Repeats(InvocationExpressionSyntax call, AccessorDeclarationSyntax add, AccessorDeclarationSyntax remove) =>
        add.DescendantNodes().OfType<InvocationExpressionSyntax>().Any(other => SyntaxFactory.AreEquivalent(other, call))
        && !remove.DescendantNodes().OfType<InvocationExpressionSyntax>().Any(other => FunctionSyntax.NameOf(other).StartsWith("Remove", StringComparison.Ordinal));

    private static string Target(AssignmentExpressionSyntax assignment) => assignment.Left.WithoutTrivia().ToString().Replace("this.", "");

    private static string Owner(AssignmentExpressionSyntax assignment) => assignment.Left is MemberAccessExpressionSyntax { Expression: var owner } ? owner.ToString().Replace("this.", "") : "";
}
