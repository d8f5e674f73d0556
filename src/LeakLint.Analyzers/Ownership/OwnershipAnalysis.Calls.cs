using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using LeakLint.Symbols;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace LeakLint.Ownership;

/// <content>Calls: what they acquire, release, take over and give back.</content>
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

        Evaluate(creation.Initializer, world);
        if (creation.Type is not { } type)
            return held;
        if (held != 0 && WrapperFacts.ConnectsItself(creation))
        {
            HandOver(held, world);
            held = 0;
        }

        if (!IsAcquisition(creation, held != 0) || SiteOf(SiteKind.Creation, creation.Syntax, type) is not { } site)
            return held;
        site.Source = creation.Constructor;
        foreach (var inner in SitesIn(held & ~lent))
            inner.HeldBy |= site.Bit;
        foreach (var inner in SitesIn(lent))
            inner.LentTo |= site.Bit;
        if (held != 0 && WrapperFacts.IsMereView(creation))
            _views |= site.Bit;
        Acquire(site, world);
        // What is not started yet is not there yet.
        if (KnownTypes.IsProcess(type))
            world.Empty |= site.Bit;
        return held | site.Bit;
    }

    private Contract ContractOf(IMethodSymbol method, int depth)
    {
        var summary = _context.Summaries.Find(method, depth, _cancel);
        Needed = Math.Max(Needed, summary.Needed);
        return summary.Contract ?? _context.Contracts.Of(method);
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

    private bool IsAcquisition(IObjectCreationOperation creation, bool holdsOwned) =>
        !IsGivenToBase(creation) && AcquisitionFacts.IsAcquisition(creation, _context) && !WrapperFacts.OwnsNothing(creation) && !WrapperFacts.NeedsNoReleaseOfItsOwn(creation, holdsOwned);

    /// <summary>What goes to the base constructor is the base's from then on.</summary>
    private bool IsGivenToBase(IObjectCreationOperation creation) =>
        _function is IMethodSymbol { MethodKind: MethodKind.Constructor } && creation.Syntax.FirstAncestorOrSelf<ConstructorInitializerSyntax>() is not null;

    private ulong EvaluateInvocation(IInvocationOperation invocation, World world)
    {
        var method = invocation.TargetMethod;
        var receiver = Evaluate(invocation.Instance, world);
        var arguments = invocation.Arguments;
        ulong all = 0;
        var masks = new ulong[arguments.Length];
        for (var i = 0; i < arguments.Length; i++)
        {
            if (arguments[i].Parameter?.RefKind is RefKind.Out)
                continue;
            all |= masks[i] = Evaluate(arguments[i].Value, world);
        }

        world.Empty &= ~(receiver | all);
        if (method.MethodKind == MethodKind.LocalFunction)
            return EvaluateLocalFunction(invocation, method, masks, world);

        NoteShared(arguments, method);
        var concernsFields = invocation.Instance.IsThis() && HoldsFields(world);
        var mayAcquire = AcquisitionFacts.MayAcquire(invocation, _context);
        var mapped = mayAcquire ? null : MappedResources.TypeOf(invocation, _context);
        var mayGive = mayAcquire || mapped is not null || TupleResults.MayGive(method, _context);
        if (method.MethodKind == MethodKind.Constructor)
        {
            // ": base(stream)": the base keeps what it is given, as far as anybody can tell.
            HandOver(all, world);
            return 0;
        }

        if (method.ContainingType is { Name: "" })
        {
            // A member of an extension block: what it does to its receiver cannot be told by its parameters.
            HandOver(receiver | all, world);
            return 0;
        }

        // The enumerator of a loop ends, not what it walked over.
        if (EndsLoop(invocation))
            return 0;

        if (concernsFields)
            ApplyToFields(method, world);
        if (receiver == 0 && all == 0 && !mayGive && !HasOutResource(method))
        {
            AssignOutArguments(arguments, 0, world);
            return 0;
        }

        if (all == 0 && !mayGive && HoldsOnlyFields(receiver) && !HasOutResource(method))
        {
            // Many calls go to fields; what ends the object of one says so by its name.
            NoteMember(receiver, method.Name);
            if (SyntacticUse.MayEnd(method.Name))
                Release(receiver, invocation.Syntax, world);
            AssignOutArguments(arguments, 0, world);
            return 0;
        }

        var contract = ContractOf(method, DepthFor(invocation, receiver | all));
        var container = (receiver != 0 || all != 0) && contract.Argument != Transfer.Releases ? EvaluateContainer(invocation, receiver, masks, all, world) : null;
        if (container is not { } result)
            result = EvaluateResourceCall(invocation, contract, receiver, masks, all, world);

        AssignOut(invocation, contract, receiver, world);
        if (mayAcquire && ((contract.Result & ResultOwner.Caller) != 0 || AcquisitionFacts.IsForced(invocation) || AcquisitionFacts.ClonedType(invocation) is not null || Conventions.IsFactoryDelegate(invocation))
            && SiteOf(SiteKind.Call, invocation.Syntax, AcquisitionFacts.TypeOf(invocation, _context)) is { } site)
        {
            site.Source = method;
            site.IsDoubtful |= method.MethodKind == MethodKind.DelegateInvoke;
            if (site.IsLease)
                _leases |= site.Bit;
            foreach (var inner in SitesIn(result))
                inner.HeldBy |= site.Bit;
            result |= Acquire(site, world);
        }

        if (mapped is not null)
            return result | AcquireMapped(invocation, mapped, world);
        return mayGive && !mayAcquire ? result | AcquireElements(invocation, method, contract, world) : result;
    }

    /// <summary>
    /// A collection or object of this body that a call may keep is the keeper's as well from then on, so what is put into it later is handed over. Calls
    /// that take it while it holds something are followed where that is.
    /// </summary>
    private void NoteShared(ImmutableArray<IArgumentOperation> arguments, IMethodSymbol method)
    {
        if (_facts.LocalContainers.Count == 0)
            return;
        foreach (var argument in arguments)
        {
            if (argument.Value.Unwrapped() is ILocalReferenceOperation { Local: var local } && _facts.LocalContainers.Contains(local) && !_shared.Contains(local)
                && argument.Parameter is { RefKind: RefKind.None } parameter && ContractOf(method, _depth).ArgumentAt(parameter.Ordinal) == Transfer.TakesOver)
                _shared.Add(local);
        }
    }

    private ulong EvaluateResourceCall(
        IInvocationOperation invocation, Contract contract, ulong receiver, ulong[] masks, ulong all, World world)
    {
        var method = invocation.TargetMethod;
        if (receiver != 0)
        {
            NoteMember(receiver, method.Name);
            var settledBefore = _settledHere;
            Apply(contract.Receiver, receiver, invocation.Syntax, world);
            // An object that gives itself to somebody has not done so when the call fails.
            if (contract is { FromBody: true, Receiver: Transfer.TakesOver })
                _settledHere = settledBefore;
        }

        for (var i = 0; i < masks.Length; i++)
        {
            if (_parts.Count > 0 && contract.ArgumentAt(invocation.Arguments[i].Parameter?.Ordinal ?? -1) == Transfer.TakesOver)
                HandOver(PartOf(invocation.Arguments[i].Value, world), world);
            if (masks[i] == 0)
                continue;
            if (method.IsExtensionMethod && i == 0)
                NoteMember(masks[i], method.Name);
            ApplyToArgument(contract, invocation, i, masks[i], world);
        }

        var result = (contract.Result & ResultOwner.Receiver) != 0 ? receiver : 0;
        return (contract.Result & ResultOwner.Arguments) != 0 ? result | all : result;
    }

    private void Apply(Transfer transfer, ulong mask, SyntaxNode at, World world)
    {
        if (transfer == Transfer.Releases)
            Release(mask, at, world);
        else if (transfer == Transfer.TakesOver)
            HandOver(mask, world);
        else if (transfer == Transfer.ReleasesOnFailure)
            _settledHere |= mask;
    }

    /// <summary>A call on a collection, task or other object that only holds resources.</summary>
    /// <returns>What the result may refer to; null when the call is on a resource, or on nothing that holds one.</returns>
    private ulong? EvaluateContainer(IInvocationOperation invocation, ulong receiver, ulong[] masks, ulong all, World world)
    {
        var method = invocation.TargetMethod;
        var extended = method.IsExtensionMethod && masks.Length > 0 && invocation.Instance is null;
        var holder = extended ? invocation.Arguments[0].Value : invocation.Instance;
        var held = extended ? masks[0] : receiver;
        // Disposing a task leaves open what it delivers.
        if (Contracts.IsReleaseName(method.Name) && _context.Types.IsTask(holder?.Unwrapped().Type))
            return 0;
        if (holder is null || !HoldsOnly(held, holder.Type))
            return null;

        var added = extended ? all & ~held : all;
        if (added != 0 && ContainerOf(holder) is { } container && ReturnsNoResource(method))
        {
            world[container] |= added;
            NoteCollection(holder, added);
            // "list.Append(x)" gives a sequence of both.
            return MayHold(method.ReturnType) ? held | added : 0;
        }

        if (held == 0)
            return null;
        if (added != 0)
            HandOver(added, world);
        NoteMember(held, method.Name);
        foreach (var argument in invocation.Arguments)
        {
            if (ReleasesItsParameter(argument.Value))
                Release(held, invocation.Syntax, world);
        }

        if ((method.Name is "GetEnumerator" or "GetAsyncEnumerator" || ReleasingLoops.Takes(method.Name)) && ReleasingLoops.IsAsked(invocation.Syntax))
            Release(held, invocation.Syntax, world);
        if (Contracts.IsReleaseName(method.Name) || EndsParts(method))
        {
            Release(held, invocation.Syntax, world);
            return 0;
        }

        var contract = _context.Contracts.Of(method);
        if (contract.Receiver == Transfer.TakesOver || (extended && contract.ArgumentAt(0) == Transfer.TakesOver))
            HandOver(held, world);
        return MayHold(method.ReturnType) ? held : 0;
    }

    /// <summary>Whether the method of a class of ours releases something that an object of it keeps, whatever the method is called.</summary>
    private static bool EndsParts(IMethodSymbol method)
    {
        if (method.IsStatic || !method.HasSource() || method.ContainingType is not { TypeKind: TypeKind.Class } type)
            return false;
        foreach (var member in type.GetMembers())
        {
            if (member is IFieldSymbol { IsStatic: false, Type.IsReferenceType: true, Type.SpecialType: not SpecialType.System_String } field && SyntacticUse.MayRelease(method, (field.AssociatedSymbol ?? field).Name))
                return true;
        }

        return false;
    }

    /// <summary>What is only in a collection is called as the collection is.</summary>
    private void NoteCollection(IOperation holder, ulong added)
    {
        if (holder.Unwrapped() is not ILocalReferenceOperation { Local: { Type: var type } local }
            || type is not IArrayTypeSymbol && !type.AllInterfaces.Any(implemented => implemented.SpecialType == SpecialType.System_Collections_IEnumerable))
            return;
        foreach (var site in SitesIn(added))
            site.Holder ??= local;
    }

    private bool ReturnsNoResource(IMethodSymbol method) => method.ReturnsVoid || !IsResource(_context.Types.Unwrap(method.ReturnType));

    private static bool EndsLoop(IInvocationOperation call) =>
        call.IsImplicit && call.TargetMethod.Name is "Dispose" or "DisposeAsync"
        && (call.Syntax is CommonForEachStatementSyntax || (call.Syntax.Parent is CommonForEachStatementSyntax loop && loop.Expression == call.Syntax));

    private bool ReleasesItsParameter(IOperation argument)
    {
        if (argument.Unwrapped() is not IDelegateCreationOperation creation)
            return false;
        switch (creation.Target)
        {
            case IFlowAnonymousFunctionOperation lambda when lambda.Symbol.Parameters.Length > 0:
                return ForCallersOf(lambda)?.Arguments is { Length: > 0 } transfers && Array.Exists(transfers, t => t != Transfer.Borrows);
            case IMethodReferenceOperation { Method: var method }:
                var contract = ContractOf(method, _depth);
                return Contracts.IsReleaseName(method.Name) || (method.Parameters.Length > 0 && contract.ArgumentAt(0) != Transfer.Borrows);
            default:
                return false;
        }
    }

    private bool HasOutResource(IMethodSymbol method)
    {
        foreach (var parameter in method.Parameters)
        {
            if (parameter.RefKind == RefKind.Out && IsResource(parameter.Type))
                return true;
        }

        return false;
    }

    private void AssignOutArguments(ImmutableArray<IArgumentOperation> arguments, ulong mask, World world)
    {
        foreach (var argument in arguments)
        {
            if (argument.Parameter?.RefKind == RefKind.Out)
                Assign(argument.Value, null, MayHold(argument.Parameter.Type) ? mask : 0, argument.Syntax, world);
            else if (argument.Parameter?.RefKind == RefKind.Ref)
                HandOver(Evaluate(argument.Value, world), world);
        }
    }

    /// <summary>Out arguments: a resource that the method made, an element of a collection, or something unknown.</summary>
    private void AssignOut(IInvocationOperation invocation, Contract contract, ulong receiver, World world)
    {
        var fromHolder = HoldsOnly(receiver, invocation.Instance?.Type) ? receiver : 0;
        foreach (var argument in invocation.Arguments)
        {
            if (argument.Parameter is not { RefKind: RefKind.Out } parameter)
            {
                if (argument.Parameter?.RefKind == RefKind.Ref)
                    HandOver(Evaluate(argument.Value, world), world);
                continue;
            }

            var mask = MayHold(parameter.Type) ? fromHolder : 0;
            if (IsResource(parameter.Type) && GivesOut(invocation.TargetMethod, parameter, contract)
                && SiteOf(SiteKind.OutArgument, invocation.Syntax, parameter.Type, parameter) is { } site)
            {
                site.Source = invocation.TargetMethod;
                mask |= Acquire(site, world);
            }

            Assign(argument.Value, null, mask, argument.Syntax, world);
        }
    }

    private static bool GivesOut(IMethodSymbol method, IParameterSymbol parameter, Contract contract) =>
        contract.FreshOut != 0
            ? (contract.FreshOut & (1ul << parameter.Ordinal)) != 0
            : !contract.FromBody && AcquisitionFacts.GivesOutByName(method);

    /// <summary>Whether a field holds a resource here, so that it matters what other methods of the object do with it.</summary>
    private bool HoldsFields(World world)
    {
        foreach (var site in SitesIn(world.Owed))
        {
            if (site.Kind == SiteKind.Field)
                return true;
        }

        return false;
    }

    private bool HoldsOnlyFields(ulong mask)
    {
        foreach (var site in SitesIn(mask))
        {
            if (site.Kind != SiteKind.Field)
                return false;
        }

        return mask != 0;
    }

    /// <summary>A method of the own object may release or replace what the fields hold.</summary>
    private void ApplyToFields(IMethodSymbol method, World world)
    {
        foreach (var field in _facts.Fields.Keys)
        {
            if (FieldSite(field) is { } site && (world.Owed & site.Bit) != 0 && (method.IsVirtual || method.IsAbstract || SyntacticUse.MayRelease(method, field.Name)))
                Release(site.Bit, site.Syntax, world);
        }
    }

    private ulong EvaluateLocalFunction(IInvocationOperation invocation, IMethodSymbol function, ulong[] masks, World world)
    {
        HandOverCaptured(function, world);
        var acquires = AcquisitionFacts.MayAcquire(invocation, _context);
        if (!acquires && !Array.Exists(masks, mask => mask != 0))
        {
            AssignOutArguments(invocation.Arguments, 0, world);
            return 0;
        }

        var summary = ForCallersOf(function);
        ulong result = 0;
        for (var i = 0; i < masks.Length; i++)
        {
            var ordinal = invocation.Arguments[i].Parameter?.Ordinal ?? -1;
            if (masks[i] == 0)
                continue;
            Apply(summary?.ArgumentAt(ordinal) ?? Transfer.TakesOver, masks[i], invocation.Syntax, world);
            if (summary is { } known && (known.Result & ResultOwner.Arguments) != 0)
                result |= masks[i];
        }

        AssignOutArguments(invocation.Arguments, 0, world);
        if (acquires && summary is { } made && (made.Result & ResultOwner.Caller) != 0
            && SiteOf(SiteKind.Call, invocation.Syntax, AcquisitionFacts.TypeOf(invocation, _context)) is { } site)
        {
            site.Source = function;
            result |= Acquire(site, world);
        }

        return summary is { FreshElements: not 0 } several ? result | AcquireElements(invocation, function, several, world) : result;
    }

    private void EvaluateMethodReference(IMethodReferenceOperation reference, World world)
    {
        var mask = Evaluate(reference.Instance, world);
        if (reference.Method.MethodKind == MethodKind.LocalFunction)
            HandOverCaptured(reference.Method, world);
        else if (mask != 0 && (reference.Instance?.Unwrapped() is IObjectCreationOperation || Contracts.IsReleaseName(reference.Method.Name) || (_context.Summaries.MayReleaseReceiver(reference.Method) && ContractOf(reference.Method, DepthFor(mask)).Receiver != Transfer.Borrows)))
            HandOver(mask, world);
    }

    /// <summary>Variables that a nested function releases or hands over are its business from where it is made.</summary>
    private void HandOverCaptured(IFlowAnonymousFunctionOperation lambda, World world)
    {
        HandOverLeases(lambda.Syntax, world);
        if (!Concerns(lambda.Syntax))
            return;
        var nested = NestedOf(lambda);
        HandOverCaptured(nested, world);
        // _ => connection: whoever calls the lambda gets the variable itself.
        if (lambda.Syntax is not LambdaExpressionSyntax { ExpressionBody: IdentifierNameSyntax { Identifier.ValueText: var given } })
            return;
        foreach (var symbol in nested?.Captured ?? [])
        {
            if (symbol.Name == given)
                HandOver(Read(symbol, world), world);
        }
    }

    private void HandOverCaptured(IMethodSymbol localFunction, World world)
    {
        var concerns = false;
        foreach (var reference in localFunction.DeclaringSyntaxReferences)
        {
            var syntax = reference.GetSyntax(_cancel);
            HandOverLeases(syntax, world);
            concerns |= Concerns(syntax);
        }

        if (concerns)
            HandOverCaptured(NestedOf(localFunction), world);
    }

    /// <summary>A handler of somebody else's event may end what it captures, by ways too long to follow.</summary>
    private void EvaluateHandler(IEventAssignmentOperation subscription, IOperation? publisher, World world)
    {
        if (publisher is not null && IsNeverRaised(subscription, MaskOf(publisher, world)))
            return;
        Evaluate(subscription.HandlerValue, world);
        if (!subscription.Adds || subscription.HandlerValue.Unwrapped() is not IDelegateCreationOperation { Target: IFlowAnonymousFunctionOperation lambda } || !Concerns(lambda.Syntax))
            return;
        var own = publisher is null ? 0 : MaskOf(publisher, world);
        foreach (var symbol in NestedOf(lambda)?.Captured ?? [])
            HandOver(Read(symbol, world) & ~own, world);
    }

    /// <summary>A process that this body starts tells of its exit only when it is asked to.</summary>
    private bool IsNeverRaised(IEventAssignmentOperation subscription, ulong publisher)
    {
        if (publisher == 0 || subscription.EventReference is not IEventReferenceOperation { Event: { Name: "Exited", ContainingType: var type } } || !KnownTypes.IsProcess(type))
            return false;
        foreach (var site in SitesIn(publisher))
        {
            if (site.Source is null || !KnownTypes.IsProcess(site.Source.ContainingType))
                return false;
        }

        return subscription.Syntax.FirstAncestorOrSelf<MemberDeclarationSyntax>() is { } member
            && !member.DescendantTokens().Any(token => token.ValueText == "EnableRaisingEvents");
    }

    private void HandOverCaptured(NestedFunction? nested, World world)
    {
        if (nested is null)
        {
            // Nobody can look into it: it may do anything with what it captures.
            HandOver(world.ReferencedBesides(-1), world);
            return;
        }

        foreach (var symbol in nested.Captured)
            world.Empty &= ~Read(symbol, world);
        foreach (var symbol in nested.Disposed)
        {
            _settledByNested.Add(symbol);
            HandOver(Read(symbol, world), world);
        }
    }

    /// <summary>Whether the operation may throw in ordinary life.</summary>
    private static bool CanThrow(IOperation operation)
    {
        foreach (var inner in operation.DescendantsAndSelf())
        {
            switch (inner)
            {
                case IAwaitOperation:
                    return true;
                case IInvocationOperation invocation when !SafeCalls.Contains(invocation.TargetMethod):
                    return true;
                case IObjectCreationOperation { Constructor: { } constructor } when constructor.HasSource() && !constructor.IsImplicitlyDeclared && !SafeCalls.IsPlain(constructor):
                    return true;
            }
        }

        return false;
    }
}
