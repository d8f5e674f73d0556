using System;
using System.Collections.Generic;
using System.Linq;
using LeakLint.Descriptors;
using LeakLint.Lifetimes;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace LeakLint.Rules.Growth;

/// <summary>Two collections get the same thing at the same time; it is taken out of one of them only.</summary>
internal static class IndexesDriftApart
{
    public static readonly DiagnosticDescriptor Rule = RuleDescriptor.Create(
        id: RuleIds.IndexesDriftApart,
        title: "Entry is removed from one of two indexes",
        messageFormat: "'{0}' grows together with '{1}'{2}, but '{3}' removes from '{1}' only: what it removes stays in '{0}'",
        category: RuleFamily.Growth,
        defaultSeverity: DiagnosticSeverity.Info,
        isEnabledByDefault: true,
        description: "A type keeps the same things in two collections and adds to both at once, but the member that takes one out does so in one collection only; in the other they stay.");

    // These are meant to keep what has gone.
    private static readonly string[] _memories = ["seen", "history", "known", "all", "log", "visited", "total", "ever", "past", "archive", "cache", "completed", "done", "processed", "handled"];

    public static void Check(IReadOnlyList<CollectionFacts> collections, Callers callers, Action<Diagnostic> report)
    {
        foreach (var kept in collections)
        {
            if (collections.Count == 1 || kept.Escapes || kept.IsLimited || kept.HasInnerRemovals || IsMemory(kept.Holder.Name))
                continue;
            foreach (var other in collections)
            {
                if (other != kept && !other.Escapes && Find(kept, other, callers) is { } drift)
                {
                    Report(kept, other, drift.Growth, drift.Removal, report);
                    break;
                }
            }
        }
    }

    private static (AdditionSite? Growth, RemovalSite Removal)? Find(CollectionFacts kept, CollectionFacts other, Callers callers)
    {
        if (kept.Removals.Any(removal => removal.Key is not null))
            return TwinRemovals.FindForgetful(kept, other, callers) is { } forgetful ? (null, forgetful) : null;
        if (FindCommon(kept, other, callers) is { } growth)
            return FindOneSided(kept, other, callers) is { } removal ? (growth, removal) : null;
        return TwinRemovals.FindOfSameKey(kept, other, callers) is { } single ? (null, single) : null;
    }

    /// <summary>The member that puts the same thing into both.</summary>
    private static AdditionSite? FindCommon(CollectionFacts kept, CollectionFacts other, Callers callers) => kept.Additions.FirstOrDefault(addition =>
        kept.Growth.Any(site => SymbolEqualityComparer.Default.Equals(site.Member, addition.Member)) && !callers.IsStartUpOnly(addition.Member)
        && other.Additions.Any(twin => SymbolEqualityComparer.Default.Equals(twin.Member, addition.Member) && SharesThing(addition, twin) && !AreAlternatives(addition.At, twin.At)));

    /// <summary>Whether the code does either the one or the other.</summary>
    private static bool AreAlternatives(IOperation one, IOperation other)
    {
        for (IOperation? inner = one, outer = one.Parent; outer is not null; (inner, outer) = (outer, outer.Parent))
        {
            if (outer is IBlockOperation { Operations: var statements, Parent: IConditionalOperation } && statements[statements.Length - 1] is IReturnOperation or IThrowOperation or IBranchOperation && !outer.Syntax.Span.Contains(other.Syntax.Span))
                return true;
            if (outer.Syntax.SyntaxTree == other.Syntax.SyntaxTree && outer.Syntax.Span.Contains(other.Syntax.Span))
                return outer is IConditionalOperation choice ? inner != choice.Condition && !choice.Condition.Syntax.Span.Contains(other.Syntax.Span) : outer is ISwitchOperation or ISwitchExpressionOperation;
        }

        return false;
    }

    private static bool SharesThing(AdditionSite one, AdditionSite other) =>
        Things(one).Any(thing => Things(other).Any(twin => thing.IsEquivalentTo(twin) || IsPartOf(thing, twin) || IsPartOf(twin, thing)));

    /// <summary>Whether one is <c>player.Id</c> and the other <c>player</c>.</summary>
    private static bool IsPartOf(SyntaxNode part, SyntaxNode whole) => part is MemberAccessExpressionSyntax access && whole is IdentifierNameSyntax && access.Expression.IsEquivalentTo(whole);

    private static IEnumerable<SyntaxNode> Things(AdditionSite addition)
    {
        if (!addition.Key.ConstantValue.HasValue)
            yield return addition.Key.Syntax;
        if (addition.Value is { ConstantValue.HasValue: false } value)
            yield return value.Syntax;
    }

    /// <summary>The removal of one entry from the other collection, in a running program, that has no twin; null also when both are emptied together.</summary>
    private static RemovalSite? FindOneSided(CollectionFacts kept, CollectionFacts other, Callers callers)
    {
        if (kept.Removals.Any(removal => !other.Removals.Any(twin => twin.Key is null && SymbolEqualityComparer.Default.Equals(twin.Member, removal.Member)) && callers.ReachOf(removal.Member, kept.Holder, []) > Reach.AtEnd))
            return null;
        return other.Removals.FirstOrDefault(removal => removal.Key is not null && callers.ReachOf(removal.Member, other.Holder, []) > Reach.AtEnd
            && !other.Additions.Any(addition => SymbolEqualityComparer.Default.Equals(addition.Member, removal.Member)));
    }

    private static bool IsMemory(string name) => Array.Exists(_memories, word => name.IndexOf(word, StringComparison.OrdinalIgnoreCase) >= 0);

    private static void Report(CollectionFacts kept, CollectionFacts other, AdditionSite? growth, RemovalSite removal, Action<Diagnostic> report) => report(Diagnostic.Create(
        Rule,
        kept.Holder.Locations[0],
        [removal.Location, .. growth is null ? [] : new[] { growth.At.Syntax.GetLocation() }],
        properties: null,
        kept.Holder.Name,
        other.Holder.Name,
        growth is null ? "" : $" in '{growth.Member.Name}'",
        removal.Member.Name));
}
