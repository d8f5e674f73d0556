using System;
using LeakLint.Symbols;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace LeakLint.Lifetimes;

/// <summary>Operations that fail in ordinary life: waits, which may be cancelled or time out, traffic with the outside, code that others hand in.</summary>
internal static class FailingOperations
{
    private static readonly string[] _traffic = ["Send", "Receive", "Connect", "Read", "Write", "Flush", "Open", "Execute", "Accept", "Copy"];

    public static bool Contains(IOperation operation) => operation switch
    {
        IAwaitOperation wait => !IsHarmless(wait.Operation.Unwrapped()),
        IPropertyReferenceOperation { Property: { Name: "Result", ContainingType: { Name: "Task" or "ValueTask" } } } => true,
        IInvocationOperation call => IsFailing(call.TargetMethod),
        _ => false,
    };

    private static bool IsFailing(IMethodSymbol method)
    {
        if (method.MethodKind == MethodKind.DelegateInvoke || method.Name == "ThrowIfCancellationRequested")
            return true;
        if (method.HasSource() || method.RootNamespace() != "System")
            return false;
        return method.ContainingType.Name switch
        {
            "Task" => method.Name is "Wait" or "WaitAll",
            "TaskAwaiter" or "ValueTaskAwaiter" => method.Name == "GetResult",
            "MemoryStream" or "Path" or "StringReader" or "StringWriter" or "Console" => false,
            _ => IsTraffic(method),
        };
    }

    private static bool IsTraffic(IMethodSymbol method)
    {
        if (method.ReturnType.Name is "Task" or "ValueTask" || !Array.Exists(_traffic, verb => method.Name.StartsWith(verb, StringComparison.Ordinal)))
            return false;
        var space = method.ContainingNamespace.ToDisplayString();
        return space.StartsWith("System.Net", StringComparison.Ordinal) || space.StartsWith("System.Data", StringComparison.Ordinal) || space == "System.IO";
    }

    private static bool IsHarmless(IOperation awaited)
    {
        while (awaited is IInvocationOperation { TargetMethod.Name: "ConfigureAwait" } configured)
        {
            if (configured.Syntax.ToString().Contains("SuppressThrowing"))
                return true;
            if (configured.Instance is null)
                return false;
            awaited = configured.Instance.Unwrapped();
        }

        return awaited switch
        {
            IInvocationOperation { TargetMethod: { ContainingType.Name: "Task", Name: var name, Parameters: var parameters } } =>
                name is "Yield" or "WhenAny" || (name == "Delay" && !HasToken(parameters)),
            IInvocationOperation { TargetMethod: { ContainingType.Name: "SemaphoreSlim", Name: "WaitAsync", Parameters: var parameters } } => !HasToken(parameters),
            IInvocationOperation { TargetMethod.Name: "DisposeAsync" } => true,
            IInvocationOperation { TargetMethod.Name: "WaitAsync" or "LockAsync" or "EnterAsync" or "AcquireAsync" } turn => IsWaitedForInAnyCase(turn),
            IPropertyReferenceOperation { Property.Name: "CompletedTask" } => true,
            _ => false,
        };
    }

    /// <summary>Whether the turn at a lock is waited for with a token that nobody cancels.</summary>
    private static bool IsWaitedForInAnyCase(IInvocationOperation turn)
    {
        foreach (var argument in turn.Arguments)
        {
            if (argument.Value.Unwrapped() is IPropertyReferenceOperation { Property: { Name: "None", ContainingType.Name: "CancellationToken" } })
                return true;
        }

        return false;
    }

    private static bool HasToken(System.Collections.Immutable.ImmutableArray<IParameterSymbol> parameters)
    {
        foreach (var parameter in parameters)
        {
            if (parameter.Type.Name == "CancellationToken")
                return true;
        }

        return false;
    }
}
