using LeakLint.Symbols;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace LeakLint.Lifetimes;

/// <summary>Resources that are still being made when they are kept: a task in a field stands for what it gives.</summary>
internal static class PromisedResources
{
    public static bool IsPromise(ITypeSymbol? type) =>
        type is INamedTypeSymbol { Name: "Task", Arity: 1, ContainingNamespace: { Name: "Tasks", ContainingNamespace.Name: "Threading" } };

    /// <summary>Whether the member of a task, or of its awaiter, gives what the task gives, or a task that does so.</summary>
    public static bool IsPassedOnBy(IOperation member) => member switch
    {
        IPropertyReferenceOperation { Property: { Name: "Result", ContainingType: var task } } => IsPromise(task),
        IInvocationOperation { TargetMethod: { Name: "GetAwaiter" or "ConfigureAwait" or "WaitAsync", ContainingType: var task } } => IsPromise(task),
        IInvocationOperation { TargetMethod: { Name: "GetResult" or "GetAwaiter", ContainingType.Name: "TaskAwaiter" or "ConfiguredTaskAwaiter" or "ConfiguredTaskAwaitable" } } => true,
        _ => false,
    };

    /// <summary>Whether the call hands the task to code that may see to what it gives: a continuation, or whoever waits for it.</summary>
    public static bool IsContinuedBy(IInvocationOperation call) => call.TargetMethod.Name is "ContinueWith" && call.Instance?.Type is { } task && IsPromise(task);
}
