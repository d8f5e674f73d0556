using System;
using System.Collections.Concurrent;
using System.Linq;
using System.Threading;
using LeakLint.Options;
using LeakLint.Symbols;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.FlowAnalysis;

namespace LeakLint.Ownership;

/// <summary>What the methods of this compilation do to ownership, found by running the engine over their bodies on demand.</summary>
/// <remarks>
/// A summary is a function of the method and of the depth that is left: recursion asks for a smaller depth and so ends, and the
/// answer depends neither on the order of questions nor on the timing of threads.
/// </remarks>
internal sealed class CalleeSummaries(OwnershipContext context)
{
    /// <summary>How many calls deep bodies are looked into.</summary>
    public const int MaxDepth = OwnershipOptions.MaxCallDepth;

    /// <summary>
    /// In place of a depth: no callee is looked into, and each counts as giving its caller what it returns and doing nothing with what it is
    /// given. That is the assumption under which most is lost: what is not lost under it need not be looked into.
    /// </summary>
    public const int Unseen = -1;

    private readonly ConcurrentDictionary<(IMethodSymbol Method, int Depth), Summary> _summaries = new(new MethodKeyComparer<int>());
    private readonly ConcurrentDictionary<IMethodSymbol, Summary> _whole = new(SymbolEqualityComparer.Default);
    private readonly ConcurrentDictionary<SyntaxTree, SemanticModel> _models = new();
    private readonly SoleImplementations _implementations = new(context.Compilation);
    private readonly CalleeSyntax _syntax = new(context);

    /// <summary>Whether the method may give its caller what it made, going by its syntax; null when it has no body that can be looked into.</summary>
    public bool? MayReturnFresh(IMethodSymbol method) => BodyOf(method) is var body && HasOneBody(body) ? _syntax.MayReturnFresh(body) : null;

    /// <summary>Whether the method may give its caller what it made by an out parameter, going by its syntax; null when it has no body that can be looked into.</summary>
    public bool? MayGiveOut(IMethodSymbol method, IParameterSymbol parameter) =>
        BodyOf(method) is var body && HasOneBody(body) && CalleeSyntax.HasBody(body.DeclaringSyntaxReferences[0].GetSyntax()) ? (_syntax.GivenOut(body) & (1ul << parameter.Ordinal)) != 0 : null;

    /// <summary>Whether the method may release what it is called on, or what that holds, going by its syntax.</summary>
    public bool MayReleaseReceiver(IMethodSymbol method) => BodyOf(method) is var body && (!HasOneBody(body) || _syntax.ReleasesAField(body));

    /// <summary>The summary of the method; without a contract when it has no body that can be looked into.</summary>
    public Summary Find(IMethodSymbol method, int depth, CancellationToken cancel = default)
    {
        method = BodyOf(method);
        if (!HasOneBody(method))
            return method.IsAbstract ? FindCommon(method, depth, cancel) : default;
        if (context.Contracts.IsSettled(method))
            return default;
        if (depth == Unseen)
            return new(_syntax.Assume(method), Needed: 0);
        depth = Math.Min(depth, context.Options.CallDepth);
        // What did not reach its limit would find nothing else with a wider one.
        if (_whole.TryGetValue(method, out var whole) && whole.Needed <= depth)
            return whole;
        var key = (method, depth);
        if (_summaries.TryGetValue(key, out var known))
            return known;
        var summary = _summaries.GetOrAdd(key, Summarise(method, depth, cancel));
        if (summary.Needed <= depth)
            _whole.TryAdd(method, summary);
        return summary;
    }

    /// <summary>
    /// The summary of the method for a caller that loses nothing but what it calls the method on, or some of its arguments: where syntax tells what becomes of these,
    /// that is enough, and what the method gives is taken to be the caller's.
    /// </summary>
    /// <param name="method">The method that is called.</param>
    /// <param name="lost">What matters: the positions of parameters, one bit for each, and <see cref="CalleeSyntax.Receiver"/>.</param>
    /// <param name="depth">How many calls deep bodies are looked into where syntax does not tell.</param>
    /// <param name="cancel">Ends the search.</param>
    public Summary FindUse(IMethodSymbol method, ulong lost, int depth, CancellationToken cancel) =>
        BodyOf(method) is var body && HasOneBody(body) && !context.Contracts.IsSettled(body) && _syntax.FindUse(body, lost) is { } use ? new(use, Needed: 0) : Find(method, depth, cancel);

    /// <summary>What all implementations of the abstract method agree about; without a contract when one of them cannot be looked into.</summary>
    private Summary FindCommon(IMethodSymbol method, int depth, CancellationToken cancel)
    {
        // Many bodies for one answer: they are looked into for the body at hand only, and not far.
        if ((depth != Unseen && depth < context.Options.CallDepth) || SyntacticUse.MayEnd(method.Name) || context.Contracts.IsSettled(method))
            return default;
        Summary? common = null;
        foreach (var implementation in _implementations.FindAll(method))
        {
            var summary = Find(implementation, Math.Min(depth, 1), cancel);
            if (summary.Contract is not { } contract)
                return default;
            // One that makes and one that lends, one that ends and one that does not: what the method is called may tell.
            if (depth != Unseen && common is { Contract: { } first } && (((first.Result ^ contract.Result) & ResultOwner.Caller) != 0 || first.Receiver != contract.Receiver))
                return default;
            common = common is { Contract: { } before, Needed: var needed }
                ? new(before.And(contract, method.Parameters.Length), Math.Max(needed, summary.Needed))
                : summary;
        }

        // A body that makes something by reflection does not tell that it does.
        return common is { Contract: { } agreed }
            ? common.Value with { Contract = agreed with { Result = agreed.Result | (context.Contracts.Of(method).Result & ResultOwner.Caller) } }
            : default;
    }

    /// <summary>The method whose body runs: that of the only implementation where it has none itself.</summary>
    private IMethodSymbol BodyOf(IMethodSymbol method)
    {
        method = (method.ReducedFrom ?? method).OriginalDefinition;
        // What releases by its name does so whatever the one implementation holds.
        if (method.IsAbstract && !SyntacticUse.MayEnd(method.Name) && !context.Contracts.IsSettled(method))
            method = _implementations.Find(method) ?? method;
        return method.PartialImplementationPart ?? method;
    }

    // In an IDE the source of a referenced project is at hand as well, but not this compilation's to look into.
    private bool HasOneBody(IMethodSymbol method) =>
        SymbolEqualityComparer.Default.Equals(method.ContainingAssembly, context.Compilation.Assembly)
        && !method.IsAbstract && !method.IsExtern && method.DeclaringSyntaxReferences.Length == 1;

    private Summary Summarise(IMethodSymbol method, int depth, CancellationToken cancel)
    {
        var syntax = method.DeclaringSyntaxReferences[0].GetSyntax(cancel);
        if (!CalleeSyntax.CanBeRead(syntax))
            return default;
        if (_syntax.Find(method, syntax) is { } plain)
            return new(CalleeSyntax.IsHook(method, syntax) ? null : plain, Needed: 0);
        if (depth == 0)
            return new(Deep(method), Summary.Limited);
        var model = _models.GetOrAdd(syntax.SyntaxTree, CreateModel);
        if (ControlFlowGraph.Create(syntax, model, cancel) is not { } graph)
            return default;
        var analysis = OwnershipAnalysis.ForCallers(context, graph, method, depth - 1, cancel);
        var contract = analysis.RunForCallers();
        // An override may do what this body does not.
        return new(CalleeSyntax.IsHook(method, syntax) ? null : contract, Summary.Above(analysis.Needed));
    }

    /// <summary>
    /// Too deep to be looked into: what may be released or kept counts as taken over. An object that has a release member of its own is not ended by another
    /// that does not call it, whatever of its parts that replaces.
    /// </summary>
    private Contract Deep(IMethodSymbol method) =>
        new(Receiver: !method.IsStatic && context.Catalog.IsResource(method.ContainingType) && (SyntacticUse.MayEnd(method.Name) || OwnObject.IsEnded(method)) ? Transfer.TakesOver : Transfer.Borrows,
            Argument: Transfer.TakesOver);

    // The driver hands out models of the tree at hand only, and a callee may stand in any tree.
#pragma warning disable RS1030
    private SemanticModel CreateModel(SyntaxTree tree) => context.Compilation.GetSemanticModel(tree);
#pragma warning restore RS1030
}
