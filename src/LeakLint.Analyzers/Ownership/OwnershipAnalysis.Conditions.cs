using System.Collections.Generic;
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
            case IIsNullOperation isNull:
                return AssumeNull(world, isNull.Operand, value);
            case IBinaryOperation { OperatorKind: BinaryOperatorKind.Equals or BinaryOperatorKind.NotEquals } comparison:
                return AssumeEqual(world, comparison, value == (comparison.OperatorKind == BinaryOperatorKind.Equals));
            case IIsPatternOperation pattern:
                return AssumeMatch(world, pattern.Value, pattern.Pattern, value);
            case IIsTypeOperation { ValueOperand: var tested }:
                return value ? AssumeNull(world, tested, false) : world;
            case ILocalReferenceOperation or IParameterReferenceOperation when condition.Type?.SpecialType == SpecialType.System_Boolean:
                return AssumeFlag(world, GraphFacts.VariableOf(condition)!, value);
            case IPropertyReferenceOperation { Instance: { } task, Property.Name: "IsCompletedSuccessfully" } when !value:
            case IPropertyReferenceOperation { Instance: { } faulted, Property.Name: "IsFaulted" or "IsCanceled" } when value && (task = faulted) is not null:
                // A task that failed gave nothing.
                world.Owed &= ~MaskOf(task, world);
                return world;
            case IInvocationOperation invocation when !value:
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
            // An empty collection holds nothing.
            if (HoldsOnly(MaskOf(collection, world), collection.Type))
                world.Owed &= ~MaskOf(collection, world);
            return world;
        }

        if (right.IsNullLiteral())
            return AssumeNull(world, left, equal);
        if (left.IsNullLiteral())
            return AssumeNull(world, right, equal);
        if (right.ConstantBool() is { } constant)
            return Assume(world, left, constant == equal);
        return left.ConstantBool() is { } other ? Assume(world, right, other == equal) : world;
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
            case IDeclarationPatternOperation declaration when SymbolEqualityComparer.Default.Equals(declaration.MatchedType, tested.Unwrapped().Type):
                return AssumeNull(world, tested, !matches);
            case IDeclarationPatternOperation or IRecursivePatternOperation or ITypePatternOperation when matches:
                return AssumeNull(world, tested, false);
            case IDeclarationPatternOperation or ITypePatternOperation when IsDisposableCast(pattern):
                // "is IDisposable d" fails: what it was asked of needs no release.
                Settle(world, tested);
                return world;
            default:
                return world;
        }
    }

    private bool IsDisposableCast(IPatternOperation pattern)
    {
        var type = pattern switch
        {
            IDeclarationPatternOperation declaration => declaration.MatchedType,
            ITypePatternOperation typed => typed.MatchedType,
            _ => null,
        };
        return type is INamedTypeSymbol { Name: "IDisposable" or "IAsyncDisposable" };
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
            if (_facts.CapturedVariables.TryGetValue(capture.Id, out var symbol) && AssumeNull(world, symbol, isNull) is null)
                return null;
            return _captures.TryGetValue(capture.Id, out var captured) ? AssumeNull(world, captured, isNull) : world;
        }

        return GraphFacts.VariableOf(tested) is { } variable ? AssumeNull(world, variable, isNull) : world;
    }

    private World? AssumeNull(World world, ISymbol symbol, bool isNull)
    {
        if (AssumeFlag(world, symbol, isNull) is null)
            return null;
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
        ulong elsewhere = 0;
        for (var i = 0; i < world.VariableCount; i++)
        {
            if (i != variable && world[i] != mask)
                elsewhere |= world[i];
        }

        // A wrapper that is null was not made: what it would hold is not asked for.
        foreach (var site in SitesIn(mask))
        {
            if ((site.HeldBy & mask) != 0)
                elsewhere &= ~site.Bit;
        }

        world.Owed &= ~(mask & ~elsewhere);
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
        IInvocationOperation or IObjectCreationOperation => _siteBySyntax.TryGetValue((operation.Unwrapped().Syntax, null), out var site) ? site.Bit : 0,
        var other => GraphFacts.VariableOf(other) is { } symbol ? Read(symbol, world) : 0,
    };
}
