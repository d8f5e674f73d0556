using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Linq;
using LeakLint.Lifetimes;
using LeakLint.Symbols;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace LeakLint.Rules.Growth;

/// <summary>Gathers what the code does to collections that may live as long as the process, and asks the rules.</summary>
/// <remarks>
/// One for each compilation. A private collection is decided when its type is done, so that reports show while code is edited; one that other
/// types can reach, or whose lifetime a registration decides, at the end of the compilation.
/// </remarks>
internal sealed class CollectionRules
{
    private const int LeastParts = 4;

    private readonly ConcurrentDictionary<ISymbol, CollectionFacts?> _facts = new(SymbolEqualityComparer.Default);
    private readonly ConcurrentDictionary<ISymbol, ISymbol> _holders = new(SymbolEqualityComparer.Default);
    private readonly ConcurrentDictionary<INamedTypeSymbol, bool> _types = new(SymbolEqualityComparer.Default);
    private readonly ConcurrentDictionary<CollectionFacts, bool> _decided = new();
    private readonly ConcurrentDictionary<CollectionFacts, bool> _followed = new();
    private readonly ConcurrentDictionary<CollectionFacts, bool> _growing = new();
    private readonly ProcessLong _lifetimes;
    private readonly Callers _callers;

    public CollectionRules(Compilation compilation, ProcessLong lifetimes)
    {
        _lifetimes = lifetimes;
        _callers = new(compilation, HoldsCollections);
    }

    public void Start(SymbolStartAnalysisContext context)
    {
        var type = (INamedTypeSymbol)context.Symbol;
        var isHolder = HasCandidates(type);
        var interested = isHolder;
        for (var owner = type.ContainingType; owner is not null && !interested; owner = owner.ContainingType)
            interested = HasCandidates(owner);
        if (interested)
        {
            context.RegisterOperationAction(
                operation => Note((IMemberReferenceOperation)operation.Operation, operation.ContainingSymbol, isPrivate: true), OperationKind.FieldReference, OperationKind.PropertyReference);
        }

        if (isHolder)
            context.RegisterSymbolEndAction(end => ReportPrivate(type, end));
    }

    /// <summary>References to collections that other types can reach; they may be anywhere.</summary>
    public void NoteShared(OperationAnalysisContext context) =>
        Note((IMemberReferenceOperation)context.Operation, context.ContainingSymbol, isPrivate: false);

    public void NoteCall(OperationAnalysisContext context)
    {
        if (context.Operation is IMethodReferenceOperation reference)
        {
            _callers.Note(reference.Method, context.ContainingSymbol);
            if (reference.Method.HasSource() && GrowthSite.IsHandler(reference))
                _callers.NoteHandler(reference.Method);
        }
        else
        {
            var call = (IInvocationOperation)context.Operation;
            _callers.Note(call.TargetMethod, context.ContainingSymbol);
            // What starts the program declares its endpoints, but requests run them.
            if (call.TargetMethod.HasSource() && GrowthSite.IsStartUp(context.ContainingSymbol) && GrowthSite.IsInHandler(call))
                _callers.NoteServed(call);
        }
    }

    public void NoteCreation(OperationAnalysisContext context) => _callers.Note((IObjectCreationOperation)context.Operation, context.ContainingSymbol);

    /// <summary>The local collections of a program, which its handlers use for as long as it runs.</summary>
    public void CheckProgram(OperationBlockAnalysisContext context)
    {
        if (context.OwningSymbol.Name != "<Main>$")
            return;
        var facts = new Dictionary<ISymbol, CollectionFacts?>(SymbolEqualityComparer.Default);
        foreach (var operation in context.OperationBlocks.SelectMany(block => block.Descendants()))
        {
            if (operation is not ILocalReferenceOperation { Local: { IsStatic: false } local } reference || CollectionKinds.Of(local.Type) == CollectionKind.None)
                continue;
            if (!facts.TryGetValue(local, out var known))
                facts.Add(local, known = CollectionFacts.TryCreate(local));
            known?.Note(reference, context.OwningSymbol);
        }

        foreach (var local in facts.Values)
        {
            if (local is not null)
                Decide(local, isLong: true, context.Options, context.Reporter());
        }
    }

    public void ReportRest(CompilationAnalysisContext context)
    {
        foreach (var facts in _facts.Values)
        {
            if (facts is null)
                continue;
            var owner = facts.Holder.ContainingType;
            var isLong = facts.Holder.IsStatic || ProcessLong.IsDeclared(owner) || _lifetimes.IsRegistered(owner);
            var report = context.Reporter(facts.Holder);
            if (!_decided.ContainsKey(facts))
                Decide(facts, isLong, context.Options, report);
            if (!_followed.ContainsKey(facts))
                EntryLeftBehindOnFailure.Check(facts, _callers, isLong, report, context.CancellationToken);
            EntryLeftBehindOnFailure.CheckGivenUp(facts, _callers, report);
        }

        foreach (var group in _facts.Values.OfType<CollectionFacts>().Where(facts => !_growing.ContainsKey(facts)).GroupBy(facts => facts.Holder.ContainingType, (IEqualityComparer<INamedTypeSymbol>)SymbolEqualityComparer.Default))
            IndexesDriftApart.Check([.. group.OrderBy(facts => facts.Holder.Locations[0].SourceSpan.Start)], _callers, context.Reporter(group.Key));
    }

    private void ReportPrivate(INamedTypeSymbol type, SymbolAnalysisContext context)
    {
        foreach (var member in type.GetMembers())
        {
            if (member.DeclaredAccessibility != Accessibility.Private || !_facts.TryGetValue(member, out var facts) || facts is null || HasSharedAlias(member))
                continue;
            var isLong = member.IsStatic || ProcessLong.IsDeclared(type);
            var report = context.Reporter(member);
            if (isLong && facts.Removals.All(removal => _callers.IsSettled(removal.Member)) && facts.Growth.All(IsSettled) && _decided.TryAdd(facts, true))
                Decide(facts, isLong, context.Options, report);
            // How grave it is may depend on a registration that is not seen yet.
            if ((isLong || facts.Additions.All(EntryLeftBehindOnFailure.IsPlain))
                && facts.Removals.All(removal => _callers.IsSettled(removal.Member) || facts.Additions.Any(addition => SymbolEqualityComparer.Default.Equals(addition.Member, removal.Member)))
                && _followed.TryAdd(facts, true))
                EntryLeftBehindOnFailure.Check(facts, _callers, isLong, report, context.CancellationToken);
        }
    }

    private void Decide(CollectionFacts facts, bool isLong, AnalyzerOptions options, Action<Diagnostic> report)
    {
        if (facts.Escapes || facts.IsLimited)
            return;
        // Of those that live long the other rules tell more.
        if (!isLong && (facts.Removals.Count == 0 || PendingEntries.AreOnlyLookedUp(facts)))
        {
            // Who ends single entries lives longer than each of them.
            IReadOnlyList<GrowthSite> running = [.. facts.Growth.Where(site => !_callers.IsStartUpOnly(site.Member) && !IsSetUp(facts, site))];
            if (EntriesThatStay.Check(facts, running, report) || CollectionOnlyGrows.CheckEnded(facts, running, report) || CollectionOnlyGrows.CheckEmptied(facts, running, report))
            {
                _growing.TryAdd(facts, true);
                return;
            }
        }

        if (!isLong && !facts.Removals.Any(removal => Sweeps.IsSweep(_callers.FirstOf(removal.Member))))
            return;
        IReadOnlyList<GrowthSite> sites = [.. facts.Growth.Where(site => IsRunning(site) && !IsSetUp(facts, site) && !IsKnown(facts, site))];
        // The keys are few, but the collections under them grow.
        if (sites.Count == 0 && facts.Removals.Count == 0)
            sites = [.. facts.InnerGrowth.Where(IsRunning)];
        if (sites.Count == 0 || IsComposition(facts, sites))
            return;
        IReadOnlyList<RemovalSite> removals = [.. facts.Removals.Where(removal => !_callers.IsForTests(removal))];
        if (isLong && removals.Count > 0 && removals.All(removal => OtherKeys.AreRemoved(removal, facts.Additions)))
        {
            if (CollectionOnlyGrows.CheckOtherKey(facts, sites, removals, _callers, options, report))
                _growing.TryAdd(facts, true);
            return;
        }

        var reach = removals.Select(removal => _callers.ReachOf(removal.Member, facts.Holder, sites.Select(site => site.Member))).ToList();
        var last = reach.Count == 0 ? Reach.Never : reach.Max();
        if (last == Reach.Running && isLong && EvictionNeverCalled.CheckSweep(facts, sites, [.. removals.Where((removal, i) => reach[i] == Reach.Running)], _callers, report))
            _growing.TryAdd(facts, true);
        if (last == Reach.Running || (last == Reach.Offered && !isLong))
            return;
        var uncalled = removals.Where((removal, i) => reach[i] is Reach.Never or Reach.Offered).ToList();
        var reported = false;
        if (uncalled.Count > 0 && (last == Reach.Never || isLong))
        {
            // A member for others is a duty to call it only where its name says what it is for.
            if ((last != Reach.Offered && isLong) || uncalled.All(removal => Sweeps.IsSweep(_callers.FirstOf(removal.Member))))
                reported = EvictionNeverCalled.Check(facts, sites, uncalled, _callers.FirstOf(uncalled[0].Member), sure: last != Reach.Offered && isLong, _callers, report);
        }
        else if (isLong)
        {
            reported = CollectionOnlyGrows.Check(facts, sites, removals, _callers, options, report);
        }

        if (reported)
            _growing.TryAdd(facts, true);
    }

    /// <summary>Whether the type alone tells when the addition runs: code elsewhere may be what starts the program, and nothing else.</summary>
    private bool IsSettled(GrowthSite site) => site.HasEndlessKey || site.IsServed || _callers.IsSettled(site.Member) && site.Member is IMethodSymbol { MethodKind: MethodKind.Ordinary };

    /// <summary>Whether the running program adds, not only what starts it. Sessions and the like do not come at the start.</summary>
    private bool IsRunning(GrowthSite site) => ((site.HasEndlessKey || site.IsServed) && site.Member.DeclaredAccessibility != Accessibility.Private) || !_callers.IsStartUpOnly(site.Member);

    /// <summary>Whether the code around the addition asks for its key in a table that does not grow: then there are no more keys than in that table.</summary>
    private bool IsKnown(CollectionFacts facts, GrowthSite site) =>
        facts.Kind != CollectionKind.Sequence && KnownKeys.FindTable(site) is { } table
        && (!_facts.TryGetValue(_holders.GetOrAdd(table.OriginalDefinition, PropertyAlias.Resolve), out var known) || known is null ? KnownKeys.IsFixed(table) : known is { Escapes: false } && !known.Growth.Any(IsRunning));

    /// <summary>Whether the collection is a part of what an object is given before it is used.</summary>
    /// <remarks>A key that plainly comes from outside says otherwise, but for settings.</remarks>
    private static bool IsSetUp(CollectionFacts facts, GrowthSite site)
    {
        if (facts.Holder.IsStatic || facts.Holder is ILocalSymbol)
            return false;
        var type = facts.Holder.ContainingType;
        return SetUpTypes.AreSettings(type) || (!site.HasOpenKey && (SetUpTypes.Build(type) || (SetUpTypes.Lists(type) && !GrowthEvidence.KeepsMuch(facts))));
    }

    /// <summary>Whether one member puts many things into a list, one after the other: a fixed set, put together once.</summary>
    private static bool IsComposition(CollectionFacts facts, IReadOnlyList<GrowthSite> sites) =>
        facts.Kind == CollectionKind.Sequence && sites.Count >= LeastParts && sites.All(site => !site.IsServed && SymbolEqualityComparer.Default.Equals(site.Member, sites[0].Member));

    private void Note(IMemberReferenceOperation reference, ISymbol member, bool isPrivate)
    {
        if (CollectionKinds.Of(LazyTypes.Unwrap(reference.Type)) == CollectionKind.None)
            return;
        var kept = LazyTypes.FindHolder(reference);
        if (kept.DeclaredAccessibility == Accessibility.Private != isPrivate)
            return;
        var holder = _holders.GetOrAdd(kept.OriginalDefinition, PropertyAlias.Resolve);
        _facts.GetOrAdd(holder, CollectionFacts.TryCreate)?.Note(reference, member);
    }

    /// <summary>Whether other types reach the field by a property.</summary>
    private bool HasSharedAlias(ISymbol field) => field.ContainingType.GetMembers().Any(
        member => member is IPropertySymbol { DeclaredAccessibility: not Accessibility.Private } && SymbolEqualityComparer.Default.Equals(_holders.GetOrAdd(member.OriginalDefinition, PropertyAlias.Resolve), field));

    private bool HoldsCollections(INamedTypeSymbol type) => _types.GetOrAdd(type.OriginalDefinition, static type =>
        type.GetMembers().Any(member => member is IFieldSymbol field && CollectionKinds.Of(LazyTypes.Unwrap(field.Type)) != CollectionKind.None));

    private static bool HasCandidates(INamedTypeSymbol type)
    {
        if (type.TypeKind is TypeKind.Enum or TypeKind.Delegate)
            return false;
        foreach (var member in type.GetMembers())
        {
            if (member.DeclaredAccessibility == Accessibility.Private && member is IFieldSymbol field && CollectionKinds.Of(LazyTypes.Unwrap(field.Type)) != CollectionKind.None)
                return true;
        }

        return false;
    }
}
