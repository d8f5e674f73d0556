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

    private static readonly Contract Assumed = new(ResultOwner.Caller, FreshOut: ulong.MaxValue, FromBody: true);

    private static readonly Contract AssumedGiven = Assumed with { Result = ResultOwner.Other };

    private static readonly Contract AssumedResult = new(ResultOwner.Caller, FromBody: true);

    private static readonly Contract AssumedNothing = new(FromBody: true);

    private static readonly Contract AssumedRelease = Assumed with { Receiver = Transfer.Releases };

    private const int MaxBodyLength = 20_000;

    private readonly ConcurrentDictionary<(IMethodSymbol Method, int Depth), Summary> _summaries = new(new KeyComparer<int>());
    private readonly ConcurrentDictionary<IMethodSymbol, Summary> _whole = new(SymbolEqualityComparer.Default);
    private readonly ConcurrentDictionary<(IMethodSymbol Method, ulong Lost), Contract?> _uses = new(new KeyComparer<ulong>());
    private readonly ConcurrentDictionary<IMethodSymbol, bool?> _fresh = new(SymbolEqualityComparer.Default);
    private readonly ConcurrentDictionary<IMethodSymbol, ulong> _givenOut = new(SymbolEqualityComparer.Default);
    private readonly ConcurrentDictionary<SyntaxTree, SemanticModel> _models = new();
    private readonly SoleImplementations _implementations = new(context.Compilation);

    /// <summary>Whether the method may give its caller what it made, going by its syntax; null when it has no body that can be looked into.</summary>
    public bool? MayReturnFresh(IMethodSymbol method)
    {
        method = BodyOf(method);
        if (!HasOneBody(method))
            return null;
        return _fresh.TryGetValue(method, out var known) ? known : _fresh.GetOrAdd(method, Look(method.DeclaringSyntaxReferences[0].GetSyntax()));

        static bool? Look(SyntaxNode syntax) => HasBody(syntax) || syntax is LocalFunctionStatementSyntax ? ReturnSyntax.MayBeFresh(syntax) : null;
    }

    /// <summary>Whether the method may give its caller what it made by an out parameter, going by its syntax; null when it has no body that can be looked into.</summary>
    public bool? MayGiveOut(IMethodSymbol method, IParameterSymbol parameter)
    {
        method = BodyOf(method);
        if (!HasOneBody(method) || !HasBody(method.DeclaringSyntaxReferences[0].GetSyntax()))
            return null;
        return (GivenOut(method) & (1ul << parameter.Ordinal)) != 0;
    }

    /// <summary>The summary of the method; without a contract when it has no body that can be looked into.</summary>
    public Summary Find(IMethodSymbol method, int depth, CancellationToken cancel = default)
    {
        method = BodyOf(method);
        if (!HasOneBody(method))
            return method.IsAbstract ? FindCommon(method, depth, cancel) : default;
        if (context.Contracts.IsSettled(method))
            return default;
        if (depth == Unseen)
            return new(Assume(method), Needed: 0);
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
    /// The summary of the method for a caller that loses nothing but some of its arguments: where syntax tells what becomes of these, that is enough, and what the method
    /// gives is taken to be the caller's.
    /// </summary>
    /// <param name="method">The method that is called.</param>
    /// <param name="lost">The positions of the parameters that matter, one bit for each.</param>
    /// <param name="depth">How many calls deep bodies are looked into where syntax does not tell.</param>
    /// <param name="cancel">Ends the search.</param>
    public Summary FindUse(IMethodSymbol method, ulong lost, int depth, CancellationToken cancel)
    {
        var body = BodyOf(method);
        if (!HasOneBody(body) || context.Contracts.IsSettled(body))
            return Find(method, depth, cancel);
        if (!_uses.TryGetValue((body, lost), out var use))
            use = _uses.GetOrAdd((body, lost), Look(body));
        return use is null ? Find(method, depth, cancel) : new(use, Needed: 0);

        Contract? Look(IMethodSymbol body)
        {
            var syntax = body.DeclaringSyntaxReferences[0].GetSyntax(cancel);
            if (!HasBody(syntax) || syntax.Span.Length > MaxBodyLength || IsHook(body, syntax) || ArgumentsFromSyntax(body, syntax, lost) is not { } arguments)
                return null;
            var assumed = Assume(body);
            return assumed with { Receiver = Transfer.Borrows, Arguments = arguments };
        }
    }

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

    private Contract Assume(IMethodSymbol method)
    {
        if (TupleResults.MayGive(method, context))
            return Assumed with { Result = ResultOwner.Other, FreshOut = GivenOut(method), FreshElements = ulong.MaxValue };
        if (Contracts.IsReleaseName(method.SimpleName()))
            return AssumedRelease;
        var given = method.ReturnsVoid || method.ReturnType.IsSimple() || MayReturnFresh(method) == false;
        return GivenOut(method) == 0 ? given ? AssumedNothing : AssumedResult : given ? AssumedGiven : Assumed;
    }

    /// <summary>The out parameters by which a body may give what it made, one bit for each position. Asked at every call, so looked for once.</summary>
    private ulong GivenOut(IMethodSymbol method)
    {
        return _givenOut.TryGetValue(method, out var known) ? known : _givenOut.GetOrAdd(method, Look(method));

        static ulong Look(IMethodSymbol method)
        {
            var given = 0ul;
            foreach (var parameter in method.Parameters)
            {
                if (parameter.RefKind == RefKind.Out && ReturnSyntax.MayGiveOut(parameter.Name, method.DeclaringSyntaxReferences[0].GetSyntax()))
                    given |= 1ul << parameter.Ordinal;
            }

            return given;
        }
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
        if (!HasBody(syntax) || syntax.Span.Length > MaxBodyLength)
            return default;
        if (FromSyntax(method, syntax) is { } plain)
            return new(IsHook(method, syntax) ? null : plain, Needed: 0);
        if (depth == 0)
            return new(Deep(method), Summary.Limited);
        var model = _models.GetOrAdd(syntax.SyntaxTree, CreateModel);
        if (ControlFlowGraph.Create(syntax, model, cancel) is not { } graph)
            return default;
        var analysis = OwnershipAnalysis.ForCallers(context, graph, method, depth - 1, cancel);
        var contract = analysis.RunForCallers();
        // An override may do what this body does not.
        return new(IsHook(method, syntax) ? null : contract, Summary.Above(analysis.Needed));
    }

    /// <summary>
    /// Too deep to be looked into: what may be released or kept counts as taken over. An object that has a release member of its own is not ended by another
    /// that does not call it, whatever of its parts that replaces.
    /// </summary>
    private Contract Deep(IMethodSymbol method) =>
        new(Receiver: !method.IsStatic && context.Catalog.IsResource(method.ContainingType) && (SyntacticUse.MayEnd(method.Name) || SyntacticUse.EndsItself(method)) ? Transfer.TakesOver : Transfer.Borrows,
            Argument: Transfer.TakesOver);

    /// <summary>The summary where syntax alone tells it: nothing that could be a resource is more than looked at, or stored.</summary>
    private Contract? FromSyntax(IMethodSymbol method, SyntaxNode syntax)
    {
        if (!method.ReturnsVoid && context.Types.Unwrap(method.ReturnType) is var returned
            && (context.Catalog.IsResource(returned) || ForcedResults.MayGive(method, context) || returned is ITypeParameterSymbol or { SpecialType: SpecialType.System_Object }))
            return null;
        if (TupleResults.MayGive(method, context))
            return null;
        var self = !method.IsStatic && method.MethodKind != MethodKind.Constructor && context.Catalog.IsResource(method.ContainingType);
        var releases = self && (Contracts.IsReleaseName(method.SimpleName()) || ReleaseAliases.Contain(method));
        var releasesOnFailure = self && !releases && SyntacticUse.EndsItselfOnFailure(syntax);
        if (self && !releases && (SyntacticUse.GivesItselfAway(syntax) || ReleasesAField(method, releasesOnFailure)))
            return null;
        return ArgumentsFromSyntax(method, syntax, ulong.MaxValue) is { } arguments
            ? new(Receiver: releases ? Transfer.Releases : releasesOnFailure ? Transfer.ReleasesOnFailure : Transfer.Borrows, Arguments: arguments, FromBody: true)
            : null;
    }

    /// <summary>What becomes of what the method is given; null where syntax does not tell it.</summary>
    /// <param name="method">The method.</param>
    /// <param name="syntax">Its declaration.</param>
    /// <param name="asked">The positions of the parameters that matter, one bit for each; nothing is taken to become of the others.</param>
    private Transfer[]? ArgumentsFromSyntax(IMethodSymbol method, SyntaxNode syntax, ulong asked)
    {
        var arguments = new Transfer[method.Parameters.Length];
        foreach (var parameter in method.Parameters)
        {
            if ((asked & (1ul << parameter.Ordinal)) == 0)
                continue;
            if (parameter.RefKind == RefKind.Out && (GivenOut(method) & (1ul << parameter.Ordinal)) == 0)
                continue;
            if (parameter.RefKind is not (RefKind.None or RefKind.In))
                return null;
            if (!context.Catalog.MayBeResource(parameter.Type))
            {
                arguments[parameter.Ordinal] = parameter.Type.IsSimple() ? Transfer.Borrows : Transfer.TakesOver;
                continue;
            }

            if (parameter.Type.TypeKind == TypeKind.Interface && DelegatesOf.AreMade(parameter, syntax))
                return null;
            switch (SyntacticUse.Of(parameter.Name, syntax, method.ContainingType))
            {
                case NameUse.Other:
                    return null;
                case NameUse.Stored:
                    arguments[parameter.Ordinal] = Transfer.TakesOver;
                    break;
            }
        }

        return arguments;
    }

    /// <summary>Whether the method may release what it is called on, or what that holds, going by its syntax.</summary>
    public bool MayReleaseReceiver(IMethodSymbol method)
    {
        method = BodyOf(method);
        return !HasOneBody(method) || ReleasesAField(method);
    }

    /// <param name="method">A method with a body.</param>
    /// <param name="exceptAsAWhole">Whether it does not count that it releases the whole object.</param>
    private bool ReleasesAField(IMethodSymbol method, bool exceptAsAWhole = false)
    {
        var except = exceptAsAWhole ? Contracts.ReleaseNames.SelectMany(name => method.ContainingType.GetMembers(name)) : [];
        foreach (var member in method.ContainingType.GetMembers())
        {
            if (member is IFieldSymbol field && context.Catalog.IsResource(field.Type) && SyntacticUse.MayRelease(method, field.AssociatedSymbol?.Name ?? field.Name, except))
                return true;
        }

        return !exceptAsAWhole && method.DeclaringSyntaxReferences[0].GetSyntax().NamedOf(Contracts.ReleaseNames).Any();
    }

    // The driver hands out models of the tree at hand only, and a callee may stand in any tree.
#pragma warning disable RS1030
    private SemanticModel CreateModel(SyntaxTree tree) => context.Compilation.GetSemanticModel(tree);
#pragma warning restore RS1030

    private static bool HasBody(SyntaxNode syntax) => syntax switch
    {
        BaseMethodDeclarationSyntax method => method.Body is not null || method.ExpressionBody is not null,
        AccessorDeclarationSyntax accessor => accessor.Body is not null || accessor.ExpressionBody is not null,
        _ => false,
    };

    private static bool IsHook(IMethodSymbol method, SyntaxNode syntax) =>
        method.IsVirtual && syntax is MethodDeclarationSyntax { Body.Statements.Count: 0 };

    private sealed class KeyComparer<TAsked> : System.Collections.Generic.IEqualityComparer<(IMethodSymbol Method, TAsked Asked)>
        where TAsked : struct, IEquatable<TAsked>
    {
        public bool Equals((IMethodSymbol Method, TAsked Asked) x, (IMethodSymbol Method, TAsked Asked) y) =>
            x.Asked.Equals(y.Asked) && SymbolEqualityComparer.Default.Equals(x.Method, y.Method);

        public int GetHashCode((IMethodSymbol Method, TAsked Asked) key) =>
            (SymbolEqualityComparer.Default.GetHashCode(key.Method) * 397) ^ key.Asked.GetHashCode();
    }
}
