using System;
using System.Collections.Generic;
using System.Linq;
using LeakLint.Lifetimes;
using LeakLint.Symbols;
using Microsoft.CodeAnalysis;

namespace LeakLint.Rules.Growth;

/// <summary>Weighs what speaks for a collection that grows for as long as the process runs.</summary>
internal static class GrowthEvidence
{
    /// <summary>So much evidence makes a suggestion.</summary>
    public const int Suspicious = 2;

    /// <summary>So much makes a warning.</summary>
    public const int Plain = 3;

    private static readonly string[] _ends =
        ["Close", "Stop", "End", "Leave", "Disconnect", "OnDisconnect", "Unregister", "Unsubscribe", "Complete", "Abort", "Cancel", "Logout", "Remove", "Delete", "Expire"];

    private static readonly string[] _scarce = ["Session", "Transport", "Connection", "Socket", "Process", "Timer", "TaskCompletionSource", "Subscription", "Channel", "ChannelWriter"];

    public static int Count(CollectionFacts facts, IReadOnlyList<GrowthSite> sites, Callers callers)
    {
        var count = 0;
        if (facts.Growth.Count == 0 || sites.Any(site => site.IsLonger || site.HasOpenKey || callers.IsRequested(site.Key)))
            count++;
        if (sites.Any(site => site.HasEndlessKey))
            count++;
        if (KeepsMuch(facts))
            count++;
        if (sites.Any(site => site.IsServed || callers.IsServed(site.Member)))
            count++;
        if (sites.Any(site => site.IsGiven && callers.IsForOthers(site.Member)))
            count++;
        if (FindEnd(facts, sites) is not null)
            count++;
        return count;
    }

    /// <summary>The member that ends what was added, and removes nothing: it is told which one by a value that is added, or by a key.</summary>
    public static IMethodSymbol? FindEnd(CollectionFacts facts, IReadOnlyList<GrowthSite> sites)
    {
        if (facts.Holder is ILocalSymbol)
            return null;
        var things = facts.Type.TypeArguments;
        return facts.Holder.ContainingType.GetMembers().OfType<IMethodSymbol>().FirstOrDefault(method =>
            method is { MethodKind: MethodKind.Ordinary, Name: not "StopAsync" } && Array.Exists(_ends, end => method.Name.StartsWith(end, StringComparison.Ordinal))
            && method.Parameters.Any(parameter => things.Any(thing => SymbolEqualityComparer.Default.Equals(parameter.Type, thing) && TellsWhich(thing, facts.Kind)))
            && !sites.Any(site => SymbolEqualityComparer.Default.Equals(site.Member, method)));
    }

    /// <summary>A text or number tells which entry is meant when it is a key; among the elements of a list it may be anything.</summary>
    private static bool TellsWhich(ITypeSymbol thing, CollectionKind kind) => kind == CollectionKind.Keyed || thing.SpecialType == SpecialType.None;

    /// <summary>Who adds, as the subject of a sentence.</summary>
    public static string Feeders(IReadOnlyList<GrowthSite> sites)
    {
        var members = sites.Select(site => site.Member.Name).Distinct().ToList();
        return members.Count > 1 ? $"'{members[0]}' and others add to" : members[0] == "<Main>$" ? "requests add to" : $"'{members[0]}' adds to";
    }

    /// <summary>Whether each entry holds much: another collection, something to release, a session or the like.</summary>
    public static bool KeepsMuch(CollectionFacts facts)
    {
        var value = CollectionKinds.ValueOf(facts.Type);
        while (value is INamedTypeSymbol { Name: "Lazy" or "Task" or "ValueTask", Arity: 1 } wrapped)
            value = wrapped.TypeArguments[0];
        if (value is null || value.Name is "Task")
            return false;
        return (CollectionKinds.Of(value) != CollectionKind.None && !CollectionKinds.IsImmutable(value)) || IsScarce(value)
            || (value is { TypeKind: TypeKind.Class, DeclaredAccessibility: Accessibility.Private } && value.GetMembers().Any(member => member is IFieldSymbol { IsStatic: false, Type: var part } && IsScarce(part)));
    }

    private static bool IsScarce(ITypeSymbol value) =>
        Array.Exists(_scarce, name => value.Name.EndsWith(name, StringComparison.Ordinal))
        || (value.Name != "Task" && value.AllInterfaces.Append(value).Any(type => type.Name is "IDisposable" or "IAsyncDisposable" && type.RootNamespace() == "System"));
}
