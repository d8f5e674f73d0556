using System.Collections.Generic;
using System.Linq;
using LeakLint.Symbols;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace LeakLint.Ownership;

/// <content>Conditions: what a branch tells about null, flags and the success of a Try method.</content>
internal sealed partial class OwnershipAnalysis
{
    protected override OwnershipState? Assume(OwnershipState state, IOperation condition, bool value)
    {
        if (!state.Filter(world => Assume(world, condition, value)))
            return null;
        if (IsGuardOfHandler(condition, value))
            SettleGuarded(state, condition);
        return state;
    }

    private World? Assume(World world, IOperation condition, bool value)
    {
        switch (condition)
        {
            case IUnaryOperation { OperatorKind: UnaryOperatorKind.Not } not:
                return Assume(world, not.Operand, !value);
            case IConversionOperation conversion:
                return Assume(world, conversion.Operand, value);
            case IUnaryOperation { OperatorKind: UnaryOperatorKind.True, Operand: var isTrue }:
                return Assume(world, isTrue, value);
            case IIsNullOperation isNull:
                return AssumeNull(world, isNull.Operand, value);
            case IBinaryOperation { OperatorKind: BinaryOperatorKind.Equals or BinaryOperatorKind.NotEquals } comparison:
                return AssumeEqual(world, comparison, value == (comparison.OperatorKind == BinaryOperatorKind.Equals));
            case IIsPatternOperation pattern:
                return AssumeMatch(world, pattern.Value, pattern.Pattern, value);
            case IIsTypeOperation { ValueOperand: var tested, TypeOperand: var type, IsNegated: var isNegated }:
                return AssumeType(world, tested, type, value != isNegated);
            case ILocalReferenceOperation or IParameterReferenceOperation when condition.Type?.SpecialType == SpecialType.System_Boolean:
                return AssumeFlag(world, GraphFacts.VariableOf(condition)!, value);
            case IFieldReferenceOperation or IPropertyReferenceOperation when StableFlags.Find(condition) is { } stable && _facts.Flags.ContainsKey(stable):
                return AssumeFlag(world, stable, value);
            case IPropertyReferenceOperation { Instance: { } task, Property.Name: "IsCompletedSuccessfully" } when !value:
            case IPropertyReferenceOperation { Instance: { } faulted, Property.Name: "IsFaulted" or "IsCanceled" } when value && (task = faulted) is not null:
                // A task that failed gave nothing.
                world.Owed &= ~MaskOf(task, world);
                return world;
            case IPropertyReferenceOperation { Instance: { } handle, Property: var property } when !value && EmptyHandles.IsToldBy(property):
                world.Owed &= ~MaskOf(handle, world);
                return world;
            case IPropertyReferenceOperation { Instance: { } invalid, Property: var asked } when value && EmptyHandles.IsDeniedBy(asked):
                world.Owed &= ~MaskOf(invalid, world);
                return world;
            case IInvocationOperation { TargetMethod: { Name: "ReferenceEquals", IsStatic: true }, Arguments: { Length: 2 } compared } when value:
                return AssumeSame(world, compared[0].Value, compared[1].Value);
            case IInvocationOperation invocation when !value:
                if (invocation is { TargetMethod: { Name: "Any", IsExtensionMethod: true }, Arguments: { Length: 1 } sequence })
                    SettleEmpty(world, sequence[0].Value);
                if (invocation.Instance is { } told && EmptyHandles.IsToldBy(invocation.TargetMethod))
                    world.Owed &= ~MaskOf(told, world);
                return AssumeFailed(world, invocation);
            case { ConstantValue: { HasValue: true, Value: bool constant } }:
                return constant == value ? world : null;
            default:
                return world;
        }
    }

    private World? AssumeEqual(World world, IBinaryOperation comparison, bool equal)
    {
        var (left, right) = (comparison.LeftOperand.Unwrapped(), comparison.RightOperand.Unwrapped());
        if (equal && right.ConstantValue is { HasValue: true, Value: 0 } && left is IPropertyReferenceOperation { Property.Name: "Count" or "Length", Instance: { } collection })
        {
            SettleEmpty(world, collection);
            return world;
        }

        if (right.IsNullLiteral())
            return AssumeNull(world, left, equal);
        if (left.IsNullLiteral())
            return AssumeNull(world, right, equal);
        if (right.ConstantBool() is { } constant)
            return Assume(world, left, constant == equal);
        if (left.ConstantBool() is { } other)
            return Assume(world, right, other == equal);
        return equal && comparison.OperatorMethod is null && left.Type?.IsReferenceType == true ? AssumeSame(world, left, right) : world;
    }

    /// <summary>"ReferenceEquals(wrapped, stream)": what a call gave is what was there before, so nothing is owed for it besides that.</summary>
    private World AssumeSame(World world, IOperation one, IOperation other)
    {
        var (first, second) = (MaskOf(one, world), MaskOf(other, world));
        // Sites are numbered as they are met: the lower one was there first.
        var later = (first & (~first + 1)) > (second & (~second + 1)) ? first : second;
        if (GraphFacts.VariableOf(one.Unwrapped()) is not null && GraphFacts.VariableOf(other.Unwrapped()) is not null)
            world.Owed &= ~(later & ~(later == first ? second : first));
        return world;
    }

    /// <summary>An empty collection holds nothing.</summary>
    private void SettleEmpty(World world, IOperation collection)
    {
        if (HoldsOnly(MaskOf(collection, world), collection.Unwrapped().Type))
            world.Owed &= ~MaskOf(collection, world);
    }

    private World? AssumeMatch(World world, IOperation tested, IPatternOperation pattern, bool matches)
    {
        switch (pattern)
        {
            case IConstantPatternOperation constant when constant.Value.IsNullLiteral():
                return AssumeNull(world, tested, matches);
            case IConstantPatternOperation { Value: var value } when value.ConstantBool() is { } flag:
                return Assume(world, tested.Unwrapped(), flag == matches);
            case INegatedPatternOperation negated:
                return AssumeMatch(world, tested, negated.Pattern, !matches);
            case IRecursivePatternOperation { DeconstructionSubpatterns.Length: 0, PropertySubpatterns.Length: 0 } recursive
                when SymbolEqualityComparer.Default.Equals(recursive.MatchedType, tested.Unwrapped().Type) || recursive.NarrowedType is null:
                return AssumeNull(world, tested, !matches);
            case IDeclarationPatternOperation { MatchedType: { } declared }:
                return AssumeType(world, tested, declared, matches);
            case ITypePatternOperation typed:
                return AssumeType(world, tested, typed.MatchedType, matches);
            case IRecursivePatternOperation when matches:
                return AssumeNull(world, tested, false);
            default:
                return world;
        }
    }

    /// <summary>
    /// A test for a type that a value has anyhow is a test for null. A resource that a test must accept is not what failed it, and one that
    /// it must refuse is not what passed.
    /// </summary>
    private World? AssumeType(World world, IOperation tested, ITypeSymbol type, bool matches)
    {
        tested = tested.Unwrapped();
        var mask = MaskOf(tested, world);
        if (!matches && tested is IAwaitOperation or IInvocationOperation && tested.Type is { } promised && Fits(promised, type))
        {
            world.Owed &= ~mask;
            return world;
        }

        if (!matches && tested.Type is { } known && Fits(known, type))
            return AssumeNull(world, tested, true);
        var elsewhere = ReferencedElsewhere(mask, world);
        foreach (var site in SitesIn(mask & ~elsewhere))
        {
            if (matches ? IsForeign(site.Type, type) : Fits(site.Type, type))
                world.Owed &= ~site.Bit;
        }

        if (matches)
            return AssumeNull(world, tested, false);
        // "is IDisposable d" fails: what it was asked of needs no release.
        if (type is INamedTypeSymbol { Name: "IDisposable" or "IAsyncDisposable" })
            Settle(world, tested);
        return world;
    }

    private static bool Fits(ITypeSymbol type, ITypeSymbol wanted)
    {
        for (var ancestor = type; ancestor is not null; ancestor = ancestor.BaseType)
        {
            if (SymbolEqualityComparer.Default.Equals(ancestor, wanted))
                return true;
        }

        return wanted.TypeKind == TypeKind.Interface && type.AllInterfaces.Contains((INamedTypeSymbol)wanted, SymbolEqualityComparer.Default);
    }

    private static bool IsForeign(ITypeSymbol type, ITypeSymbol wanted) =>
        type.TypeKind == TypeKind.Class && wanted.TypeKind == TypeKind.Class && !Fits(type, wanted) && !Fits(wanted, type);

    /// <summary>What a variable that refers to other things than these refers to as well.</summary>
    private static ulong ReferencedElsewhere(ulong mask, World world)
    {
        ulong elsewhere = 0;
        for (var i = 0; i < world.VariableCount; i++)
        {
            if (world[i] != mask)
                elsewhere |= world[i];
        }

        return elsewhere;
    }

    private void Settle(World world, IOperation tested)
    {
        var mask = MaskOf(tested, world);
        foreach (var site in SitesIn(mask))
        {
            if (!_context.Types.IsDisposable(site.Type))
                world.Owed &= ~site.Bit;
        }
    }

    /// <summary>Where a variable is null there is nothing to release.</summary>
    private World? AssumeNull(World world, IOperation tested, bool isNull)
    {
        tested = tested.Unwrapped();
        if (tested is ISimpleAssignmentOperation assignment)
            tested = assignment.Target.Unwrapped();
        if (tested is IFlowCaptureReferenceOperation capture)
        {
            if (isNull)
                HandOver(OfferedTo(tested.Syntax, world), world);
            if (_facts.CapturedVariables.TryGetValue(capture.Id, out var symbol) && AssumeNull(world, symbol, isNull) is null)
                return null;
            return _captures.TryGetValue(capture.Id, out var captured) ? AssumeNull(world, captured, isNull) : world;
        }

        // "Open() is not { } file": what the call gave is in no variable yet.
        if (isNull && tested is IAwaitOperation or IInvocationOperation)
        {
            world.Owed &= ~MaskOf(tested, world);
            return world;
        }

        return GraphFacts.VariableOf(tested) is { } variable ? AssumeNull(world, variable, isNull) : world;
    }

    private World? AssumeNull(World world, ISymbol symbol, bool isNull)
    {
        if (AssumeFlag(world, symbol, isNull) is null)
            return null;
        if (isNull)
            SettleSiblings(symbol, world);
        if (!_symbols.TryGetValue(symbol, out var variable))
        {
            // A parameter that is asked for null may be set later where it was: "own = stream is null; stream ??= Open()".
            if (symbol is not IParameterSymbol { RefKind: RefKind.None } parameter || !IsResource(parameter.Type) || !IsOwn(parameter))
                return world;
            variable = VariableOf(symbol);
            if (variable < 0)
                return world;
        }

        return AssumeNull(world, variable, isNull);
    }

    private World? AssumeNull(World world, int variable, bool isNull)
    {
        var bit = 1ul << variable;
        if (((isNull ? world.KnownNotNull : world.KnownNull) & bit) != 0)
            return null;
        if (!isNull)
        {
            world.KnownNotNull |= bit;
            return world;
        }

        var mask = world[variable];
        world.KnownNull |= bit;
        world[variable] = 0;
        // What another variable with other aliases still refers to is not gone.
        var elsewhere = ReferencedElsewhere(mask, world);

        // A wrapper that is null was not made: what it would hold is not asked for. What only looks at nothing holds nothing.
        foreach (var site in SitesIn(mask))
        {
            if ((site.HeldBy & (mask | _views)) != 0)
                elsewhere &= ~site.Bit;
        }

        world.Owed &= ~((mask & ~elsewhere) | ViewsOf(mask & ~elsewhere));
        return world;
    }

    private World? AssumeFlag(World world, ISymbol symbol, bool value)
    {
        if (!_facts.Flags.TryGetValue(symbol, out var flag))
            return world;
        if (world.Flag(flag) is { } known)
            return known == value ? world : null;
        world.SetFlag(flag, value);
        return world;
    }

    /// <summary>A Try method that answered no gave nothing out.</summary>
    private World AssumeFailed(World world, IInvocationOperation invocation)
    {
        foreach (var argument in invocation.Arguments)
        {
            if (argument.Parameter is { RefKind: RefKind.Out } parameter && _siteBySyntax.TryGetValue((invocation.Syntax, parameter), out var site))
                world.Owed &= ~site.Bit;
        }

        return world;
    }

    /// <summary>The flag that the operation assigns, and what it assigns.</summary>
    private (int Flag, IOperation Value)? FlagAssignment(IOperation operation)
    {
        if (operation is IExpressionStatementOperation statement)
            operation = statement.Operation;
        // "ok &= Try()": what it is then, nobody knows.
        if (operation is ICompoundAssignmentOperation { Target: ILocalReferenceOperation or IParameterReferenceOperation } compound
            && _facts.Flags.TryGetValue(GraphFacts.VariableOf(compound.Target)!, out var changed))
            return (changed, compound);
        return operation is ISimpleAssignmentOperation { Target: ILocalReferenceOperation or IParameterReferenceOperation, Type.SpecialType: SpecialType.System_Boolean } assignment
            && _facts.Flags.TryGetValue(GraphFacts.VariableOf(assignment.Target)!, out var flag)
                ? (flag, assignment.Value)
                : null;
    }

    private IEnumerable<World> SplitOnFlag(World world, int flag, IOperation value)
    {
        if (value.Unwrapped().ConstantBool() is { } constant)
        {
            world.SetFlag(flag, constant);
            yield return world;
            yield break;
        }

        world.SetFlag(flag, null);
        var other = world.Clone();
        if (Assume(world, value, true) is { } yes)
        {
            yes.SetFlag(flag, true);
            yield return yes;
        }

        if (Assume(other, value, false) is { } no)
        {
            no.SetFlag(flag, false);
            yield return no;
        }
    }

    private ulong MaskOf(IOperation operation, World world) => operation.Unwrapped() switch
    {
        IFlowCaptureReferenceOperation capture => _captures.TryGetValue(capture.Id, out var captured) ? world[captured] : 0,
        IAwaitOperation awaited => MaskOf(awaited.Operation, world),
        IInvocationOperation { TargetMethod.Name: "ConfigureAwait", Instance: { } task } => MaskOf(task, world),
        IInvocationOperation or IObjectCreationOperation => _siteBySyntax.TryGetValue((operation.Unwrapped().Syntax, null), out var site) ? site.Bit : 0,
        var other => GraphFacts.VariableOf(other) is { } symbol ? Read(symbol, world) : 0,
    };
}
