using System.Collections.Generic;
using System.Linq;
using LeakLint.Lifetimes;
using LeakLint.Ownership;
using LeakLint.Symbols;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace LeakLint.Rules.Ownership;

/// <summary>One collection of a type as the rules see it.</summary>
internal sealed class CollectionFinding(CollectionLifetime collection, TypeLifetime owner, OwnershipContext context)
    : OwnerFinding(collection.Symbol, owner, context)
{
    public CollectionLifetime Collection { get; } = collection;

    /// <summary>Whether the resources in it are the type's: it makes all of them, and it releases some, or gives none to others.</summary>
    public bool IsOwned =>
        Collection is { IsOwned: true, Escapes: false } && (Collection.Releases.Count + Collection.Walks.Count > 0 || Collection.GivenAwayIn.Count + Collection.PassedOnIn.Count == 0);

    /// <summary>Whether some member releases elements, takes them out or gives them to others.</summary>
    public bool IsEmptiedAnywhere =>
        Collection.Releases.Count + Collection.Walks.Count + Collection.Removals.Count + Collection.Clears.Count + Collection.GivenAwayIn.Count + Collection.PassedOnIn.Count > 0;

    /// <summary>Whether others see the collection, and none of them takes elements out of it, or puts another one there.</summary>
    public bool IsLeftAlone => !Collection.IsVisible || (!TakenOut.ByOthers(Collection.Symbol, Context.Compilation) && ForeignUses.Of(Collection.Symbol, Context.Compilation) is { Set: false, Release: false });

    /// <summary>What others see they may see to as well.</summary>
    public DiagnosticSeverity Severity => Collection.IsVisible ? DiagnosticSeverity.Info : DiagnosticSeverity.Warning;

    public string ElementName => Collection.Resource.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat.RemoveMiscellaneousOptions(
        SymbolDisplayMiscellaneousOptions.IncludeNullableReferenceTypeModifier));

    /// <summary>The removals, and calls of Clear, whose elements nobody releases.</summary>
    public IEnumerable<Reference> LostRemovals => Collection.Removals.Where(removal => !IsSettled(removal)).Concat(Collection.Clears.Where(clear => !IsSettled(clear)))
        .Concat(Collection.Drops.Where(IsUnseen));

    /// <summary>The assignments to a key that may have a value, where nobody asks for the old one.</summary>
    public IEnumerable<Reference> LostOverwrites => Collection.Overwrites.Where(overwrite =>
        overwrite.Member is IMethodSymbol method && (overwrite.Operation is not ISimpleAssignmentOperation { Target: IArrayElementReferenceOperation } || IsFilledBesides(method) || RepeatedStores.ComesAgain(method)) && !overwrite.Operation.IsInCatch() && !overwrite.Operation.IsInNestedFunction()
        && !Collection.AskedIn.Concat(Collection.GivenAwayIn).Concat(Collection.Releases.Concat(Collection.Walks).Select(place => place.Member))
            .Any(member => Owner.ReleaseMembers.Runs(method, member)));

    // The place of an array may be empty as long as nobody else fills it.
    private bool IsFilledBesides(IMethodSymbol method) =>
        Collection.Additions.Any(addition => !SymbolEqualityComparer.Default.Equals(addition.Member, method) && addition.Operation.IsInLoop());

    /// <summary>Whether the member drops elements at which it never looks: it only counts them, and adds others.</summary>
    private bool IsUnseen(Reference drop) =>
        drop.Member is IMethodSymbol { DeclaringSyntaxReferences: { Length: 1 } declared } method && method.Parameters.All(IsKey)
        && !drop.Operation.IsInNestedFunction() && !drop.Operation.IsInCatch()
        && declared[0].GetSyntax().DescendantNodes().OfType<IdentifierNameSyntax>().Where(name => name.Identifier.ValueText == Collection.Symbol.Name).All(name =>
            (name.Parent is MemberAccessExpressionSyntax { Expression: ThisExpressionSyntax } own ? own : (SyntaxNode)name).Parent is MemberAccessExpressionSyntax used && Leftovers.IsBlind(used))
        && !Collection.Releases.Concat(Collection.Walks).Select(place => place.Member).Concat(Collection.GivenAwayIn).Any(member => Owner.ReleaseMembers.Runs(method, member));

    /// <summary>Whether the member, or what it calls, releases elements, hands them on, or was given the one that goes.</summary>
    private bool IsSettled(Reference removal)
    {
        if (removal.Member is not IMethodSymbol method || removal.Operation.IsInNestedFunction() || removal.Operation.IsInCatch())
            return true;
        if (method.Parameters.Any(parameter => !IsKey(parameter) && !IsValueOfUser(parameter)))
            return true;
        var others = Collection.Releases.Concat(Collection.Walks).Concat(Collection.Additions).Select(place => place.Member).Concat(Collection.GivenAwayIn).Concat(Collection.PassedOnIn);
        return others.Any(member => Owner.ReleaseMembers.Runs(method, member));
    }

    /// <summary>Whether the parameter has a type that users of the class choose, and the elements have another.</summary>
    private bool IsValueOfUser(IParameterSymbol parameter) => parameter.Type is ITypeParameterSymbol { ConstraintTypes.IsEmpty: true } && Collection.Element is not ITypeParameterSymbol;

    // Who is given the element itself, or tells of an event, may see to it before or after.
    private static bool IsKey(IParameterSymbol parameter) =>
        parameter.Type.IsValueType || parameter.Type.SpecialType == SpecialType.System_String || parameter.Type.Name is "CancellationToken";
}
