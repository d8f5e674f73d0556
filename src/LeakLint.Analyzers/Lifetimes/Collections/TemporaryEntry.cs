using System;
using System.Collections.Generic;
using System.Linq;
using LeakLint.Symbols;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Operations;

namespace LeakLint.Lifetimes;

/// <summary>An entry that a function adds to a collection and means to take out again before it is done.</summary>
internal sealed class TemporaryEntry
{
    private static readonly string[] _failures =
        ["Cancel", "Timeout", "TimedOut", "Abort", "Fail", "Expire", "Forget", "Error", "Remove", "Close", "Clean", "Drop", "Delete", "Abandon"];

    private readonly HashSet<SyntaxNode> _removals;
    private readonly HashSet<ISymbol> _removers;
    private readonly ISymbol? _answer;
    private readonly bool _answerRemoves;

    private TemporaryEntry(AdditionSite addition, IReadOnlyList<RemovalSite> removals, HashSet<ISymbol> removers, ISymbol? answer, bool answerRemoves)
    {
        Addition = addition;
        AddedAt = addition.Effect.Syntax;
        Removals = removals;
        _removals = [.. removals.Select(removal => EffectOf(removal.At).Syntax)];
        _removers = removers;
        _answer = answer;
        _answerRemoves = answerRemoves;
    }

    public AdditionSite Addition { get; }

    public SyntaxNode AddedAt { get; }

    /// <summary>The removals of the same key in the same function.</summary>
    public IReadOnlyList<RemovalSite> Removals { get; }

    /// <summary>The entries of the collection that are taken out where they were added, or by whoever answers; none when something else clears up what stays.</summary>
    public static IEnumerable<TemporaryEntry> Find(CollectionFacts facts, Callers callers)
    {
        var removals = facts.Removals;
        if (facts.Escapes || removals.Count == 0 || facts.Kind == CollectionKind.Sequence)
            yield break;
        foreach (var addition in facts.Additions)
        {
            var function = FunctionOf(addition.At);
            var answer = AnswerOf(addition);
            var own = removals.Where(removal => SymbolEqualityComparer.Default.Equals(removal.Member, addition.Member)).ToList();
            var other = removals.Except(own).Where(removal => !IsPaired(removal, facts)).ToList();
            // The entry keeps the function that takes it out: who answers calls that.
            var answering = own.RemoveAll(removal => answer is not null && IsKept(FunctionOf(removal.At), addition));
            // A callback of the body removes, or all are removed, or another key is.
            if (own.Any(removal => FunctionOf(removal.At) != function || removal.Key is null || !removal.Key.Syntax.IsEquivalentTo(addition.Key.Syntax)))
                continue;
            if (own.Count > 0 && MayBeOfEarlierCall(addition, own))
                continue;
            var called = other.Where(removal => callers.Of(removal.Member).Contains(addition.Member, SymbolEqualityComparer.Default)).ToList();
            if ((own.Count == 0 && called.Count == 0 && (answer is null || (answering == 0 && other.TrueForAll(removal => removal.Key is null)))) || other.Except(called).Any(removal => ClearsUp(removal, facts, answer, callers)))
                continue;
            yield return new(addition, own, new(called.Select(removal => removal.Member), SymbolEqualityComparer.Default), answer is not null && other.Count + answering > called.Count ? answer : null, answering > 0);
        }
    }

    public bool Adds(IOperation operation) => operation.Syntax == AddedAt && operation.Kind == Addition.Effect.Kind;

    public bool Removes(IOperation operation) =>
        operation is IInvocationOperation call && (_removals.Contains(operation.Syntax) || _removers.Contains(call.TargetMethod.OriginalDefinition));

    /// <summary>Whether the operation waits for the answer that the entry is for: who answers takes the entry out.</summary>
    public bool IsAnswered(IOperation operation) =>
        _answer is not null && operation is IAwaitOperation wait
        && wait.Operation.DescendantsAndSelf().Any(inner => inner is IPropertyReferenceOperation { Property.Name: "Task", Instance: ILocalReferenceOperation source } && SymbolEqualityComparer.Default.Equals(source.Local, _answer));

    /// <summary>Whether the operation waits for the answer, and nothing ends that but who answers, with a failure too, and takes the entry out.</summary>
    public bool IsEndedByAnswer(IOperation operation) =>
        _answerRemoves && IsAnswered(operation) && !operation.Descendants().Any(inner => inner is IInvocationOperation { TargetMethod.Name: "WaitAsync" });

    /// <summary>The lambda, local function or body that the operation is in.</summary>
    public static IOperation FunctionOf(IOperation operation)
    {
        while (operation.Parent is { } parent)
        {
            operation = parent;
            if (operation is IAnonymousFunctionOperation or ILocalFunctionOperation)
                break;
        }

        return operation;
    }

    /// <summary>The call or assignment that uses the collection.</summary>
    public static IOperation EffectOf(IOperation reference)
    {
        for (var outer = reference.Parent; outer is not null; outer = outer.Parent)
        {
            if (outer is IInvocationOperation or IAssignmentOperation)
                return outer;
        }

        return reference;
    }

    /// <summary>Whether the entry is added only when a look-up finds none, and taken out either way: it may stay from one call to the next, or be that of another call.</summary>
    private static bool MayBeOfEarlierCall(AdditionSite addition, IReadOnlyList<RemovalSite> removals)
    {
        for (IOperation inner = addition.At, outer = addition.At.Parent!; outer is not null; (inner, outer) = (outer, outer.Parent!))
        {
            if (outer is IConditionalOperation { Condition: var condition } choice && inner != condition && condition.DescendantsAndSelf().Any(IsLookUp))
                return removals.Any(removal => !choice.Syntax.Span.Contains(removal.At.Syntax.Span));
        }

        return false;

        bool IsLookUp(IOperation operation) =>
            operation is IInvocationOperation { TargetMethod.Name: "TryGetValue" or "ContainsKey" or "Contains", Instance: { } instance, Arguments: { IsEmpty: false } arguments }
            && SyntaxFactory.AreEquivalent(instance.Syntax, addition.At.Syntax) && SyntaxFactory.AreEquivalent(arguments[0].Value.Syntax, addition.Key.Syntax);
    }

    /// <summary>The local task source that is added: the entry is there until somebody answers.</summary>
    private static ISymbol? AnswerOf(AdditionSite addition) => addition.Value?.Unwrapped() switch
    {
        ILocalReferenceOperation { Local: { Type.Name: "TaskCompletionSource" } source } => source,
        // A record of the call that carries the source.
        IObjectCreationOperation made => AnswerIn(made),
        ILocalReferenceOperation { Local: var local } kept => InitialValue(local, kept) is IObjectCreationOperation made ? AnswerIn(made) : null,
        _ => null,
    };

    /// <summary>Whether the function is a lambda that is a part of what is added.</summary>
    private static bool IsKept(IOperation function, AdditionSite addition)
    {
        if (function is not IAnonymousFunctionOperation || addition.Value?.Unwrapped() is not { } value)
            return false;
        var made = value is ILocalReferenceOperation local ? InitialValue(local.Local, local) : value;
        return made is not null && made.Descendants().Any(part => part == function
            || (part is ILocalReferenceOperation { Local.Type.TypeKind: TypeKind.Delegate } named && InitialValue(named.Local, named) is { } callback && callback.DescendantsAndSelf().Contains(function)));
    }

    private static ISymbol? AnswerIn(IObjectCreationOperation made) =>
        made.Descendants().OfType<ILocalReferenceOperation>().FirstOrDefault(given => given.Local.Type.Name == "TaskCompletionSource" && (given.Parent is IConversionOperation kept ? kept.Parent : given.Parent) is IArgumentOperation or ISimpleAssignmentOperation)?.Local;

    private static IOperation? InitialValue(ILocalSymbol local, IOperation use) =>
        FunctionOf(use).Descendants().OfType<IVariableDeclaratorOperation>().FirstOrDefault(declared => SymbolEqualityComparer.Default.Equals(declared.Symbol, local))?.Initializer?.Value.Unwrapped();

    /// <summary>Whether the removal takes out what its own function has added.</summary>
    private static bool IsPaired(RemovalSite removal, CollectionFacts facts) =>
        removal.Key is { } key && facts.Additions.Any(addition => SymbolEqualityComparer.Default.Equals(addition.Member, removal.Member) && addition.Key.Syntax.IsEquivalentTo(key.Syntax));

    /// <summary>Whether a removal in another member also takes out what a failure leaves behind.</summary>
    private static bool ClearsUp(RemovalSite removal, CollectionFacts facts, ISymbol? answer, Callers callers)
    {
        if (callers.ReachOf(removal.Member, facts.Holder, facts.Additions.Select(addition => addition.Member)) is Reach.Never or Reach.AtEnd)
            return false;

        // Answers come when nothing failed; what goes by a name like this comes when something did.
        var isAnswer = removal.Key is not null && !IsInLoop(removal.At) && (answer is not null || CollectionKinds.ValueOf(facts.Type)?.Name == "TaskCompletionSource");
        return !isAnswer || IsNamedForFailure(removal.Member);
    }

    /// <summary>Whether the removal is for what got no answer, going by the name of its member, or takes out one after the other.</summary>
    public static bool IsOnFailure(RemovalSite removal) => IsInLoop(removal.At) || IsNamedForFailure(removal.Member);

    private static bool IsNamedForFailure(ISymbol member) => Array.Exists(_failures, word => member.Name.IndexOf(word, StringComparison.OrdinalIgnoreCase) >= 0);

    private static bool IsInLoop(IOperation operation)
    {
        for (var outer = operation.Parent; outer is not null; outer = outer.Parent)
        {
            if (outer is IForEachLoopOperation { IsAsynchronous: false } or IForLoopOperation)
                return true;
        }

        return false;
    }
}
