using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using LeakLint.Symbols;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace LeakLint.Ownership;

/// <summary>The gate before the flow analysis: finds the acquisitions of a body whose fate is not plain at first sight.</summary>
/// <remarks>Most bodies have none, and no graph is built for them.</remarks>
internal static class AcquisitionFinder
{
    /// <summary>The operations to follow, null when there are none; most bodies have none.</summary>
    /// <param name="blocks">The blocks of the body.</param>
    /// <param name="context">What is known of the compilation.</param>
    /// <param name="visitCall">Called for each call on the way, so that the body is walked once.</param>
    public static List<IOperation>? Find(ImmutableArray<IOperation> blocks, OwnershipContext context, Action<IInvocationOperation> visitCall)
    {
        List<IOperation>? found = null;
        foreach (var block in blocks)
        {
            if (block.Kind == OperationKind.Attribute)
                continue;
            foreach (var operation in block.DescendantsAndSelf())
            {
                if (operation.Kind is not (OperationKind.ObjectCreation or OperationKind.Invocation))
                    continue;
                if (operation is IInvocationOperation call)
                    visitCall(call);
                if (MayAcquire(operation, context) && !IsSettledOnTheSpot(operation, context))
                    (found ??= []).Add(operation);
            }
        }

        return found;
    }

    private static bool MayAcquire(IOperation operation, OwnershipContext context)
    {
        if (operation is IObjectCreationOperation creation)
            return AcquisitionFacts.IsAcquisition(creation, context);
        var invocation = (IInvocationOperation)operation;
        if (AcquisitionFacts.MayAcquire(invocation, context))
        {
            var contract = context.Contracts.Of(invocation.TargetMethod);
            // Where there is a body, it decides, whatever the name says.
            return contract.Acquires || (context.Summaries.MayReturnFresh(invocation.TargetMethod) ?? ((contract.Result & ResultOwner.Caller) != 0 || AcquisitionFacts.IsForced(invocation)));
        }

        foreach (var argument in invocation.Arguments)
        {
            if (argument.Parameter is { RefKind: RefKind.Out } parameter && context.Catalog.IsResource(parameter.Type))
                return true;
        }

        return false;
    }

    /// <summary>Whether the resource goes straight into a using, a return, or a field that a constructor or an initialiser fills.</summary>
    private static bool IsSettledOnTheSpot(IOperation operation, OwnershipContext context)
    {
        var value = operation;
        while (true)
        {
            switch (value.Parent)
            {
                case IConversionOperation or IAwaitOperation or IParenthesizedOperation:
                case IInvocationOperation { TargetMethod.Name: "ConfigureAwait" } configured when configured.Instance == value:
                    value = value.Parent;
                    continue;
                case IVariableInitializerOperation { Parent: IVariableDeclaratorOperation { Parent: IVariableDeclarationOperation declaration } }:
                    // A process that is only disposed may still outlive its owner.
                    return IsUsing(declaration) && !KnownTypes.IsProcess(operation.Type);
                case IUsingOperation:
                    return !KnownTypes.IsProcess(operation.Type);
                case IFieldInitializerOperation or IPropertyInitializerOperation or IReturnOperation { Kind: OperationKind.Return }:
                    return true;
                case ISimpleAssignmentOperation { Target: IFieldReferenceOperation { Instance: IInstanceReferenceOperation } or IPropertyReferenceOperation { Instance: IInstanceReferenceOperation, Arguments.IsEmpty: true } } assignment:
                    return IsStatementOfConstructor(assignment) && !KnownTypes.IsProcess(operation.Type);
                default:
                    return false;
            }
        }
    }

    // "_stream = File.OpenRead(path);" in a constructor: the field holds nothing before, and the object owns it from then on.
    private static bool IsStatementOfConstructor(IOperation assignment) =>
        assignment.Parent is IExpressionStatementOperation { Parent: IConstructorBodyOperation or IBlockOperation { Parent: IConstructorBodyOperation } };

    private static bool IsUsing(IVariableDeclarationOperation declaration) =>
        declaration.Parent is IUsingOperation or IUsingDeclarationOperation
        || declaration.Parent is IVariableDeclarationGroupOperation { Parent: IUsingOperation or IUsingDeclarationOperation };
}
