using System;
using System.Collections.Generic;
using System.Linq;
using LeakLint.Lifetimes;
using LeakLint.Symbols;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace LeakLint.Rules.Growth;

/// <summary>A clean-up of what is due that nothing calls, beside members that take out what somebody asks them to.</summary>
/// <remarks>Nobody asks for the session of a client that went away without a word: for these the clean-up was written.</remarks>
internal static class IdleSweep
{
    /// <summary>The removals of such clean-ups; none when entries may come to their end in another way.</summary>
    /// <param name="removals">All removals from the collection.</param>
    /// <param name="reach">When each of them runs.</param>
    /// <param name="sites">Where the running program adds.</param>
    public static IReadOnlyList<RemovalSite> Find(IReadOnlyList<RemovalSite> removals, IReadOnlyList<Reach> reach, IReadOnlyList<GrowthSite> sites, Callers callers)
    {
        var idle = new List<RemovalSite>();
        for (var i = 0; i < removals.Count; i++)
        {
            var removal = removals[i];
            if (reach[i] == Reach.AtEnd)
                continue;
            if (reach[i] == Reach.Never && GrowthEvidence.IsMaintenance(callers.FirstOf(removal.Member)))
                idle.Add(removal);
            else if (!IsAsked(removal) || sites.Any(site => SymbolEqualityComparer.Default.Equals(site.Member, removal.Member)))
                return [];
        }

        return idle;
    }

    /// <summary>Whether the removal takes out the entry that its caller names, or all of them: not what an event, a callback or a loop finds to be over.</summary>
    private static bool IsAsked(RemovalSite removal) =>
        removal.Member is IMethodSymbol { MethodKind: MethodKind.Ordinary, IsOverride: false } method && !method.Name.StartsWith("On", StringComparison.Ordinal)
        && !removal.At.IsInNestedFunction() && !GrowthEvidence.IsMaintenance(method)
        && (removal.Key is null ? !IsInLoop(removal.At) : removal.Key.Unwrapped() is IParameterReferenceOperation);

    private static bool IsInLoop(IOperation operation)
    {
        for (var parent = operation.Parent; parent is not null; parent = parent.Parent)
        {
            if (parent is ILoopOperation)
                return true;
        }

        return false;
    }
}
