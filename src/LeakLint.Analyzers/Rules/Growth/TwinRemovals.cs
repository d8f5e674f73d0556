using System;
using System.Linq;
using LeakLint.Lifetimes;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace LeakLint.Rules.Growth;

/// <summary>Compares members that take one thing out of a type: what one of them forgets another does.</summary>
internal static class TwinRemovals
{
    private static readonly string[] _ends = ["Forget", "Remove", "Delete", "Close", "Disconnect", "OnDisconnect", "Unregister", "Unsubscribe", "Leave", "Logout", "Complete", "Expire", "Clean"];

    /// <summary>The removal from the other collection in an overload, or a twin that is (not) async, of a member that takes out of both; null when each takes out of both.</summary>
    public static RemovalSite? FindForgetful(CollectionFacts kept, CollectionFacts other, Callers callers)
    {
        foreach (var removal in kept.Removals)
        {
            if (removal.Key is null || removal.Member is not IMethodSymbol { MethodKind: MethodKind.Ordinary } whole || FindTaking(other, whole, callers) is null)
                continue;
            foreach (var half in whole.ContainingType.GetMembers().OfType<IMethodSymbol>())
            {
                if (!SymbolEqualityComparer.Default.Equals(half, whole) && NameOf(half) == NameOf(whole) && FindTaking(other, half, callers) is { } forgetful
                    && FindTaking(kept, half, callers, depth: 2) is null && !callers.Of(half).Any(caller => FindTaking(kept, caller, callers, depth: 2) is not null)
                    && !Calls(half, whole, callers) && !Calls(whole, half, callers) && callers.ReachOf(half, other.Holder, []) > Reach.AtEnd)
                    return forgetful with { Member = half };
            }
        }

        return null;
    }

    /// <summary>The removal from the other collection of what goes under the same key in both, though other members put it there; null when something takes it out of this one, too.</summary>
    public static RemovalSite? FindOfSameKey(CollectionFacts kept, CollectionFacts other, Callers callers)
    {
        if (kept.Kind != CollectionKind.Keyed || kept.Removals.Count > 0 || !kept.Additions.Any(addition => IsNamed(addition.Key) && other.Additions.Any(twin =>
            !SymbolEqualityComparer.Default.Equals(twin.Member, addition.Member) && twin.Key.Syntax.IsEquivalentTo(addition.Key.Syntax) && SymbolEqualityComparer.Default.Equals(twin.Key.Type, addition.Key.Type)))
            || !kept.Growth.Any(site => site.HasOpenKey && !callers.IsStartUpOnly(site.Member)))
            return null;
        return other.Removals.FirstOrDefault(removal => removal.Key is not null && Array.Exists(_ends, start => removal.Member.Name.StartsWith(start, StringComparison.Ordinal))
            && callers.ReachOf(removal.Member, other.Holder, []) > Reach.AtEnd && !other.Additions.Any(addition => SymbolEqualityComparer.Default.Equals(addition.Member, removal.Member)));
    }

    /// <summary>Whether the key is a thing with a name of its own, not made from others.</summary>
    private static bool IsNamed(IOperation key) => key is IParameterReferenceOperation or IPropertyReferenceOperation { Instance: IParameterReferenceOperation };

    /// <summary>Where the member takes one entry out, itself or by a private member that it calls.</summary>
    private static RemovalSite? FindTaking(CollectionFacts facts, ISymbol member, Callers callers, int depth = 1) => facts.Removals.FirstOrDefault(removal => removal.Key is not null && Leads(member, removal.Member, callers, depth));

    private static bool Leads(ISymbol member, ISymbol to, Callers callers, int depth) =>
        SymbolEqualityComparer.Default.Equals(member, to) || (depth > 0 && callers.Of(to).Any(caller => Leads(member, caller, callers, depth - 1)));

    private static bool Calls(ISymbol caller, ISymbol callee, Callers callers) => callers.Of(callee).Contains(caller, SymbolEqualityComparer.Default);

    private static string NameOf(IMethodSymbol method) => method.Name.EndsWith("Async", StringComparison.Ordinal) ? method.Name.Substring(0, method.Name.Length - 5) : method.Name;
}
