using System;
using System.Linq;
using LeakLint.Symbols;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace LeakLint.Lifetimes;

/// <summary>A place that makes a queue without a limit, and what keeps the queue.</summary>
/// <param name="Creation">The place.</param>
/// <param name="Name">What the code calls the queue.</param>
/// <param name="Holder">The field or property that keeps it; null when a container or the program itself does, for as long as the process runs.</param>
internal sealed record UnboundedQueueSite(IOperation Creation, string Name, ISymbol? Holder)
{
    /// <summary>Null for most calls and creations: they make no such queue, or one that is not kept.</summary>
    public static UnboundedQueueSite? TryFind(IOperation creation, ISymbol member) =>
        IsUnbounded(creation) && !MustTakeAll(member.ContainingType) ? FindKeeper(creation, member) : null;

    /// <summary>A scheduler may not hold back who gives it work.</summary>
    private static bool MustTakeAll(INamedTypeSymbol? type)
    {
        for (var ancestor = type?.BaseType; ancestor is not null; ancestor = ancestor.BaseType)
        {
            if (ancestor.Name is "TaskScheduler" or "SynchronizationContext")
                return true;
        }

        return false;
    }

    private static bool IsUnbounded(IOperation creation) => creation switch
    {
        IInvocationOperation { TargetMethod: { Name: "CreateUnbounded" or "CreateUnboundedPrioritized", ContainingType.Name: "Channel" } method } => method.RootNamespace() == "System",
        IObjectCreationOperation { Type.Name: "BlockingCollection" or "ConcurrentQueue", Constructor: { ContainingType: var type } constructor, Initializer: null } =>
            type.ContainingNamespace.Name == "Concurrent" && constructor.Parameters.All(parameter => parameter.Type.SpecialType != SpecialType.System_Int32),
        _ => false,
    };

    private static UnboundedQueueSite? FindKeeper(IOperation creation, ISymbol member)
    {
        var value = creation;
        for (var outer = creation.Parent; outer is not null; (value, outer) = (outer, outer.Parent))
        {
            switch (outer)
            {
                case IConversionOperation or IParenthesizedOperation or IVariableInitializerOperation or IReturnOperation or IBlockOperation or IAnonymousFunctionOperation or IDelegateCreationOperation
                    or ICoalesceOperation:
                    break;
                case IFieldInitializerOperation { InitializedFields: { Length: 1 } fields }:
                    return new(creation, fields[0].Name, fields[0]);
                case IPropertyInitializerOperation { InitializedProperties: { Length: 1 } properties }:
                    return new(creation, properties[0].Name, properties[0]);
                case IAssignmentOperation { Target: IMemberReferenceOperation target } assignment when assignment.Value == value && (target.Instance is null || target.Instance.IsThis()):
                    return new(creation, target.Member.Name, target.Member);
                case IVariableDeclaratorOperation { Symbol: var local }:
                    return FindKeeper(creation, local, member);
                case IArgumentOperation { Parent: IInvocationOperation call } when ProcessLong.IsRegistration(call.TargetMethod.Name):
                    return new(creation, "the singleton", null);
                default:
                    return null;
            }
        }

        return null;
    }

    /// <summary>A local whose writer goes into a field, or that handlers of the program use for as long as it runs.</summary>
    private static UnboundedQueueSite? FindKeeper(IOperation creation, ILocalSymbol local, ISymbol member)
    {
        foreach (var operation in Root(creation).Descendants())
        {
            if (operation is not ILocalReferenceOperation reference || !SymbolEqualityComparer.Default.Equals(reference.Local, local))
                continue;
            var used = reference.Parent is IPropertyReferenceOperation { Property.Name: "Writer" } writer ? writer : (IOperation)reference;
            while (used.Parent is IConversionOperation)
                used = used.Parent;
            if (used.Parent is ISimpleAssignmentOperation { Target: IMemberReferenceOperation { Member: var holder } target } assignment && assignment.Value == used
                && (target.Instance is null || target.Instance.IsThis()))
                return new(creation, holder.Name, holder);
            if (IsProgram(member) && (IsRegistered(used) || GrowthSite.IsInHandler(reference)))
                return new(creation, local.Name, null);
        }

        return null;
    }

    private static bool IsProgram(ISymbol member) => member.Name is "<Main>$" or "Main";

    private static bool IsRegistered(IOperation value) =>
        value.Parent is IArgumentOperation { Parent: IInvocationOperation call } && ProcessLong.IsRegistration(call.TargetMethod.Name);

    private static IOperation Root(IOperation operation)
    {
        while (operation.Parent is { } parent)
            operation = parent;
        return operation;
    }
}
