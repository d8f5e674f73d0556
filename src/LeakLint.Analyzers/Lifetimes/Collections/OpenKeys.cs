using LeakLint.Symbols;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace LeakLint.Lifetimes;

/// <summary>Tells keys of which a program has a fixed number from those that its input makes.</summary>
internal static class OpenKeys
{
    private static readonly string[] _fromOutside =
    [
        "id", "key", "session", "connection", "user", "tenant", "url", "uri", "client", "request", "token", "address", "email", "host", "topic", "ip", "correlation", "customer",
        "conversation", "room", "player", "peer", "device", "account", "order", "job", "run", "game", "chat", "query", "term", "keyword", "question", "prompt", "phone", "subscriber", "visitor", "cookie", "nonce", "ticket",
    ];

    /// <summary>Whether there is a fixed number of such values: members of an enum, types, cultures, constants.</summary>
    public static bool IsFinite(IOperation key)
    {
        key = key.Unwrapped();
        if (key.ConstantValue.HasValue || key is ITypeOfOperation || (key.Type is { } type && IsFinite(type, nested: 0)))
            return true;
        switch (key)
        {
            case IPropertyReferenceOperation { Instance: { } instance }:
                // There are only so many settings, whatever is set.
                return IsFinite(instance) || instance.Type is { Name: var owner } && (owner.EndsWith("Options", System.StringComparison.Ordinal) || owner.EndsWith("Settings", System.StringComparison.Ordinal)) && instance.Unwrapped() is IMemberReferenceOperation;
            case IInvocationOperation { Instance: { } instance, TargetMethod.MethodKind: not MethodKind.DelegateInvoke }:
                return IsFinite(instance);
            case IFieldReferenceOperation { Field: { IsStatic: true, IsReadOnly: true } }:
                return true;
            case IBinaryOperation { OperatorKind: BinaryOperatorKind.Remainder, Type.SpecialType: SpecialType.System_Int32 or SpecialType.System_UInt32 }:
                return true;
            case IBinaryOperation binary:
                return IsFinite(binary.LeftOperand) && IsFinite(binary.RightOperand);
            case IConditionalOperation { WhenFalse: { } otherwise } choice:
                return IsFinite(choice.WhenTrue) && IsFinite(otherwise);
            case ICoalesceOperation coalesce:
                return IsFinite(coalesce.Value) && IsFinite(coalesce.WhenNull);
            case ILocalReferenceOperation local:
                return FindValue(local) is { } value && value.Unwrapped() is not ILocalReferenceOperation && IsFinite(value);
            default:
                return false;
        }
    }

    /// <summary>Whether the key plainly comes from outside or is new each time: a Guid, a counter, something named like an id.</summary>
    public static bool IsPlainlyOpen(IOperation key)
    {
        if (EndlessKeys.Contain(key))
            return true;
        foreach (var operation in key.DescendantsAndSelf())
        {
            var open = operation switch
            {
                IParameterReferenceOperation parameter => IsNamedOpen(parameter.Parameter.Name),
                // A local named "key" tells nothing; what was put into it may.
                ILocalReferenceOperation { Local.Name: var name } local when name.EndsWith("key", System.StringComparison.OrdinalIgnoreCase) && !IsNamedOpen(name) | name == "key" => FindValue(local) is { } value && value.Unwrapped() is not ILocalReferenceOperation && IsPlainlyOpen(value),
                ILocalReferenceOperation local => IsNamedOpen(local.Local.Name),
                IPropertyReferenceOperation property => IsNamedOpen(property.Property.Name),
                IIncrementOrDecrementOperation => true,
                IInvocationOperation { TargetMethod: { Name: "Increment", ContainingType.Name: "Interlocked" } } => true,
                _ => false,
            };
            if (open || operation.Type is { Name: "Guid" })
                return true;
        }

        return false;
    }

    /// <summary>Whether there is a fixed number of values of the type; a type or a member in a combined key is what is cached for.</summary>
    public static bool IsFinite(ITypeSymbol type, int nested = 0)
    {
        if (type.TypeKind is TypeKind.Enum or TypeKind.Delegate || type.SpecialType is SpecialType.System_Boolean or SpecialType.System_Byte or SpecialType.System_SByte)
            return true;
        for (var ancestor = type; ancestor is not null; ancestor = ancestor.BaseType)
        {
            if (ancestor.Name is "Type" or "MemberInfo" or "ParameterInfo" or "Assembly" or "Module" or "CultureInfo" or "Encoding" or "RuntimeTypeHandle" or "RuntimeMethodHandle"
                or "Expression" or "TypeInfo" && ancestor.RootNamespace() == "System")
                return true;
        }

        if (nested > 2 || type is not INamedTypeSymbol named)
            return false;
        if (named.Name == "Nullable" && named.Arity == 1)
            return IsFinite(named.TypeArguments[0], nested + 1);
        if (!type.IsTupleType && !(type.HasSource() && (type.IsValueType || type.IsRecord)))
            return false;
        var all = true;
        foreach (var member in type.GetMembers())
        {
            if (member is not IFieldSymbol { IsStatic: false } field)
                continue;
            if (!IsFinite(field.Type, nested + 1))
                all = false;
            else if (field.Type.TypeKind != TypeKind.Enum && field.Type.SpecialType == SpecialType.None)
                return true;
        }

        return all;
    }

    private static bool IsNamedOpen(string name)
    {
        var last = name.Length;
        while (last > 0 && !char.IsUpper(name[last - 1]) && name[last - 1] != '_')
            last--;
        var word = (last > 0 && char.IsUpper(name[last - 1]) ? name.Substring(last - 1) : name.Substring(last)).ToLowerInvariant();
        // The key of a cache tells nothing, that of a session does.
        if (word == "key" && last > 1 && !name.EndsWith("apiKey", System.StringComparison.OrdinalIgnoreCase))
            return IsNamedOpen(name.Substring(0, char.IsUpper(name[last - 1]) ? last - 1 : last).TrimEnd('_'));
        return System.Array.IndexOf(_fromOutside, word) >= 0 || name.EndsWith("ID", System.StringComparison.Ordinal);
    }

    /// <summary>What the variable is declared with; null when it is declared without a value, or elsewhere.</summary>
    public static IOperation? FindValue(ILocalReferenceOperation local)
    {
        IOperation root = local;
        while (root.Parent is { } parent)
            root = parent;
        foreach (var operation in root.Descendants())
        {
            if (operation is IVariableDeclaratorOperation { Initializer.Value: { } value } declarator && SymbolEqualityComparer.Default.Equals(declarator.Symbol, local.Local))
                return value;
        }

        return null;
    }
}
