using System.Collections.Generic;
using System.Collections.Immutable;
using LeakLint.Symbols;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace LeakLint.Ownership;

/// <summary>
/// The gate before the flow analysis: what one walk over a body finds to look at more closely. Most bodies have nothing: no graph is built
/// for them, and nobody asks for the options of their file.
/// </summary>
internal sealed class BodySurvey(OwnershipContexts contexts, SyntaxTree tree)
{
    private OwnershipContext? _context;

    /// <summary>What is known of the compilation, with the options of the file.</summary>
    public OwnershipContext Context => _context ??= contexts.For(tree);

    /// <summary>The acquisitions whose fate is not plain at first sight.</summary>
    public List<IOperation> Acquisitions { get; } = [];

    /// <summary>The calls that release something, going by their names.</summary>
    public List<IInvocationOperation> Releases { get; } = [];

    /// <summary>The calls that wait for a semaphore.</summary>
    public List<IInvocationOperation> Waits { get; } = [];

    /// <summary>Null for most bodies: there is nothing in them.</summary>
    public static BodySurvey? TryCreate(ImmutableArray<IOperation> blocks, OwnershipContexts contexts)
    {
        BodySurvey? survey = null;
        foreach (var block in blocks)
        {
            if (block.Kind == OperationKind.Attribute)
                continue;
            foreach (var operation in block.DescendantsAndSelf())
            {
                switch (operation.Kind)
                {
                    case OperationKind.ObjectCreation when contexts.Types.IsReleasable(operation.Type):
                        Survey().AddCreation((IObjectCreationOperation)operation);
                        break;
                    case OperationKind.Invalid when operation is { Syntax: BaseObjectCreationExpressionSyntax or InvocationExpressionSyntax, Type: { } made } && (made.TypeKind == TypeKind.Error || contexts.Types.IsReleasable(contexts.Types.Unwrap(made))):
                        Survey().AddUnknown(operation);
                        break;
                    case OperationKind.Invocation:
                        var call = (IInvocationOperation)operation;
                        var method = call.TargetMethod;
                        switch (method.Name)
                        {
                            case "Dispose" or "DisposeAsync" or "StopAsync" or "CloseAsync":
                                Survey().Releases.Add(call);
                                break;
                            case "Wait" or "WaitAsync" when method.ContainingType is { Name: "SemaphoreSlim" }:
                                Survey().Waits.Add(call);
                                break;
                        }

                        if (MayGive(call, method, contexts.Types) || contexts.Types.IsReleasable(AcquisitionFacts.ClonedType(call)))
                            Survey().AddCall(call);
                        break;
                }
            }
        }

        return survey;

        BodySurvey Survey() => survey ??= new(contexts, blocks[0].Syntax.SyntaxTree);
    }

    /// <summary>Whether the caller may get something to release or to give back, going by types and names alone.</summary>
    private static bool MayGive(IInvocationOperation call, IMethodSymbol method, KnownTypes types)
    {
        // What the compiler keeps with the call: asked for the same, a method makes it anew each time.
        if (call.Type is { } result && !result.IsSimple() && (types.Unwrap(result) is var given && (types.IsReleasable(given) || given.IsTupleType) || LeaseFacts.IsLease(method) || MappedResources.MayGive(method, types)))
            return true;
        foreach (var argument in call.Arguments)
        {
            if (argument.Parameter is { RefKind: RefKind.Out } parameter && types.IsReleasable(parameter.Type))
                return true;
        }

        return false;
    }

    private void AddCreation(IObjectCreationOperation creation)
    {
        // The cheap question first: where all is settled, nobody asks for the options of the file.
        if (!IsSettledOnTheSpot(creation) && AcquisitionFacts.IsAcquisition(creation, Context))
            Acquisitions.Add(creation);
    }

    private void AddCall(IInvocationOperation call)
    {
        if (!IsSettledOnTheSpot(call) && Gives(call))
            Acquisitions.Add(call);
    }

    private void AddUnknown(IOperation operation)
    {
        if (IsSettledOnTheSpot(operation))
            return;
        if (UnknownCode.Makes(operation, Context) || (UnknownCode.FindCalled(operation, operation.SemanticModel) is { } method && (Context.Summaries.MayReturnFresh(method) ?? (Context.Contracts.Of(method).Result & ResultOwner.Caller) != 0)))
            Acquisitions.Add(operation);
    }

    private bool Gives(IInvocationOperation call)
    {
        var method = call.TargetMethod;
        if (AcquisitionFacts.MayAcquire(call, Context))
        {
            var contract = Context.Contracts.Of(method);
            // Where there is a body, it decides, whatever the name says.
            return contract.Acquires || AcquisitionFacts.ClonedType(call) is not null || Conventions.IsFactoryDelegate(call) || DelegatedResults.MakerOf(call, Context) is not null || (Context.Summaries.MayReturnFresh(method) ?? ((contract.Result & ResultOwner.Caller) != 0 || AcquisitionFacts.IsForced(call)));
        }

        return AcquisitionFacts.MayGiveOut(method, Context) || TupleResults.MayGive(method, Context) || MappedResources.TypeOf(call, Context) is not null;
    }

    /// <summary>Whether the resource goes straight into a using, a return, or a field that a constructor or an initialiser fills.</summary>
    private static bool IsSettledOnTheSpot(IOperation operation)
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
                    return IsStatementOfConstructor(assignment) && !KnownTypes.IsProcess(operation.Type) && !FailsAfter(assignment);
                default:
                    return false;
            }
        }
    }

    // "_stream = File.OpenRead(path);" in a constructor: the field holds nothing before, and the object owns it from then on.
    private static bool IsStatementOfConstructor(IOperation assignment) =>
        assignment.Parent is IExpressionStatementOperation { Parent: IConstructorBodyOperation or IBlockOperation { Parent: IConstructorBodyOperation } };

    /// <summary>Whether the constructor may well fail later on: then nobody gets the object that owns the resource.</summary>
    private static bool FailsAfter(IOperation assignment)
    {
        if (assignment.Parent is not { Parent: IBlockOperation { Operations: var statements } } statement)
            return false;
        for (var i = statements.IndexOf(statement) + 1; i < statements.Length; i++)
        {
            if (OrdinaryFailures.Find(statements[i]) is not null || ThrowsItself(statements[i]))
                return true;
        }

        return false;
    }

    private static bool ThrowsItself(IOperation statement)
    {
        foreach (var operation in statement.DescendantsAndSelf())
        {
            if (operation.Kind == OperationKind.Throw)
                return true;
        }

        return false;
    }

    private static bool IsUsing(IVariableDeclarationOperation declaration) =>
        declaration.Parent is IUsingOperation or IUsingDeclarationOperation
        || declaration.Parent is IVariableDeclarationGroupOperation { Parent: IUsingOperation or IUsingDeclarationOperation };
}
