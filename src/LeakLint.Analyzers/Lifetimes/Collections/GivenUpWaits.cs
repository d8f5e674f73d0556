using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace LeakLint.Lifetimes;

/// <summary>
/// Finds where somebody stops waiting for an answer, by a time-out or a cancellation, while the entry that the answer would take out stays: in the member that adds it, or in one that calls that.
/// </summary>
internal static class GivenUpWaits
{
    /// <summary>What gives up; null when nothing does, or something there takes the entry out.</summary>
    public static SyntaxNode? Find(AdditionSite addition, CollectionFacts facts, Callers callers)
    {
        if (addition.Member is not IMethodSymbol adding)
            return null;
        var removals = facts.Removals;
        List<IMethodSymbol> members = [adding, .. callers.Of(adding).OfType<IMethodSymbol>().Where(caller => SymbolEqualityComparer.Default.Equals(caller.ContainingType, adding.ContainingType))];
        // What a callback takes out it does not take out when its member is called.
        var takers = new HashSet<string>(removals.Where(removal => removal.Key is not null && TemporaryEntry.FunctionOf(removal.At) is not IAnonymousFunctionOperation).Select(removal => removal.Member.Name)) { facts.Holder.Name };
        SyntaxNode? found = null;
        foreach (var member in members.Distinct(SymbolEqualityComparer.Default))
        {
            if (removals.Any(removal => SymbolEqualityComparer.Default.Equals(removal.Member, member)) || member!.DeclaringSyntaxReferences.Length != 1)
                return null;
            foreach (var node in member.DeclaringSyntaxReferences[0].GetSyntax().DescendantNodes())
            {
                // Who takes entries out may be asked to.
                if (node is InvocationExpressionSyntax call && FunctionSyntax.NameOf(call) is { } name && name != facts.Holder.Name && takers.Contains(name))
                    return null;
                if (node is AnonymousFunctionExpressionSyntax function && IsCalledOnEnd(function) && EndsWait(function) && !function.DescendantNodes().OfType<IdentifierNameSyntax>().Any(used => takers.Contains(used.Identifier.ValueText)))
                    found ??= function;
                else if (node is InvocationExpressionSyntax wait && !SymbolEqualityComparer.Default.Equals(member, adding) && IsLimitedWait(wait, adding.Name))
                    found ??= wait;
            }
        }

        return found;
    }

    /// <summary>Whether a timer or a token runs the lambda.</summary>
    private static bool IsCalledOnEnd(AnonymousFunctionExpressionSyntax function) => function.Parent is ArgumentSyntax { Parent.Parent: var outer } && outer switch
    {
        ObjectCreationExpressionSyntax made => made.Type.ToString().EndsWith("Timer", StringComparison.Ordinal),
        InvocationExpressionSyntax call => FunctionSyntax.NameOf(call) is "Register" or "UnsafeRegister",
        _ => false,
    };

    private static bool EndsWait(AnonymousFunctionExpressionSyntax function) => function.DescendantNodes().OfType<InvocationExpressionSyntax>().Any(call =>
        FunctionSyntax.NameOf(call) is "TrySetException" or "SetException" or "TrySetCanceled" or "SetCanceled");

    /// <summary>Whether the call waits for the task that the adding member gives, and not for ever.</summary>
    private static bool IsLimitedWait(InvocationExpressionSyntax wait, string adding)
    {
        if (wait.Expression is MemberAccessExpressionSyntax { Name.Identifier.ValueText: "WaitAsync" } access)
            return IsGivenBy(access.Expression, adding);
        return FunctionSyntax.NameOf(wait) == "WhenAny" && wait.ArgumentList.Arguments.Any(argument => IsGivenBy(argument.Expression, adding))
            && wait.ArgumentList.Arguments.Any(argument => argument.Expression is InvocationExpressionSyntax delay && FunctionSyntax.NameOf(delay) == "Delay");
    }

    private static bool IsGivenBy(ExpressionSyntax task, string adding) => task switch
    {
        InvocationExpressionSyntax call => FunctionSyntax.NameOf(call) == adding,
        IdentifierNameSyntax { Identifier.ValueText: var local } => task.FirstAncestorOrSelf<MemberDeclarationSyntax>()?.DescendantNodes().OfType<VariableDeclaratorSyntax>().Any(declared =>
            declared.Identifier.ValueText == local && declared.Initializer?.Value is InvocationExpressionSyntax call && FunctionSyntax.NameOf(call) == adding) == true,
        _ => false,
    };
}
