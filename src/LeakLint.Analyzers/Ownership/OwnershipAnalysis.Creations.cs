using LeakLint.Symbols;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace LeakLint.Ownership;

/// <content>Creations: what a constructor is given, keeps or releases.</content>
internal sealed partial class OwnershipAnalysis
{
    private ulong EvaluateCreation(IObjectCreationOperation creation, World world)
    {
        ulong held = 0;
        ulong lent = 0;
        foreach (var argument in creation.Arguments)
        {
            var mask = Evaluate(argument.Value, world);
            world.Empty &= ~mask;
            if (mask != 0 && ApplyStated(creation, argument, mask, world) is { } stated)
                held |= stated;
            else if (mask != 0 && ReleasedByConstructor(creation, argument))
                Release(mask, creation.Syntax, world);
            else if (mask != 0 && WrapperFacts.KeepsArguments(creation) && KeptByConstructor(creation.Constructor, argument))
            {
                held |= mask;
                if (_context.Lending.OnlyUses(argument.Parameter))
                    lent |= mask;
            }
        }

        HandOver(SucceededBy(creation, world), world);
        Evaluate(creation.Initializer, world);
        if (creation.Type is not { } type)
            return held;
        if (held != 0 && WrapperFacts.ConnectsItself(creation))
        {
            HandOver(held, world);
            held = 0;
        }

        if (!IsAcquisition(creation, HoldsMade(held)) || SiteOf(SiteKind.Creation, creation.Syntax, type) is not { } site)
            return held;
        site.Source = creation.Constructor;
        foreach (var inner in SitesIn(held & ~lent))
            inner.HeldBy |= site.Bit;
        foreach (var inner in SitesIn(lent))
            inner.LentTo |= site.Bit;
        if (held != 0 && (WrapperFacts.IsMereView(creation) || _context.Forwarding.IsForwarding(creation)))
            _views |= site.Bit;
        Acquire(site, world);
        // What is not started yet is not there yet.
        if (KnownTypes.IsProcess(type))
            world.Empty |= site.Bit;
        return held | site.Bit;
    }

    /// <summary>
    /// What the new object takes the place of: "result = new Result(result.Stream, reader);" goes on with the parts of the older one. A part counts where it would have to
    /// be released itself.
    /// </summary>
    private ulong SucceededBy(IObjectCreationOperation creation, World world)
    {
        if (creation.Syntax.Parent is not AssignmentExpressionSyntax { Left: IdentifierNameSyntax { Identifier.ValueText: var target } })
            return 0;
        foreach (var argument in creation.Arguments)
        {
            if (argument.Value.Unwrapped() is IPropertyReferenceOperation { Instance: ILocalReferenceOperation { Local: var older } from, Property.Type: var part } && older.Name == target
                && SymbolEqualityComparer.Default.Equals(older.Type, creation.Type) && _context.Types.IsReleasable(part))
                return MaskOf(from, world);
        }

        return 0;
    }

    /// <summary>Whether a constructor of ours releases what it is given, always or because it is told to.</summary>
    private bool ReleasedByConstructor(IObjectCreationOperation creation, IArgumentOperation argument)
    {
        if (creation.Constructor is not { } constructor || argument.Parameter is not { } parameter || !ConsumingConstructors.MayRelease(constructor, parameter))
            return false;
        return ConsumingConstructors.AreTold(creation)
            || ContractOf(constructor, _depth == CalleeSummaries.Unseen ? CalleeSummaries.MaxDepth : _depth) is { Arguments: not null } contract
                && (contract.ArgumentAt(parameter.Ordinal) == Transfer.Releases || (contract.ArgumentAt(parameter.Ordinal) == Transfer.TakesOver && !ConsumingConstructors.Stores(constructor, parameter)));
    }

    private bool KeptByConstructor(IMethodSymbol? constructor, IArgumentOperation argument) =>
        constructor is null
        || !constructor.HasSource()
        || constructor.IsImplicitlyDeclared
        || argument.Parameter is not { } parameter
        || ContractOf(constructor, _depth == CalleeSummaries.Unseen ? CalleeSummaries.MaxDepth : _depth) is not { Arguments: not null } contract
        || contract.ArgumentAt(parameter.Ordinal) != Transfer.Borrows;

    /// <summary>Whether the body holds one of these by its own doing: over what its caller gave, a reader is as much as that.</summary>
    private bool HoldsMade(ulong mask)
    {
        foreach (var site in SitesIn(mask))
        {
            if (site.Kind != SiteKind.Given)
                return true;
        }

        return false;
    }

    private bool IsAcquisition(IObjectCreationOperation creation, bool holdsOwned) =>
        !IsGivenToBase(creation) && !KeptObjects.KeepsItself(creation) && AcquisitionFacts.IsAcquisition(creation, _context) && !WrapperFacts.OwnsNothing(creation) && !WrapperFacts.NeedsNoReleaseOfItsOwn(creation, holdsOwned)
        && !(!holdsOwned && _context.Forwarding.WrapsForeign(creation, _depth != CalleeSummaries.Unseen && !holdsOwned));

    /// <summary>What goes to the base constructor is the base's from then on.</summary>
    private bool IsGivenToBase(IObjectCreationOperation creation) =>
        _function is IMethodSymbol { MethodKind: MethodKind.Constructor } && creation.Syntax.FirstAncestorOrSelf<ConstructorInitializerSyntax>() is not null;
}
