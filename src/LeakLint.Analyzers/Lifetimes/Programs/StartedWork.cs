using LeakLint.Symbols;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace LeakLint.Lifetimes;

/// <summary>Work that is given to the pool or to a thread.</summary>
/// <param name="Start">The call that starts it, or the creation of the thread.</param>
/// <param name="Name">What starts it, in words.</param>
/// <param name="Function">The code that is run: a lambda, or the function that it only calls; null when it is not in reach.</param>
internal sealed record StartedWork(IOperation Start, string Name, SyntaxNode? Function)
{
    /// <summary>Whether the function that is run is called as it is, and not given to the pool.</summary>
    public bool IsOwn => Start is IInvocationOperation call && !MayStart(call.TargetMethod);

    /// <summary>A quick answer by name, before anything is looked at.</summary>
    public static bool MayStart(IMethodSymbol method) => method.Name is "Run" or "StartNew" or "QueueUserWorkItem" or "UnsafeQueueUserWorkItem";

    public static StartedWork? TryFind(IInvocationOperation invocation, KnownTypes types)
    {
        var method = invocation.TargetMethod;
        if (!MayStart(method) || invocation.Arguments.Length == 0)
            return null;
        var starter = method.ContainingType;
        var starts = method.Name switch
        {
            "Run" => SymbolEqualityComparer.Default.Equals(starter, types.Task),
            "StartNew" => starter is { Name: "TaskFactory" } && starter.FullName() == "System.Threading.Tasks.TaskFactory",
            _ => starter is { Name: "ThreadPool" } && starter.FullName() == "System.Threading.ThreadPool",
        };
        return starts ? new(invocation, $"{starter.Name}.{method.Name}", FindFunction(invocation.Arguments[0].Value)) : null;
    }

    public static StartedWork? TryFind(IObjectCreationOperation creation) =>
        creation is { Type: { Name: "Thread" } type, Arguments.Length: > 0 } && type.FullName() == "System.Threading.Thread"
            ? new(creation, "Thread", FindFunction(creation.Arguments[0].Value))
            : null;

    /// <summary>A call of an asynchronous function that goes on by itself: its task is dropped, or only kept.</summary>
    public static StartedWork? TryFindOwn(IInvocationOperation call, KnownTypes types) =>
        types.IsTask(call.Type) && call.TargetMethod.IsAsync && GoesOn(call) && FindDeclaration(call.TargetMethod) is { } function ? new(call, call.TargetMethod.Name, function) : null;

    private static bool GoesOn(IInvocationOperation call) => call.Parent switch
    {
        IExpressionStatementOperation or IFieldInitializerOperation => true,
        ISimpleAssignmentOperation { Target: IDiscardOperation or IFieldReferenceOperation or IPropertyReferenceOperation, Parent: IExpressionStatementOperation } => true,
        _ => false,
    };

    /// <summary>The work of any call that gives a task: what it is given to run, else the method that is called.</summary>
    public static StartedWork FindWork(IInvocationOperation call) =>
        new(call, $"{call.TargetMethod.ContainingType.Name}.{call.TargetMethod.Name}",
            call.TargetMethod.HasSource() || call.Arguments.Length == 0 ? FindDeclaration(call.TargetMethod) : FindFunction(call.Arguments[0].Value));

    private static SyntaxNode? FindFunction(IOperation argument) => argument.Unwrapped() switch
    {
        IDelegateCreationOperation { Target: IAnonymousFunctionOperation lambda } => FindForwarded(lambda) ?? lambda.Syntax,
        IDelegateCreationOperation { Target: IMethodReferenceOperation reference } => FindDeclaration(reference.Method),
        _ => null,
    };

    /// <summary>The function that the lambda only calls: <c>() => RunAsync()</c>.</summary>
    private static SyntaxNode? FindForwarded(IAnonymousFunctionOperation lambda)
    {
        IOperation? only = null;
        foreach (var operation in lambda.Body.Operations)
        {
            if (operation is IReturnOperation { ReturnedValue: null })
                continue;
            if (only is not null)
                return null;
            only = operation;
        }

        var value = only switch
        {
            IReturnOperation returned => returned.ReturnedValue,
            IExpressionStatementOperation statement => statement.Operation,
            _ => null,
        };
        value = value?.Unwrapped();
        if (value is IAwaitOperation awaited)
            value = awaited.Operation;
        if (value is IInvocationOperation { TargetMethod.Name: "ConfigureAwait", Instance: { } configured })
            value = configured;
        return value is IInvocationOperation call ? FindDeclaration(call.TargetMethod) : null;
    }

    /// <summary>The one declaration that is sure to be called; null for what may be overridden, and for what other assemblies bring.</summary>
    public static SyntaxNode? FindDeclaration(IMethodSymbol method) =>
        method.IsAbstract || method.IsVirtual ? null : FindOnly(method);

    /// <summary>The one declaration that the call is sure to reach: also a virtual one, where it is called by <c>base</c>.</summary>
    public static SyntaxNode? FindDeclaration(IInvocationOperation call) =>
        call.IsVirtual || call.TargetMethod.IsAbstract ? FindDeclaration(call.TargetMethod) : FindOnly(call.TargetMethod);

    private static SyntaxNode? FindOnly(IMethodSymbol method) =>
        method.OriginalDefinition.DeclaringSyntaxReferences is { Length: 1 } declarations ? declarations[0].GetSyntax() : null;
}
