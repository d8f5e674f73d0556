using System;
using System.Collections.Generic;
using System.Linq;
using LeakLint.Symbols;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace LeakLint.Lifetimes;

/// <summary>
/// The parameter of <c>Dispose(bool disposing)</c>: with false only what the runtime does not know is released, and a DisposeAsync that passes false has
/// to release the rest itself.
/// </summary>
internal static class DisposingFlag
{
    /// <remarks>A flag that says whether this is the finalizer means the opposite: a Roslyn workspace asks for <c>Dispose(finalize: false)</c>.</remarks>
    public static bool Is(IParameterSymbol parameter) =>
        !parameter.Name.StartsWith("final", StringComparison.OrdinalIgnoreCase)
        && parameter is { Type.SpecialType: SpecialType.System_Boolean, ContainingSymbol: IMethodSymbol { Name: "Dispose", Parameters.Length: 1, MethodKind: MethodKind.Ordinary } };

    /// <summary>Whether the caller calls Dispose(bool) with false only, and the release in that asks for true.</summary>
    public static bool KeepsFrom(Reference release, IMethodSymbol caller, IReadOnlyList<Body> bodies)
    {
        if (release.Member is not IMethodSymbol { Name: "Dispose", Parameters: { Length: 1 } parameters } worker || !Is(parameters[0]) || !AsksForTrue(release.Operation, parameters[0]))
            return false;
        var calls = bodies.Where(body => SymbolEqualityComparer.Default.Equals(body.Member, caller)).SelectMany(body => body.Root.Descendants()).OfType<IInvocationOperation>()
            .Where(call => SymbolEqualityComparer.Default.Equals(call.TargetMethod.OriginalDefinition, worker.OriginalDefinition)).ToList();
        // Who calls it by way of another member may pass true there.
        return calls.Count > 0 && calls.TrueForAll(call => call.Arguments[0].Value.ConstantBool() == false);
    }

    private static bool AsksForTrue(IOperation place, IParameterSymbol disposing)
    {
        for (var child = place; child.Parent is { } parent; child = parent)
        {
            switch (parent)
            {
                case IConditionalOperation choice when choice.WhenTrue == child && Conjuncts(choice.Condition).Any(part => IsFlag(part, disposing)):
                case IBlockOperation block when block.Operations.TakeWhile(statement => statement != child).Any(statement =>
                    statement is IConditionalOperation { WhenTrue: var left } guard && IsNegated(guard.Condition, disposing) && Leaves(left)):
                    return true;
            }
        }

        return false;
    }

    private static IEnumerable<IOperation> Conjuncts(IOperation condition) =>
        condition.Unwrapped() is IBinaryOperation { OperatorKind: BinaryOperatorKind.ConditionalAnd } both
            ? Conjuncts(both.LeftOperand).Concat(Conjuncts(both.RightOperand))
            : [condition.Unwrapped()];

    private static bool IsFlag(IOperation operation, IParameterSymbol disposing) =>
        operation.Unwrapped() is IParameterReferenceOperation { Parameter: var asked } && SymbolEqualityComparer.Default.Equals(asked, disposing);

    private static bool IsNegated(IOperation condition, IParameterSymbol disposing) => condition.Unwrapped() switch
    {
        IUnaryOperation { OperatorKind: UnaryOperatorKind.Not } not => IsFlag(not.Operand, disposing),
        IBinaryOperation { OperatorKind: BinaryOperatorKind.ConditionalOr } either => IsNegated(either.LeftOperand, disposing) || IsNegated(either.RightOperand, disposing),
        _ => false,
    };

    private static bool Leaves(IOperation branch) =>
        branch is IReturnOperation || (branch is IBlockOperation { Operations: { Length: > 0 } operations } && operations[operations.Length - 1] is IReturnOperation);
}
