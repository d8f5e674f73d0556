using System.Collections.Immutable;
using System.Linq;
using LeakLint.Symbols;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace LeakLint.Lifetimes;

/// <summary>What a use of a timer does to its clock.</summary>
internal enum TimerEffect
{
    None,

    /// <summary>It will not fire before it is started again.</summary>
    Stops,

    /// <summary>It will fire once.</summary>
    StartsOnce,

    /// <summary>It will fire again and again; for a timer with an event, as its AutoReset says.</summary>
    Starts,
}

/// <summary>Reads creations and calls of timers.</summary>
internal static class TimerCalls
{
    /// <summary>What a creation, a call or a reference to a property does.</summary>
    public static TimerEffect EffectOf(IOperation operation) => operation switch
    {
        IObjectCreationOperation creation => TimerKinds.Of(creation.Type) switch
        {
            TimerKind.Callback => OfTimes(creation.Arguments),
            // A DispatcherTimer that is given its callback starts at once.
            TimerKind.Window when creation.Arguments.Any(argument => argument.Value.Type?.TypeKind == TypeKind.Delegate) => TimerEffect.Starts,
            _ => OfInitializer(creation),
        },
        IInvocationOperation { TargetMethod.Name: "Change" or "CreateTimer" } call => OfTimes(call.Arguments),
        IInvocationOperation { TargetMethod.Name: "Start" } => TimerEffect.Starts,
        IInvocationOperation { TargetMethod.Name: "Stop" } => TimerEffect.Stops,
        IPropertyReferenceOperation { Property.Name: "Enabled" or "IsEnabled", Parent: ISimpleAssignmentOperation assignment } when assignment.Target == operation =>
            assignment.Value.ConstantBool() == false ? TimerEffect.Stops : TimerEffect.Starts,
        _ => TimerEffect.None,
    };

    /// <summary>Whether the operation makes a timer with an event fire once only.</summary>
    public static bool IsOnce(IOperation operation) => operation switch
    {
        IPropertyReferenceOperation { Property.Name: "AutoReset" or "IsRepeating", Parent: ISimpleAssignmentOperation assignment } => assignment.Value.ConstantBool() == false,
        IObjectCreationOperation { Initializer: { } initializer } => initializer.Descendants().Any(IsOnce),
        _ => false,
    };

    private static TimerEffect OfInitializer(IObjectCreationOperation creation) =>
        creation.Initializer?.Descendants().Select(EffectOf).Contains(TimerEffect.Starts) == true ? TimerEffect.Starts : TimerEffect.None;

    private static TimerEffect OfTimes(ImmutableArray<IArgumentOperation> arguments)
    {
        // A timer that gets its callback only waits for Change.
        if (Find(arguments, "dueTime") is not { } due || IsInfinite(due))
            return TimerEffect.Stops;
        return Find(arguments, "period") is { } period && (IsInfinite(period) || IsZero(period)) ? TimerEffect.StartsOnce : TimerEffect.Starts;
    }

    private static IOperation? Find(ImmutableArray<IArgumentOperation> arguments, string name) =>
        arguments.FirstOrDefault(argument => argument.Parameter?.Name == name)?.Value.Unwrapped();

    private static bool IsInfinite(IOperation time) => time switch
    {
        IFieldReferenceOperation { Field: { Name: "Infinite" or "InfiniteTimeSpan", ContainingType.Name: "Timeout" } } => true,
        IInvocationOperation { TargetMethod: { Name: "FromMilliseconds", ContainingType.Name: "TimeSpan" }, Arguments: { Length: > 0 } arguments } => IsInfinite(arguments[0].Value.Unwrapped()),
        IObjectCreationOperation { Type.Name: "TimeSpan", Arguments: { Length: > 0 } arguments } => IsInfinite(arguments[arguments.Length - 1].Value.Unwrapped()),
        _ => time.ConstantValue is { HasValue: true, Value: -1 or -1L or -1d or uint.MaxValue },
    };

    private static bool IsZero(IOperation time) => time switch
    {
        IFieldReferenceOperation { Field: { Name: "Zero", ContainingType.Name: "TimeSpan" } } or IDefaultValueOperation => true,
        _ => time.ConstantValue is { HasValue: true, Value: 0 or 0L or 0u },
    };
}
