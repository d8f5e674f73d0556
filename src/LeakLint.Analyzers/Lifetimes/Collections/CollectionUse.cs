using System.Collections.Immutable;
using LeakLint.Symbols;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace LeakLint.Lifetimes;

/// <summary>What one reference to a collection means for its size.</summary>
internal enum SizeEffect
{
    /// <summary>It is only read.</summary>
    None,

    /// <summary>An entry may be added.</summary>
    Grows,

    /// <summary>Entries are taken out, or the collection is replaced.</summary>
    Removes,

    /// <summary>Its size is compared with a limit.</summary>
    Limits,

    /// <summary>Code that is not followed gets hold of it.</summary>
    Escapes,
}

/// <summary>Tells what a reference to a collection does to its size, from the code around it.</summary>
/// <param name="Effect">What happens.</param>
/// <param name="Key">What decides whether an entry is new: the key, or the element; null when there is none.</param>
/// <param name="Value">What the entry keeps, when it is written at the place.</param>
internal readonly record struct CollectionUse(SizeEffect Effect, IOperation? Key = null, IOperation? Value = null)
{
    private static readonly CollectionUse Read = new(SizeEffect.None);
    private static readonly CollectionUse Other = new(SizeEffect.Escapes);

    public static CollectionUse Of(IOperation reference)
    {
        IOperation value = reference;
        while (value.Parent is IConversionOperation or IParenthesizedOperation)
        {
            value = value.Parent;
            if (CollectionKinds.IsReadOnlyView(value.Type))
                return Read;
        }

        return value.Parent is IConditionalAccessOperation access && access.Operation == value
            ? access.FindInstance() is { } instance ? OfParent(instance, reference) : Other
            : OfParent(value, reference);
    }

    private static CollectionUse OfParent(IOperation value, IOperation reference)
    {
        switch (value.Parent)
        {
            case IInvocationOperation call when call.Instance == value:
                return OfCall(call, call.Arguments, 0, reference);
            case IPropertyReferenceOperation property when property.Instance == value:
                return OfProperty(property, reference);
            case IArgumentOperation argument:
                return OfArgument(argument, reference);
            case ISimpleAssignmentOperation assignment when assignment.Target == value:
                return OfStore(assignment.Value.Unwrapped(), assignment, reference);
            case ICoalesceAssignmentOperation assignment when assignment.Target == value && IsNew(assignment.Value.Unwrapped()):
            case IForEachLoopOperation or ILockOperation or INameOfOperation or IIsPatternOperation or IIsTypeOperation or IBinaryOperation or IInterpolationOperation:
            case IMethodReferenceOperation { Method.Name: var name } when !CollectionVerbs.Grows(name) && !CollectionVerbs.Removes(name) && !CollectionVerbs.HandsOut(name):
            case IReturnOperation when CollectionKinds.IsImmutable(reference.Type!) || (reference is IMemberReferenceOperation && PropertyAlias.IsGetter(value)):
            case ISpreadOperation:
            case IImplicitIndexerReferenceOperation: // list[^1]
                return Read;
            default:
                return Other;
        }
    }

    private static CollectionUse OfCall(IInvocationOperation call, ImmutableArray<IArgumentOperation> arguments, int first, IOperation reference)
    {
        var name = call.TargetMethod.Name;
        if (CollectionKinds.IsImmutable(reference.Type!) && !IsStoredBack(call, reference) && call.TargetMethod.ContainingType.Name != "ImmutableInterlocked")
            return Read;
        var key = first < arguments.Length ? arguments[first].Value : null;
        if (CollectionVerbs.Removes(name))
            return new(SizeEffect.Removes, name is "Clear" ? null : key);
        if (CollectionVerbs.HandsOut(name))
            return Other;
        if (!CollectionVerbs.Grows(name))
            return Read;
        var value = first + 1 < arguments.Length ? arguments[first + 1].Value : null;
        return name is "Insert" ? new(SizeEffect.Grows, value, value) : new(SizeEffect.Grows, key, value ?? key);
    }

    private static CollectionUse OfProperty(IPropertyReferenceOperation property, IOperation reference)
    {
        if (property.Property.Name is "Count" or "Length" or "IsEmpty")
            return property.Property.Name != "IsEmpty" && IsLimit(property) ? new(SizeEffect.Limits) : Read;
        if (property.Property.IsIndexer && property.Parent is IAssignmentOperation assignment && assignment.Target == property
            && CollectionKinds.Of(reference.Type) == CollectionKind.Keyed)
            return new(SizeEffect.Grows, property.Arguments[0].Value, assignment.Value);
        return property.Parent is IIncrementOrDecrementOperation && CollectionKinds.Of(reference.Type) == CollectionKind.Keyed
            ? new(SizeEffect.Grows, property.Arguments[0].Value)
            : Read;
    }

    private static CollectionUse OfArgument(IArgumentOperation argument, IOperation reference)
    {
        if (CollectionKinds.IsReadOnlyView(argument.Parameter?.Type))
            return Read;
        if (argument.Parent is IObjectCreationOperation { Constructor: { } made })
            return made.ContainingType.FullName().StartsWith("System.Collections.", System.StringComparison.Ordinal) && made.ContainingType.Name != "ReadOnlyDictionary" ? Read : Other;
        if (argument.Parent is not IInvocationOperation call)
            return Other;
        if (call.TargetMethod.RootNamespace() != "System")
            return ParameterUse.Of(argument, call) ?? Other;
        return call.TargetMethod.ContainingType.Name switch
        {
            "Monitor" or "LazyInitializer" or "String" or "Debug" or "JsonSerializer" or "ArgumentNullException" => Read,
            "ImmutableDictionary" when call.TargetMethod.Name is "GetValueOrDefault" or "Contains" => Read,
            "Volatile" when call.TargetMethod.Name == "Read" && CollectionKinds.IsImmutable(reference.Type!) => Read,
            "Interlocked" when call.TargetMethod.Name == "Exchange" => new(SizeEffect.Removes),
            "Interlocked" when call.TargetMethod.Name == "CompareExchange" && call.Arguments.Length == 3 && call.Arguments[2].Value.IsNullLiteral() => Read,
            "ImmutableInterlocked" when argument.Parameter?.Ordinal == 0 && call.TargetMethod.Name == "Update" => Growing.ByUpdate(call) ?? Other,
            "ImmutableInterlocked" when argument.Parameter?.Ordinal == 0 => OfCall(call, call.Arguments, 1, reference),
            "CollectionExtensions" or "CollectionsMarshal" when argument.Parameter?.Ordinal == 0 => OfCall(call, call.Arguments, 1, reference),
            _ => Other,
        };
    }

    private static CollectionUse OfStore(IOperation value, ISimpleAssignmentOperation assignment, IOperation reference)
    {
        if (Growing.ByCopy(value, operation => IsSame(operation, reference)) is { } longer)
            return new(SizeEffect.Grows, longer, longer);
        if (value is IInvocationOperation { Instance: { } instance } && IsSame(instance.Unwrapped(), reference))
            return Read; // What the call does is noted where it uses the collection.
        // The first value of all, and no other: an object made for this collection alone.
        return !IsNew(value) ? Other : IsInConstructor(assignment, reference) ? Read : new(SizeEffect.Removes);
    }

    private static bool IsInConstructor(IOperation operation, IOperation reference) =>
        operation.SemanticModel?.GetEnclosingSymbol(operation.Syntax.SpanStart) is IMethodSymbol
        {
            MethodKind: MethodKind.Constructor or MethodKind.StaticConstructor,
        } constructor && constructor.IsStatic == (reference as IMemberReferenceOperation)?.Member.IsStatic;

    private static bool IsNew(IOperation value) =>
        value is IObjectCreationOperation || value is ICollectionExpressionOperation || (value.Type is { } type && CollectionKinds.IsImmutable(type) && value is IFieldReferenceOperation);

    private static bool IsStoredBack(IInvocationOperation call, IOperation reference)
    {
        IOperation value = call;
        while (value.Parent is IConversionOperation or IParenthesizedOperation)
            value = value.Parent;
        return value.Parent is ISimpleAssignmentOperation assignment && IsSame(assignment.Target, reference);
    }

    private static bool IsSame(IOperation operation, IOperation reference) => (operation, reference) switch
    {
        (IMemberReferenceOperation one, IMemberReferenceOperation other) => SymbolEqualityComparer.Default.Equals(one.Member, other.Member),
        (ILocalReferenceOperation one, ILocalReferenceOperation other) => SymbolEqualityComparer.Default.Equals(one.Local, other.Local),
        _ => false,
    };

    /// <summary>Whether the size is asked for in order to keep it within limits: compared, but neither with nothing nor as the end of a walk.</summary>
    private static bool IsLimit(IOperation count)
    {
        IOperation value = count;
        while (value.Parent is IConversionOperation or IParenthesizedOperation || value.Parent is IBinaryOperation { OperatorKind: BinaryOperatorKind.Add or BinaryOperatorKind.Subtract or BinaryOperatorKind.Remainder })
            value = value.Parent;
        switch (value.Parent)
        {
            case IBinaryOperation binary:
                var other = binary.LeftOperand == value ? binary.RightOperand : binary.LeftOperand;
                return binary.Parent is not IForLoopOperation && other.Unwrapped().ConstantValue is not { HasValue: true, Value: 0 or 0L };
            case IIsPatternOperation { Pattern: IConstantPatternOperation { Value.ConstantValue: { HasValue: true, Value: 0 } } }:
                return false;
            case IIsPatternOperation or IVariableInitializerOperation or ISwitchExpressionOperation:
                return true;
            default:
                return false;
        }
    }
}
