using System;
using System.Collections.Immutable;
using System.Linq;
using LeakLint.Symbols;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace LeakLint.Ownership;

/// <content>Calls: what they acquire, release, take over and give back.</content>
internal sealed partial class OwnershipAnalysis
{
    private Contract ContractOf(IMethodSymbol method, int depth) => ContractOf(method, _context.Summaries.Find(method, depth, _cancel));

    private Contract ContractOf(IMethodSymbol method, Summary summary)
    {
        Needed = Math.Max(Needed, summary.Needed);
        return summary.Contract ?? _context.Contracts.Of(method);
    }

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

        var contract = ContractOf(invocation, receiver, masks);
        var container = (receiver != 0 || all != 0) && contract.Argument != Transfer.Releases ? EvaluateContainer(invocation, receiver, masks, all, world) : null;
        if (container is not { } result)
            result = EvaluateResourceCall(invocation, contract, receiver, masks, all, world);

        AssignOut(invocation, contract, receiver, world);
        HandOverConnection(invocation, world);
        if (mayAcquire && ((contract.Result & ResultOwner.Caller) != 0 || AcquisitionFacts.IsForced(invocation) || AcquisitionFacts.ClonedType(invocation) is not null || Conventions.IsFactoryDelegate(invocation) || IsAroundMade(invocation, contract, result))
            && SiteOf(SiteKind.Call, invocation.Syntax, AcquisitionFacts.TypeOf(invocation, _context)) is { } site)
        {
            site.Source = method;
            site.IsDoubtful |= method.MethodKind == MethodKind.DelegateInvoke;
            if (site.IsLease)
                _leases |= site.Bit;
            foreach (var inner in SitesIn(result))
                inner.HeldBy |= site.Bit;
            if ((contract.Result & ResultOwner.Caller) == 0 && IsAroundMade(invocation, contract, result))
                _views |= site.Bit;
            result |= Acquire(site, world);
        }

        else if (mayAcquire && DelegatedResults.MakerOf(invocation, _context) is { } maker)
            return result | AcquireMade(invocation, maker, AcquisitionFacts.TypeOf(invocation, _context), world);

        if (mapped is not null)
            return result | AcquireMade(invocation, MappedResources.MakerOf(invocation), mapped, world);
        return mayGive && !mayAcquire ? result | AcquireElements(invocation, method, contract, world) : result;
    }

    /// <summary>Whether a method of ours gives a view of what is made for it on the spot: <c>Buffered(File.OpenRead(path))</c> is what has to be released.</summary>
    private bool IsAroundMade(IInvocationOperation invocation, Contract contract, ulong result) =>
        contract is { FromBody: true } && (contract.Result & ResultOwner.Arguments) != 0 && HasFresh(result)
        && invocation.Arguments.Any(argument => argument.Value.Unwrapped() is IObjectCreationOperation or IInvocationOperation);

    /// <summary>
    /// A collection or object of this body that a call may keep is the keeper's as well from then on, so what is put into it later is handed over. Calls
    /// that take it while it holds something are followed where that is.
    /// </summary>
    private void NoteShared(ImmutableArray<IArgumentOperation> arguments, IMethodSymbol method)
    {
        if (_facts.LocalContainers.Count == 0 || _depth == CalleeSummaries.Unseen)
            return;
        foreach (var argument in arguments)
        {
            if (argument.Value.Unwrapped() is ILocalReferenceOperation { Local: var local } && _facts.LocalContainers.Contains(local) && !_shared.Contains(local)
                && argument.Parameter is { RefKind: RefKind.None } parameter
                && ContractOf(method, _context.Summaries.FindUse(method, 1ul << parameter.Ordinal, _depth, _cancel)).ArgumentAt(parameter.Ordinal) == Transfer.TakesOver)
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
