using System;
using System.Linq;
using LeakLint.Lifetimes;
using LeakLint.Symbols;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace LeakLint.Rules.Shutdown;

/// <summary>How long a call keeps its caller waiting.</summary>
internal enum WaitLength
{
    /// <summary>It does not wait, or not long.</summary>
    None,

    /// <summary>For a time that the code says: long enough that a stop would be noticed late.</summary>
    Long,

    /// <summary>For an event that may never come.</summary>
    Open,
}

/// <summary>Calls that wait, and that could be given a token.</summary>
internal sealed class HostedWait(BodyIndex index, Func<IOperation?, bool> isEndedElsewhere)
{
    /// <summary>A shorter wait delays a stop by so little that nobody minds.</summary>
    private const double ShortMilliseconds = 5_000;

    private static readonly string[] _receiving = ["Receive", "Dequeue", "Accept", "Consume", "WaitFor", "ReadAll", "GetContext", "Take", "Poll", "Subscribe"];

    /// <summary>How long the call waits, when it is given no token.</summary>
    public WaitLength Length(IInvocationOperation call)
    {
        var method = call.TargetMethod;
        switch (method.ContainingType.Name)
        {
            case "Task" when method.Name == "Delay":
            case "Thread" when method.Name == "Sleep":
                return call.Arguments.Length == 0 ? WaitLength.None : OfDuration(call.Arguments[0].Value);
            case "PeriodicTimer" when method.Name == "WaitForNextTickAsync":
            case "BlockingCollection" when method.Name is "Take" or "GetConsumingEnumerable":
            case "ChannelReader" when method.Name is "ReadAllAsync" or "ReadAsync" or "WaitToReadAsync":
                return isEndedElsewhere(call.Instance) ? WaitLength.None : WaitLength.Open;
            case "SemaphoreSlim" when method.Name is "WaitAsync" or "Wait" && call.Arguments.IsEmpty:
                return IsSignal(call.Instance) && !isEndedElsewhere(call.Instance) ? WaitLength.Open : WaitLength.None;
            default:
                return Array.Exists(_receiving, start => method.Name.StartsWith(start, StringComparison.Ordinal)) && TakesToken(method) && !isEndedElsewhere(call.Instance)
                    ? OfPatience(call)
                    : WaitLength.None;
        }
    }

    /// <summary>Whether the semaphore has nothing to give before somebody signals: one that guards code starts with a place.</summary>
    private bool IsSignal(IOperation? semaphore) => semaphore?.Unwrapped() is IFieldReferenceOperation { Field: var field }
        && index.ReferencesTo(field).Select(reference => reference.Operation).OfType<IFieldInitializerOperation>().FirstOrDefault()?.Value.Unwrapped()
            is IObjectCreationOperation { Arguments: { Length: > 0 } arguments } && arguments[0].Value.ConstantValue is { HasValue: true, Value: 0 };

    /// <summary>A call that is told how long to wait waits no longer, nor does one that is given a token of its own.</summary>
    private WaitLength OfPatience(IInvocationOperation call)
    {
        if (call.Arguments.Any(argument => StopSignals.IsToken(argument.Parameter?.Type) && argument is { ArgumentKind: ArgumentKind.Explicit, Value: IPropertyReferenceOperation { Property.Name: "Token" } }))
            return WaitLength.None;
        var patience = call.Arguments.FirstOrDefault(argument => argument is { Parameter.Type.Name: "TimeSpan", ArgumentKind: ArgumentKind.Explicit });
        return patience is null ? WaitLength.Open : Milliseconds(patience.Value.Unwrapped(), depth: 2) is >= ShortMilliseconds or < 0 ? WaitLength.Long : WaitLength.None;
    }

    /// <summary>Whether the caller stands still meanwhile: the call is awaited, gone through, or blocks.</summary>
    public static bool IsWaitedFor(IInvocationOperation call)
    {
        IOperation? use = call;
        do
        {
            use = use.Parent;
        }
        while (use is IConversionOperation or IParenthesizedOperation or IArgumentOperation
            || use is IInvocationOperation { TargetMethod.Name: "ConfigureAwait" or "AsTask" or "WithCancellation" });
        return use is IAwaitOperation or IForEachLoopOperation || (call.Type is { } result && !result.Name.EndsWith("Task", StringComparison.Ordinal) && !result.Name.Contains("Enumerable"));
    }

    private WaitLength OfDuration(IOperation duration) => Milliseconds(duration.Unwrapped(), depth: 2) switch
    {
        < 0 => WaitLength.Open,
        < ShortMilliseconds => WaitLength.None,
        _ => WaitLength.Long,
    };

    /// <summary>The time as far as the code says it; null when it does not.</summary>
    private double? Milliseconds(IOperation duration, int depth)
    {
        if (duration.ConstantValue is { HasValue: true, Value: IConvertible and not string } constant)
            return Convert.ToDouble(constant.Value, System.Globalization.CultureInfo.InvariantCulture);
        switch (duration)
        {
            case IFieldReferenceOperation { Field: { Name: "InfiniteTimeSpan", ContainingType.Name: "Timeout" } }:
                return -1;
            case IFieldReferenceOperation { Field: { Name: "Zero", ContainingType.Name: "TimeSpan" } }:
                return 0;
            case IFieldReferenceOperation { Field: { IsReadOnly: true } field } when depth > 0:
                var initial = index.ReferencesTo(field).Select(reference => reference.Operation).OfType<IFieldInitializerOperation>().FirstOrDefault();
                return initial is null ? null : Milliseconds(initial.Value.Unwrapped(), depth - 1);
            case ILocalReferenceOperation { Local: var local } when depth > 0 && index.ValuesOf(local) is { Count: 1 } values && values[0] is { } value:
                return Milliseconds(value, depth - 1);
            case IInvocationOperation { TargetMethod: { ContainingType.Name: "TimeSpan", Name: var unit }, Arguments: { Length: > 0 } arguments }:
                return Milliseconds(arguments[0].Value.Unwrapped(), depth) * PerUnit(unit);
            // At most what it is told.
            case IInvocationOperation { TargetMethod: { ContainingType.Name: "Random", Name: "Next" }, Arguments: { Length: > 0 } bounds }:
                return Milliseconds(bounds[bounds.Length - 1].Value.Unwrapped(), depth);
            default:
                return null;
        }
    }

    private static double PerUnit(string unit) => unit switch
    {
        "FromMilliseconds" => 1,
        "FromSeconds" => 1_000,
        "FromMinutes" => 60_000,
        "FromHours" => 3_600_000,
        "FromDays" => 86_400_000,
        _ => 0,
    };

    /// <summary>Whether the method, or an overload of it, could be given a token.</summary>
    private static bool TakesToken(IMethodSymbol method)
    {
        if (method.Parameters.Any(parameter => StopSignals.IsToken(parameter.Type)))
            return true;
        return method.ContainingType.GetMembers(method.Name).OfType<IMethodSymbol>().Any(overload =>
            overload.Parameters.Length == method.Parameters.Length + 1 && StopSignals.IsToken(overload.Parameters[overload.Parameters.Length - 1].Type)
            && overload.Parameters.Take(method.Parameters.Length).Zip(method.Parameters, (one, other) => SymbolEqualityComparer.Default.Equals(one.Type, other.Type)).All(same => same));
    }
}
