using System;
using System.Collections.Generic;
using System.Linq;
using LeakLint.Ownership;
using LeakLint.Symbols;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace LeakLint.Lifetimes;

/// <summary>
/// Where a type gives an owned field another value while the one before is known to be there: what the body does first, or what calls it, tells so,
/// however often the member looks as if it runs.
/// </summary>
internal static class Renewals
{
    public static IEnumerable<Reference> Of(FieldLifetime field, TypeLifetime owner) =>
        field.Exchanges.Concat(field.Cleared.Where(cleared => IsInCatchOfUse(cleared, field) || IsAfterStore(cleared, field, owner) || IsForgottenAtEnd(cleared, field, owner)))
            .Concat(field.Acquisitions.Where(made => IsAfterCancel(made, field) || IsStartedByItsEnd(made, field, owner)).Select(StoreOf).OfType<Reference>())
            .Where(renewal => IsUnreleased(renewal, field, owner));

    /// <summary>
    /// Where a new one is put there because the one before can no longer be used, in members that look as if they ran once: what others leave behind is seen
    /// on their paths.
    /// </summary>
    public static IEnumerable<Reference> OfStale(FieldLifetime field, TypeLifetime owner) =>
        field.Acquisitions.Select(StoreOf).OfType<Reference>().Where(store =>
            store.Member is IMethodSymbol member && (member.MethodKind == MethodKind.PropertyGet || Repetition.IsTakenForOnce(member))
            && IsUnreleased(store, field, owner) && StaleTest.LeadsTo(store.Operation, field));

    // Whoever releases it first, in the member itself or in one that it calls, has seen to it.
    private static bool IsUnreleased(Reference renewal, FieldLifetime field, TypeLifetime owner) =>
        renewal.Member is IMethodSymbol { MethodKind: MethodKind.Ordinary or MethodKind.ExplicitInterfaceImplementation or MethodKind.PropertyGet } member
        && !field.Releases.Any(release => owner.ReleaseMembers.Runs(member, release.Member));

    /// <summary>Whether what fails when it is used is forgotten in the catch around that.</summary>
    private static bool IsInCatchOfUse(Reference cleared, FieldLifetime field)
    {
        for (var operation = cleared.Operation; operation is not null; operation = operation.Parent)
        {
            if (operation is ICatchClauseOperation { Parent: ITryOperation { Body: var attempt } })
                return field.Uses.Exists(use => attempt.Syntax.Span.Contains(use.Operation.Syntax.Span) && attempt.Syntax.SyntaxTree == use.Operation.Syntax.SyntaxTree);
            if (operation is IAnonymousFunctionOperation or ILocalFunctionOperation)
                return false;
        }

        return false;
    }

    /// <summary>
    /// Whether the member drops at its end what it has put there itself, as if that were a release. Where the type has none at all another rule tells of the field.
    /// </summary>
    private static bool IsAfterStore(Reference cleared, FieldLifetime field, TypeLifetime owner) =>
        (field.Releases.Count > 0 || (KnownTypes.IsTokenSource(field.Resource) && owner.ReleaseMembers.Formal.Count == 0))
        && field.Acquisitions.Exists(made => IsBefore(made, cleared) && !made.Operation.IsInNestedFunction()) && !cleared.Operation.IsInNestedFunction();

    /// <summary>Whether a Stop, or the like, forgets what another member releases: after that nobody can.</summary>
    private static bool IsForgottenAtEnd(Reference cleared, FieldLifetime field, TypeLifetime owner) =>
        cleared.Member is IMethodSymbol { DeclaredAccessibility: not Accessibility.Private } member
        && owner.ReleaseMembers.Soft.Exists(end => SymbolEqualityComparer.Default.Equals(end, member))
        && !cleared.Operation.IsInCatch() && !cleared.Operation.IsInNestedFunction()
        && !field.IsMinor && owner.IsReleased(field);

    /// <summary>Whether the token source that was there is cancelled first: then there is one, and it goes on listening to the tokens that it is linked to.</summary>
    private static bool IsAfterCancel(Reference made, FieldLifetime field) =>
        KnownTypes.IsTokenSource(field.Resource) && CancelledSources.CancelsOf(field).Any(cancel => IsBefore(cancel, made));

    /// <summary>Whether an event of the resource itself leads to the member that puts the next one into the field.</summary>
    private static bool IsStartedByItsEnd(Reference made, FieldLifetime field, TypeLifetime owner)
    {
        if (made.Member is not IMethodSymbol maker || !Repetition.IsTakenForOnce(maker) || field.Uses.Exists(use => IsBefore(use, made)))
            return false;
        foreach (var use in field.Uses)
        {
            if (use.Operation is IEventReferenceOperation { Parent: IEventAssignmentOperation { Adds: true } subscription } && HandlerOf(subscription) is { } handler
                && !field.Releases.Exists(release => SymbolEqualityComparer.Default.Equals(release.Member, handler))
                && owner.ReleaseMembers.Runs(handler, maker))
                return true;
        }

        return false;
    }

    private static IMethodSymbol? HandlerOf(IEventAssignmentOperation subscription) =>
        subscription.HandlerValue.Unwrapped() is IDelegateCreationOperation { Target: IMethodReferenceOperation { Method: var method } } ? method.OriginalDefinition : null;

    private static bool IsBefore(Reference use, Reference made) =>
        SymbolEqualityComparer.Default.Equals(use.Member, made.Member) && use.Operation.Syntax.SyntaxTree == made.Operation.Syntax.SyntaxTree
        && use.Operation.Syntax.SpanStart < made.Operation.Syntax.SpanStart;

    /// <summary>The assignment of what is made to the field, where it stands in one.</summary>
    private static Reference? StoreOf(Reference made)
    {
        for (var operation = made.Operation; operation is not (null or IBlockOperation); operation = operation.Parent)
        {
            if (operation is ISimpleAssignmentOperation { Target: IMemberReferenceOperation } assignment)
                return new(assignment, made.Member);
        }

        return null;
    }
}
