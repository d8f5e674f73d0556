using System;
using System.Linq;
using LeakLint.Symbols;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace LeakLint.Lifetimes;

/// <summary>What a call that puts an entry into a memory cache says about when the entry leaves.</summary>
internal static class CacheEntry
{
    // What these say does not make an entry leave.
    private static readonly string[] _neutral = ["Priority", "Value", "SetValue", "SetPriority", "RegisterPostEvictionCallback", "PostEvictionCallbacks", "Key", "Dispose", "RemovedCallback", "UpdateCallback"];

    public static bool NeverLeaves(IInvocationOperation call) => call.TargetMethod.Name switch
    {
        "GetOrCreate" or "GetOrCreateAsync" => IgnoresEntry(call),
        "CreateEntry" => IsBare(call),
        "Set" when call.TargetMethod.ContainingType.Name == "CacheExtensions" => call.TargetMethod.Parameters.Length == 3 || SaysNothing(FindArgument(call, "options")),
        _ => SaysNothing(FindArgument(call, "policy")) || IsForEver(FindArgument(call, "absoluteExpiration")),
    };

    /// <summary>Whether the options are made for the call, or in a local, and have no expiration, no token and no size.</summary>
    private static bool SaysNothing(IOperation? options)
    {
        switch (options?.Unwrapped())
        {
            case IObjectCreationOperation { Type.Name: "MemoryCacheEntryOptions" or "CacheItemPolicy" } made:
                return made.Initializer is null || made.Initializer.Initializers.All(
                    one => one is ISimpleAssignmentOperation { Target: IPropertyReferenceOperation { Property.Name: var name } } && Array.IndexOf(_neutral, name) >= 0);
            case ILocalReferenceOperation { Local: var local } reference:
                var declarator = Root(reference).Descendants().OfType<IVariableDeclaratorOperation>().FirstOrDefault(one => SymbolEqualityComparer.Default.Equals(one.Symbol, local));
                return declarator?.Initializer?.Value is { } value && value.Unwrapped() is IObjectCreationOperation && SaysNothing(value) && OnlyNeutral(Root(reference), local, reference);
            default:
                return false;
        }
    }

    private static bool IsForEver(IOperation? expiration) => expiration?.Unwrapped() is IFieldReferenceOperation { Field.Name: "InfiniteAbsoluteExpiration" or "MaxValue" };

    /// <summary>Whether the factory does nothing with the entry that would make it leave.</summary>
    private static bool IgnoresEntry(IInvocationOperation call) =>
        FindArgument(call, "createOptions") is null && FindArgument(call, "factory")?.Unwrapped() is IDelegateCreationOperation { Target: IAnonymousFunctionOperation factory }
        && OnlyNeutral(factory.Body, factory.Symbol.Parameters[0], null);

    /// <summary>Whether the entry is only given its value.</summary>
    private static bool IsBare(IInvocationOperation call) => call.Parent switch
    {
        IVariableInitializerOperation { Parent: IVariableDeclaratorOperation { Symbol: var local } } => OnlyNeutral(Root(call), local, null),
        IPropertyReferenceOperation { Property.Name: "Value" } => true,
        _ => false,
    };

    private static bool OnlyNeutral(IOperation body, ISymbol variable, IOperation? except) => body.Descendants().All(operation =>
        operation == except
        || operation is not (ILocalReferenceOperation or IParameterReferenceOperation)
        || !SymbolEqualityComparer.Default.Equals(operation is ILocalReferenceOperation local ? local.Local : ((IParameterReferenceOperation)operation).Parameter, variable)
        || UsedMember(operation) is { } name && Array.IndexOf(_neutral, name) >= 0);

    private static string? UsedMember(IOperation reference) => reference.Parent switch
    {
        IPropertyReferenceOperation property when property.Instance == reference => property.Property.Name,
        IInvocationOperation call when call.Instance == reference => call.TargetMethod.Name,
        IArgumentOperation { Parameter.Ordinal: 0, Parent: IInvocationOperation { TargetMethod.IsExtensionMethod: true } call } => call.TargetMethod.Name,
        _ => null,
    };

    private static IOperation? FindArgument(IInvocationOperation call, string parameter) => call.Arguments.FirstOrDefault(argument => argument.Parameter?.Name == parameter)?.Value;

    private static IOperation Root(IOperation operation)
    {
        while (operation.Parent is { } parent)
            operation = parent;
        return operation;
    }
}
