using System.Collections.Generic;
using System.Linq;
using System.Threading;
using LeakLint.Flow;
using LeakLint.Symbols;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace LeakLint.Ownership;

/// <summary>
/// Follows the obligation to release every resource that a body acquires: until it is released, handed over, or lost at an exit.
/// </summary>
/// <remarks>
/// An obligation is a set of aliases: each acquisition is a site, each variable knows the sites that it may refer to, and whatever
/// happens to a variable happens to all of these. Where the code cannot be understood the obligation counts as handed over, so
/// the rules stay silent.
/// </remarks>
internal sealed partial class OwnershipAnalysis : ForwardAnalysis<OwnershipState>
{
    private const int MaxSites = 64;

    private readonly OwnershipContext _context;
    private readonly ISymbol _function;
    private readonly int _depth;
    private readonly CancellationToken _cancel;
    private readonly GraphFacts _facts;
    private readonly List<Site> _sites = [];
    private readonly Dictionary<(SyntaxNode, ISymbol?), Site> _siteBySyntax = [];
    private readonly Dictionary<ISymbol, int> _symbols = new(SymbolEqualityComparer.Default);
    private readonly Dictionary<CaptureId, int> _captures = [];
    private readonly Dictionary<ISymbol, Site> _given = new(SymbolEqualityComparer.Default);
    private readonly OwnershipAnalysis? _outer;
    private readonly HashSet<ISymbol> _shared = new(SymbolEqualityComparer.Default);
    private int _variables;
    private Site? _givenThis;
    private ulong _settledHere;
    private SyntaxNode? _visited;
    private ulong _views;

    private OwnershipAnalysis(
        OwnershipContext context, ControlFlowGraph graph, ISymbol function, GraphFacts facts, int depth, OwnershipAnalysis? outer, CancellationToken cancel)
        : base(graph, cancel)
    {
        _context = context;
        _function = function;
        _depth = depth;
        _outer = outer;
        _cancel = cancel;
        _facts = facts;
    }

    /// <summary>Analyses a body for its own acquisitions.</summary>
    /// <param name="fieldsMayHoldResources">Whether owned fields may hold a resource when the body begins.</param>
    /// <param name="followsRisks">Whether it matters what is lost when an operation fails.</param>
    /// <returns>Null when the body cannot be understood: silence.</returns>
    public static OwnershipResult? Analyze(
        OwnershipContext context, ControlFlowGraph graph, ISymbol function, bool fieldsMayHoldResources, bool followsRisks, CancellationToken cancel)
    {
        var facts = GraphFacts.Collect(graph, context);
        if (facts.HasInvalidCode)
            return null;
        var look = LookAgain(CalleeSummaries.Unseen, null, asksMakers: false);
        if (look is not { IsAllSettled: true })
            look = LookAgain(CalleeSummaries.MaxDepth, look, asksMakers: false);
        if (look is { IsAllSettled: false, _leavesMakersAside: true })
            look = LookAgain(CalleeSummaries.MaxDepth, look, asksMakers: true);
        return look is null ? null : new(graph, function, look._sites, facts);

        OwnershipAnalysis? LookAgain(int depth, OwnershipAnalysis? before, bool asksMakers)
        {
            var analysis = new OwnershipAnalysis(context, graph, function, facts, depth, null, cancel) { _followsRisks = followsRisks, _before = before, _asksMakers = asksMakers };
            var world = new World();
            analysis.AddFields(world, fieldsMayHoldResources, onlyAssigned: true);
            return analysis.Run(new(world)) && !analysis.GaveUp ? analysis : null;
        }
    }

    public static OwnershipAnalysis ForCallers(
        OwnershipContext context, ControlFlowGraph graph, IMethodSymbol method, int depth, CancellationToken cancel) =>
        new(context, graph, method, GraphFacts.Collect(graph, context), depth, null, cancel);

    /// <summary>How many calls deep bodies were looked into.</summary>
    public int Needed { get; private set; }

    private bool Understands() => !_facts.HasInvalidCode;

    protected override OwnershipState Clone(OwnershipState state) => state.Clone();

    protected override bool Merge(OwnershipState target, OwnershipState source) => target.Merge(source);

    protected override void Visit(IOperation operation, OwnershipState state)
    {
        _visited = operation.Syntax;
        if (operation is IReturnOperation { Kind: OperationKind.YieldReturn } yielded)
        {
            if (yielded.ReturnedValue is { } value)
                VisitReturn(value, state);
            MayBeAbandoned(state, yielded.Syntax);
            return;
        }

        if (FlagAssignment(operation) is var (flag, assigned))
        {
            foreach (var world in state.Worlds)
                Evaluate(assigned, world);
            state.Split(world => SplitOnFlag(world, flag, assigned));
            return;
        }

        var risk = _followsRisks ? FindRisk(operation, state) : null;
        var before = risk is not null || (_facts.HasHandlers && CanThrow(operation)) ? state.Clone() : null;
        _settledHere = 0;
        foreach (var world in state.Worlds)
            Evaluate(operation, world);
        if (before is null)
            return;
        // When a release or hand-over throws, the resource is out of our hands; when an awaited call does, it gave nothing.
        foreach (var world in before.Worlds)
        {
            world.Owed &= ~_settledHere;
            world.AtRisk = risk is null ? 0 : world.Owed & ~world.Empty;
        }

        MayThrow(before);
    }

    protected override void VisitReturn(IOperation value, OwnershipState state)
    {
        foreach (var world in state.Worlds)
        {
            var mask = Evaluate(value, world);
            NoteReturn(value, mask, world);
            foreach (var site in SitesIn(mask))
                site.Returned = true;
            world.Owed &= ~(mask | ViewsOf(mask));
            HandOver(PartOf(value, world) & ~OnlyTokens(value, world) & ~OnlyServices(value, world), world);
            // What the object turns itself into for its caller is a view of it, which the caller needs open.
            if (value is IConversionOperation { OperatorMethod: { } turned, Operand: var whole } && SymbolEqualityComparer.Default.Equals(turned.ContainingType, whole.Type))
                HandOver(MaskOf(whole, world), world);
        }
    }

    protected override void LeaveRegion(ControlFlowRegion region, OwnershipState state)
    {
        foreach (var world in state.Worlds)
        {
            foreach (var local in region.Locals)
            {
                if (_symbols.TryGetValue(local, out var variable))
                    Forget(variable, world);
            }

            foreach (var capture in region.CaptureIds)
            {
                if (_captures.TryGetValue(capture, out var variable))
                    Forget(variable, world);
            }
        }
    }

    protected override void Exit(OwnershipState state, ExitKind kind, SyntaxNode? at, BasicBlock from)
    {
        if (kind == ExitKind.Exception)
        {
            NoteRisk(state, from);
            return;
        }

        var exit = new LostExit(kind, at, from);
        foreach (var world in state.Worlds)
        {
            foreach (var site in SitesIn((world.Owed & ~world.Empty) | world.Settled))
            {
                // What a field holds is not lost when the body ends.
                if ((world.Owed & ~world.Empty & site.Bit) != 0 && site.Kind != SiteKind.Field && !site.LostAt.Contains(exit))
                    site.LostAt.Add(exit);
                site.StaysHeld |= (world.Owed & site.Bit) != 0 && site.Kind == SiteKind.Field;
                if ((world.Owed & site.Bit) != 0 && site.Kind == SiteKind.Field && kind == ExitKind.Throw && _followsRisks && LosesObject && at is not null && !site.AtRiskAt.Contains(at))
                    site.AtRiskAt.Add(at);
                if ((world.Settled & site.Bit) != 0 && !site.SettledAt.Contains(exit))
                    site.SettledAt.Add(exit);
            }
        }
    }

    private static void Forget(int variable, World world)
    {
        world[variable] = 0;
        world.KnownNull &= ~(1ul << variable);
        world.KnownNotNull &= ~(1ul << variable);
    }

    /// <summary>The site of an acquisition, made when it is first met; null past the limit.</summary>
    private Site? SiteOf(SiteKind kind, SyntaxNode syntax, ITypeSymbol type, ISymbol? slot = null)
    {
        if (_siteBySyntax.TryGetValue((syntax, slot), out var site))
            return site;
        if (_sites.Count == MaxSites)
        {
            GiveUp();
            return null;
        }

        site = new(_sites.Count, kind, syntax, type, _context.Catalog.TierOf(type));
        _sites.Add(site);
        _siteBySyntax.Add((syntax, slot), site);
        NoteBefore(site, (syntax, slot));
        return site;
    }

    private IEnumerable<Site> SitesIn(ulong mask)
    {
        for (var i = 0; mask != 0; i++, mask >>= 1)
        {
            if ((mask & 1) != 0)
                yield return _sites[i];
        }
    }

    /// <summary>The number of a variable; -1 when there are too many.</summary>
    private int VariableOf(ISymbol symbol)
    {
        if (_symbols.TryGetValue(symbol, out var variable))
            return variable;
        if (_variables == MaxSites)
        {
            GiveUp();
            return -1;
        }

        return _symbols[symbol] = _variables++;
    }

    private int VariableOf(CaptureId capture)
    {
        if (_captures.TryGetValue(capture, out var variable))
            return variable;
        if (_variables == MaxSites)
        {
            GiveUp();
            return -1;
        }

        return _captures[capture] = _variables++;
    }

    private void Release(ulong mask, SyntaxNode at, World world)
    {
        if (_leases != 0 && !LeaseFacts.IsReturn(at))
            mask &= ~_leases;
        mask |= ViewsOf(mask);
        mask &= ~LentIn(mask);
        foreach (var site in SitesIn(mask))
        {
            if (!site.ReleasedAt.Contains(at))
                site.ReleasedAt.Add(at);
        }

        NoteSettled(mask, world);
    }

    private void HandOver(ulong mask, World world)
    {
        mask |= ViewsOf(mask);
        foreach (var site in SitesIn(mask & world.Owed))
        {
            site.HandedOver = true;
            if (_visited is not null && !site.HandedOverAt.Contains(_visited))
                site.HandedOverAt.Add(_visited);
        }

        NoteSettled(mask, world);
    }

    private void NoteSettled(ulong mask, World world)
    {
        _settledHere |= mask;
        world.Settled |= mask & world.Owed;
        world.Owed &= ~mask;
    }

    /// <summary>What is among the sites only because another of them works on it.</summary>
    private ulong LentIn(ulong mask)
    {
        ulong lent = 0;
        foreach (var site in SitesIn(mask))
        {
            if ((site.LentTo & mask) != 0)
                lent |= site.Bit;
        }

        return lent;
    }

    /// <summary>What shares the fate of the sites because it only looks at them.</summary>
    private ulong ViewsOf(ulong mask)
    {
        if (_views == 0)
            return 0;
        ulong holders = 0;
        foreach (var site in SitesIn(mask))
            holders |= site.HeldBy;
        return holders & _views;
    }

    /// <summary>Makes the site owed anew and gives what refers to it.</summary>
    private ulong Acquire(Site site, World world)
    {
        var bit = site.Bit;
        if ((world.Owed & ~world.Empty & bit) != 0)
        {
            // The resource of the last iteration is still owed. Where something else still refers to it, that decides.
            if ((world.ReferencedBesides(-1) & bit) == 0)
                AddOverwritten(site, site.Syntax);
            else
                world.Stale |= bit;
        }

        world.Owed |= bit;
        world.Settled &= ~bit;
        world.Empty &= ~bit;
        return bit;
    }

    private static void AddOverwritten(Site site, SyntaxNode at)
    {
        if (!site.OverwrittenAt.Contains(at) && !FirstRound.Guards(site.Syntax))
            site.OverwrittenAt.Add(at);
    }

    /// <param name="world">The world at the entry.</param>
    /// <param name="held">Whether the fields may hold resources there.</param>
    /// <param name="onlyAssigned">Whether only fields matter that the body assigns: for what is overwritten.</param>
    private void AddFields(World world, bool held, bool onlyAssigned)
    {
        foreach (var used in _facts.Fields)
        {
            if (onlyAssigned && !_facts.AssignedFields.Contains(used.Key))
                continue;
            if (SiteOf(SiteKind.Field, used.Value, ((IFieldSymbol)used.Key).Type, used.Key) is not { } site
                || VariableOf(used.Key) is not (>= 0 and var variable))
                return;
            site.Holder = used.Key;
            if (!held)
                continue;
            world[variable] = site.Bit;
            world.Owed |= site.Bit;
        }
    }

    private Site? FieldSite(ISymbol field) =>
        _facts.Fields.TryGetValue(field, out var syntax) && _siteBySyntax.TryGetValue((syntax, field), out var site) ? site : null;
}
