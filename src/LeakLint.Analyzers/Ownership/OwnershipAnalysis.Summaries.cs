using System;
using System.Collections.Generic;
using System.Linq;
using LeakLint.Flow;
using LeakLint.Symbols;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace LeakLint.Ownership;

/// <content>Summaries: what a body does to what it is given, for those who call it or make a delegate of it.</content>
internal sealed partial class OwnershipAnalysis
{
    private readonly Dictionary<SyntaxNode, NestedFunction?> _nested = [];

    // "timer = new Timer(_ => timer.Dispose())": what is stored later in a variable that a delegate releases is settled as well.
    private readonly HashSet<ISymbol> _settledByNested = new(SymbolEqualityComparer.Default);
    private bool _returnsOwned;
    private bool _returnsOther;
    private bool _storesField;
    private bool _givesItselfAway;
    private ulong _returned;
    private ulong _freshOut;

    /// <summary>What a nested function does with what it is given and with what it captures.</summary>
    /// <param name="Contract">For those who call it.</param>
    /// <param name="Captured">The captured variables that may hold a resource.</param>
    /// <param name="Disposed">The captured variables whose resource it releases or hands over.</param>
    /// <param name="Starts">Whether it may start something, such as a process that it captured.</param>
    private sealed record NestedFunction(Contract Contract, List<ISymbol> Captured, List<ISymbol> Disposed, bool Starts);

    /// <summary>Runs the analysis with parameters and the own object as resources that somebody gave.</summary>
    /// <returns>Null when the body cannot be understood.</returns>
    public Contract? RunForCallers()
    {
        if (_function is not IMethodSymbol method || !Understands())
            return null;
        var world = new World();
        AddFields(world, held: true, onlyAssigned: false);
        if (!method.IsStatic && method.MethodKind != MethodKind.Constructor && IsResource(method.ContainingType))
        {
            _givenThis = SiteOf(SiteKind.Given, Graph.OriginalOperation.Syntax, method.ContainingType);
            if (_givenThis is not null)
                world.Owed |= _givenThis.Bit;
        }

        foreach (var parameter in method.Parameters)
        {
            if (parameter.RefKind is RefKind.None or RefKind.In && _context.Catalog.MayBeResource(parameter.Type))
                Give(parameter, parameter.Type, world);
        }

        return Run(new(world)) && !GaveUp ? ToContract(method) : null;
    }

    private void Give(ISymbol symbol, ITypeSymbol type, World world)
    {
        if (SiteOf(SiteKind.Given, Graph.OriginalOperation.Syntax, type, symbol) is not { } site || VariableOf(symbol) is not (>= 0 and var variable))
            return;
        site.Holder = symbol;
        _given[symbol] = site;
        world[variable] = site.Bit;
        world.Owed |= site.Bit;
    }

    private Contract ToContract(IMethodSymbol method)
    {
        var arguments = new Transfer[method.Parameters.Length];
        ulong given = 0;
        for (var i = 0; i < arguments.Length; i++)
        {
            var parameter = method.Parameters[i];
            if (!_given.TryGetValue(parameter, out var site))
            {
                // What is no resource by its type may still carry one, and then nobody followed it.
                arguments[i] = parameter.RefKind == RefKind.Ref || MayHold(parameter.Type) ? Transfer.TakesOver : Transfer.Borrows;
                continue;
            }

            arguments[i] = TransferOf(site);
            given |= site.Bit;
        }

        var endsField = false;
        foreach (var field in _facts.Fields.Keys)
        {
            // What it only hands on it goes on using, unless its name says that this is the end.
            if (FieldSite(field) is { } site)
                endsField |= (site.ReleasedAt.Count > 0 && !IsReleasedOnFailure(site)) || (site.HandedOver && SyntacticUse.MayEnd(method.Name));
        }

        // A method that stores a resource replaces what it releases; the object lives on.
        var releases = Contracts.IsReleaseName(method.SimpleName()) || ReleaseAliases.Contain(method)
            || (_givenThis is { } self && ((self.ReleasedAt.Count > 0 && !IsReleasedOnFailure(self)) || endsField) && !_storesField);
        var receiver = releases && !method.IsStatic ? Transfer.Releases
            : _givesItselfAway ? Transfer.TakesOver
            : _givenThis is { ReleasedAt.Count: > 0 } ? Transfer.ReleasesOnFailure : Transfer.Borrows;
        return new(ResultFor(given, method), receiver, Transfer.Borrows, arguments, FreshOut: FreshOut(method), FreshElements: _facts.HasUnknownValues ? 0 : _freshElements & ~_otherElements, FromBody: true);
    }

    /// <summary>Whether every path that releases it ends by throwing: <c>catch { Dispose(); throw; }</c>.</summary>
    private static bool IsReleasedOnFailure(Site site) => site.SettledAt.Count > 0 && site.SettledAt.TrueForAll(exit => exit.Kind == ExitKind.Throw);

    /// <summary>The out parameters that give the caller what is nobody else's.</summary>
    private ulong FreshOut(IMethodSymbol method)
    {
        var fresh = _freshOut;
        foreach (var parameter in method.Parameters)
        {
            var bit = 1ul << parameter.Ordinal;
            if ((fresh & bit) != 0 && method.DeclaringSyntaxReferences.Any(reference => ReturnSyntax.Keeps(parameter.Name, reference.GetSyntax(_cancel))))
                fresh &= ~bit;
        }

        return fresh;
    }

    private static Transfer TransferOf(Site site)
    {
        if (site.ReleasedAt.Count > 0 && site.LostAt.Count == 0)
            return Transfer.Releases;
        return site.HandedOver || site.ReleasedAt.Count > 0 ? Transfer.TakesOver : Transfer.Borrows;
    }

    private ResultOwner ResultFor(ulong given, IMethodSymbol method)
    {
        var result = ResultOwner.Other;
        if ((_returned & given) != 0)
            result |= ResultOwner.Arguments;
        foreach (var site in SitesIn(_returned))
        {
            if (site == _givenThis || (site.Kind == SiteKind.Field && !method.IsStatic))
                result |= ResultOwner.Receiver;
        }

        // What is sometimes made and sometimes shared is nobody's to release; behind a name that means nothing may stand a cache.
        return _returnsOwned && !_returnsOther && !_facts.HasUnknownValues ? result | ResultOwner.Caller : result;
    }

    private void NoteReturn(IOperation value, ulong mask, World world)
    {
        if (value.Unwrapped().IsNullLiteral())
            return;
        if (_function is IMethodSymbol method && !TupleResults.ElementsOf(method, _context).IsEmpty)
            NoteReturnedElements(value, world);
        if (HasFresh(mask & world.Owed))
            _returnsOwned = true;
        else if (mask == 0 || !IsGiven(mask))
            _returnsOther = true;
        _returned |= mask;
    }

    /// <summary>Whether the body made one of these itself: what a field holds, or what was given, it did not.</summary>
    private bool HasFresh(ulong mask)
    {
        foreach (var site in SitesIn(mask))
        {
            if (site.Kind is SiteKind.Creation or SiteKind.Call or SiteKind.OutArgument)
                return true;
        }

        return false;
    }

    private bool IsGiven(ulong mask)
    {
        foreach (var site in SitesIn(mask))
        {
            if (site.Kind != SiteKind.Given)
                return false;
        }

        return true;
    }

    private Contract? ForCallersOf(IFlowAnonymousFunctionOperation lambda) => NestedOf(lambda)?.Contract;

    private Contract? ForCallersOf(IMethodSymbol localFunction) => NestedOf(localFunction)?.Contract;

    private NestedFunction? NestedOf(IFlowAnonymousFunctionOperation lambda)
    {
        if (!_nested.TryGetValue(lambda.Syntax, out var nested))
            _nested[lambda.Syntax] = nested = Summarise(Graph.GetAnonymousFunctionControlFlowGraphInScope(lambda, _cancel), lambda.Symbol);
        return nested;
    }

    private NestedFunction? NestedOf(IMethodSymbol localFunction)
    {
        localFunction = localFunction.OriginalDefinition;
        if (localFunction.DeclaringSyntaxReferences.Length != 1)
            return null;
        var syntax = localFunction.DeclaringSyntaxReferences[0].GetSyntax(_cancel);
        for (var outer = this; outer is not null; outer = outer._outer)
        {
            if (outer._nested.TryGetValue(syntax, out var known))
                return known;
        }

        // A function that calls itself adds nothing to what it does.
        _nested[syntax] = new(new(), [], [], Starts: false);
        return _nested[syntax] = GraphOf(localFunction) is { } graph ? Summarise(graph, localFunction) : null;
    }

    /// <summary>The graph of a local function of this body or of one around it; null in code that does not compile.</summary>
    private ControlFlowGraph? GraphOf(IMethodSymbol localFunction)
    {
        for (var graph = Graph; graph is not null; graph = graph.Parent)
        {
            if (graph.LocalFunctions.Contains(localFunction))
                return graph.GetLocalFunctionControlFlowGraph(localFunction, _cancel);
        }

        return null;
    }

    private NestedFunction? Summarise(ControlFlowGraph graph, IMethodSymbol function)
    {
        if (_depth == 0)
        {
            Needed = Summary.Limited;
            return null;
        }

        var facts = GraphFacts.Collect(graph, _context);
        var depth = _depth == CalleeSummaries.Unseen ? _depth : _depth - 1;
        var analysis = new OwnershipAnalysis(_context, graph, function, facts, depth, this, _cancel);
        if (!analysis.Understands())
            return null;
        var world = new World();
        analysis.AddFields(world, held: true, onlyAssigned: false);
        foreach (var parameter in function.Parameters)
        {
            if (parameter.RefKind is RefKind.None or RefKind.In && _context.Catalog.MayBeResource(parameter.Type))
                analysis.Give(parameter, parameter.Type, world);
        }

        var captured = new List<ISymbol>();
        foreach (var variable in analysis._facts.Variables)
        {
            if (analysis.IsOwn(variable.Key) || !_context.Catalog.MayBeResource(variable.Value))
                continue;
            captured.Add(variable.Key);
            analysis.Give(variable.Key, variable.Value, world);
        }

        var isUnderstood = analysis.Run(new(world)) && !analysis.GaveUp;
        Needed = Math.Max(Needed, Summary.Above(analysis.Needed));
        if (!isUnderstood)
            return null;
        var disposed = captured.FindAll(symbol => analysis._given.TryGetValue(symbol, out var site) && TransferOf(site) != Transfer.Borrows);
        // "GetOrAdd(id, _ => new Started(process))": what a lambda puts into the object that it gives goes where that goes.
        if (function.MethodKind == MethodKind.AnonymousFunction && !function.ReturnsVoid)
            disposed.AddRange(captured.Where(symbol => analysis._given.TryGetValue(symbol, out var site) && (analysis._returned & site.Bit) != 0
                && !SymbolEqualityComparer.Default.Equals(site.Type, _context.Types.Unwrap(function.ReturnType)) && !disposed.Contains(symbol)));
        // What the local functions that it calls release is released by it.
        disposed.AddRange(analysis._settledByNested.Where(symbol => !analysis.IsOwn(symbol) && !disposed.Contains(symbol)));
        return new(analysis.ToContract(function), captured, disposed, MayStart(graph.OriginalOperation.Syntax, captured));
    }

    /// <summary>Whether a function starts something, or gives one of these to another that may.</summary>
    private static bool MayStart(SyntaxNode function, List<ISymbol> captured)
    {
        foreach (var node in function.DescendantNodes())
        {
            if (node is IdentifierNameSyntax { Identifier.ValueText: var name } identifier
                && (name == "Start" || (identifier.Parent is ArgumentSyntax { Parent.Parent: InvocationExpressionSyntax } && captured.Exists(symbol => symbol.Name == name))))
                return true;
        }

        return false;
    }
}
