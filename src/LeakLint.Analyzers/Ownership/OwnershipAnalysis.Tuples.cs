using System.Collections.Generic;
using LeakLint.Symbols;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace LeakLint.Ownership;

/// <content>Tuples, of which each element goes its own way, and what functions make that are given to calls.</content>
internal sealed partial class OwnershipAnalysis
{
    private readonly Dictionary<ITupleOperation, ulong[]> _elements = [];
    private readonly Dictionary<Site, int> _places = [];
    private readonly Dictionary<ISymbol, ulong> _siblings = new(SymbolEqualityComparer.Default);
    private ulong _freshElements;
    private ulong _otherElements;

    private ulong EvaluateTuple(ITupleOperation tuple, World world)
    {
        ulong mask = 0;
        var elements = new ulong[tuple.Elements.Length];
        for (var i = 0; i < elements.Length; i++)
            mask |= elements[i] = Evaluate(tuple.Elements[i], world);
        _elements[tuple] = elements;
        return mask;
    }

    /// <summary>The resources that a call of a method of ours gives in a tuple, those that it made itself.</summary>
    private ulong AcquireElements(IInvocationOperation invocation, IMethodSymbol method, Contract contract, World world)
    {
        ulong mask = 0;
        foreach (var element in TupleResults.ElementsOf(method, _context))
        {
            var place = TupleResults.PlaceOf(element);
            if ((contract.FreshElements & (1ul << place)) == 0 || !IsResource(element.Type) || SiteOf(SiteKind.Call, invocation.Syntax, element.Type, element) is not { } site)
                continue;
            site.Source = method;
            _places[site] = place;
            mask |= Acquire(site, world);
        }

        return mask;
    }

    /// <summary>The resource that a call gives because the function that it is given makes it, or the list of those that it makes.</summary>
    private ulong AcquireMade(IInvocationOperation invocation, IOperation? maker, ITypeSymbol type, World world)
    {
        var (source, made) = maker switch
        {
            IMethodReferenceOperation { Method: var method } => (method, (Contract?)ContractOf(method, _depth)),
            IFlowAnonymousFunctionOperation lambda => (invocation.TargetMethod, ForCallersOf(lambda)),
            _ => (null, null),
        };
        if (made is null || !MappedResources.IsMade(made, invocation.TargetMethod, type) || SiteOf(SiteKind.Call, invocation.Syntax, type) is not { } site)
            return 0;
        site.Source = source;
        site.IsDoubtful |= site.Tier < ResourceTier.Strong;
        return Acquire(site, world);
    }

    /// <summary>What of a tuple is, or may be, in one of its elements.</summary>
    private ulong InElement(ulong mask, int place)
    {
        if (_places.Count == 0)
            return mask;
        foreach (var site in SitesIn(mask))
        {
            if (_places.TryGetValue(site, out var known) && known != place)
                mask &= ~site.Bit;
        }

        return mask;
    }

    /// <summary>Notes which variable gets an element of the same tuple as a resource that the call says to be null together with it.</summary>
    private void NoteSibling(IOperation target, int place, ulong mask)
    {
        if (_places.Count == 0 || (target is IDeclarationExpressionOperation declaration ? declaration.Expression : target) is not ILocalReferenceOperation { Local: { } sibling })
            return;
        foreach (var site in SitesIn(mask))
        {
            if (_places.TryGetValue(site, out var own) && own != place && site.Source is { } method && TupleResults.AreNullTogether(method, place, own))
                _siblings[sibling] = (_siblings.TryGetValue(sibling, out var known) ? known : 0) | site.Bit;
        }
    }

    /// <summary>"if (bytes is null) return;": the image that comes with them is not there either.</summary>
    private void SettleSiblings(ISymbol symbol, World world)
    {
        if (_siblings.TryGetValue(symbol, out var absent))
            world.Owed &= ~absent;
    }

    private void NoteReturnedElements(IOperation value, World world)
    {
        value = value.Unwrapped();
        if (value is not ITupleOperation tuple || !_elements.TryGetValue(tuple, out var elements))
        {
            if (!value.IsNullLiteral() && value is not IDefaultValueOperation)
                _otherElements = ulong.MaxValue;
            return;
        }

        for (var i = 0; i < elements.Length; i++)
        {
            if (HasFresh(elements[i] & world.Owed))
                _freshElements |= 1ul << i;
            else if (!tuple.Elements[i].Unwrapped().IsNullLiteral())
                _otherElements |= 1ul << i;
        }
    }
}
