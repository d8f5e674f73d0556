using System;
using System.Linq;
using LeakLint.Lifetimes;
using LeakLint.Symbols;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace LeakLint.Rules.Tasks;

/// <summary>Questions about a call whose task goes nowhere.</summary>
internal static class DroppedCall
{
    /// <summary>Calls by which mocks are told what to expect, and asked what they saw: they start nothing.</summary>
    private static readonly string[] _expectations = ["Received", "DidNotReceive", "Verify", "Setup", "When", "CallTo", "Expect", "InSequence"];

    /// <summary>Whether the task is dropped without a word.</summary>
    public static bool IsDropped(IInvocationOperation call) => FindDropped(call).Dropped.Parent is IExpressionStatementOperation && !IsInExpressionTree(call);

    /// <summary>Whether the compiler has no word for it even in an asynchronous function: an awaiter is nothing to await.</summary>
    public static bool IsHiddenFromCompiler(IInvocationOperation call) => FindDropped(call).IsHidden;

    private static (IOperation Dropped, bool IsHidden) FindDropped(IInvocationOperation call)
    {
        IOperation dropped = call;
        var isHidden = false;
        while (true)
        {
            if (dropped.Parent is IConditionalAccessOperation access && access.WhenNotNull == dropped)
            {
                dropped = access;
            }
            else if (dropped.Parent is IInvocationOperation { TargetMethod.Name: "ConfigureAwait" or "GetAwaiter" } asked && asked.Instance == dropped)
            {
                isHidden |= asked.TargetMethod.Name == "GetAwaiter";
                dropped = asked;
            }
            else
            {
                return (dropped, isHidden);
            }
        }
    }

    /// <summary>Whether the task is what the object is made to hold, a value of a cache for example: whoever put it there started it.</summary>
    public static bool IsHeld(IMethodSymbol method) => method.MethodKind != MethodKind.DelegateInvoke && method.OriginalDefinition.ReturnType is ITypeParameterSymbol { TypeParameterKind: TypeParameterKind.Type };

    /// <summary>Whether a call of which the code is not at hand does nothing whose failure matters, or something that another rule is about.</summary>
    public static bool IsHarmless(IInvocationOperation call)
    {
        var name = call.TargetMethod.Name;
        if (name is "Delay" or "CancelAsync" or "FromResult" or "DisposeAsync" or "StopAsync" or "CloseAsync" or "WhenAny")
            return true;
        if (name == "ContinueWith")
            return !LosesFailure(call) && !IsForSuccessOnly(call);
        // What Interlocked.Exchange gives is a task that was started elsewhere.
        if (call.TargetMethod.ContainingType.Name is "Interlocked" or "Volatile")
            return true;
        // A component of a page asks to be drawn again: what fails there goes to the page.
        if (name == "InvokeAsync" && call.TargetMethod.ContainingType.Name == "ComponentBase" && call.Syntax.DescendantNodes().OfType<IdentifierNameSyntax>().Any(drawn => drawn.Identifier.ValueText == "StateHasChanged"))
            return true;
        // A value task that is complete, or a write that others see fail: nobody awaits those.
        if (call.TargetMethod.ContainingType.RootNamespace() == "System" && name is "WriteLineAsync" or "FlushAsync" or "CompleteAsync")
            return true;
        return call.Syntax.DescendantNodesAndSelf().OfType<InvocationExpressionSyntax>().Any(inner => inner != call.Syntax && Array.Exists(_expectations, word => FunctionSyntax.NameOf(inner).StartsWith(word, StringComparison.Ordinal)));
    }

    /// <summary>Whether the work that is continued is known to fail at times, and neither the continuation looks at that nor anybody at the continuation.</summary>
    private static bool LosesFailure(IInvocationOperation continuation) =>
        continuation.Instance?.Unwrapped() is IInvocationOperation work && StartedWork.FindDeclaration(work) is { } function && IsAsync(function) && !FunctionSyntax.HandlesFailures(function)
        && !continuation.Syntax.DescendantNodes().OfType<IdentifierNameSyntax>().Any(name => name.Identifier.ValueText is "Exception" or "IsFaulted" or "Status" or "Result" or "OnlyOnFaulted" or "IsCompletedSuccessfully" or "Wait" or "GetAwaiter")
        && continuation.Arguments[0].Value.Unwrapped() is IDelegateCreationOperation { Target: IAnonymousFunctionOperation { Symbol: { IsAsync: false, Parameters: { Length: > 0 } parameters } } lambda }
        // Who gives the task to others lets them look.
        && !lambda.Descendants().Any(operation => operation is IParameterReferenceOperation { Parent: IArgumentOperation } given && SymbolEqualityComparer.Default.Equals(given.Parameter, parameters[0]));

    /// <summary>Whether the continuation only runs when nothing failed, and so never sees what did.</summary>
    private static bool IsForSuccessOnly(IInvocationOperation continuation) =>
        continuation.Instance?.Unwrapped() is IInvocationOperation work && !(StartedWork.FindDeclaration(work) is { } function && FunctionSyntax.HandlesFailures(function))
        && work.TargetMethod.Name is not ("ContinueWith" or "Delay" or "WhenAny")
        && continuation.Arguments.Any(argument => argument.Parameter?.Type.Name == "TaskContinuationOptions"
            && argument.Value.DescendantsAndSelf().Any(option => option is IFieldReferenceOperation { Field.Name: "OnlyOnRanToCompletion" or "NotOnFaulted" }));

    /// <summary>Whether the call goes to a class of .NET, which leaves failures to its callers.</summary>
    public static bool IsOfFramework(IMethodSymbol method) =>
        method.ContainingType.TypeKind is not (TypeKind.Interface or TypeKind.Delegate) && method.RootNamespace() == "System";

    /// <summary>The work whose task of a task the call unwraps.</summary>
    public static StartedWork? FindUnwrapped(IInvocationOperation call, KnownTypes types) =>
        call.TargetMethod.Name == "Unwrap" && (call.Instance ?? call.Arguments[0].Value).Unwrapped() is IInvocationOperation start ? StartedWork.TryFind(start, types) : null;

    /// <summary>
    /// Whether somebody sees to the task all the same: an extension that is made for dropped tasks, such as <c>task.Forget()</c>, the transaction or batch that a command was
    /// added to, or nobody, because the caller asks for no answer.
    /// </summary>
    public static bool IsObserved(IInvocationOperation call, KnownTypes types) =>
        (call.TargetMethod is { IsExtensionMethod: true, Parameters: { Length: > 0 } parameters } method && types.IsTask((method.ReducedFrom?.Parameters ?? parameters)[0].Type) && method.RootNamespace() != "System")
        || call.Instance?.Type is { Name: "ITransaction" or "IBatch", ContainingNamespace.Name: "Redis" }
        || call.Arguments.Any(argument => argument.Value.Unwrapped() is IFieldReferenceOperation { Field: { Name: "FireAndForget", IsConst: true } });

    /// <summary>How messages call what is called: a delegate by its own name.</summary>
    public static string NameOf(IInvocationOperation call)
    {
        if (call.TargetMethod.MethodKind != MethodKind.DelegateInvoke || call.Instance is not { } held)
            return call.TargetMethod.Name;
        for (var outer = call.Parent; held is IConditionalAccessInstanceOperation && outer is not null; outer = outer.Parent)
            held = (outer as IConditionalAccessOperation)?.Operation ?? held;
        return held.Syntax is IdentifierNameSyntax or MemberAccessExpressionSyntax ? held.Syntax.GetLastToken().ValueText : call.TargetMethod.Name;
    }

    /// <summary>Whether the function does its work before it returns, and throws to its caller what fails: its task is only for show.</summary>
    public static bool IsDoneAtOnce(SyntaxNode function)
    {
        if (FunctionSyntax.FindBody(function) is not { } body || IsAsync(function))
            return false;
        return body is ExpressionSyntax value
            ? IsCompleted(value)
            : FunctionSyntax.NodesRunWith(body).OfType<ReturnStatementSyntax>().All(returned => returned.Expression is null || IsCompleted(returned.Expression));
    }

    public static bool IsAsync(SyntaxNode function) => function.ChildTokens().Any(token => token.IsKind(SyntaxKind.AsyncKeyword));

    /// <summary>Whether the function is asynchronous and gives no task: its failures end the process, whoever starts it.</summary>
    public static bool IsAsyncVoid(SyntaxNode function) => function switch
    {
        MethodDeclarationSyntax { ReturnType: PredefinedTypeSyntax { Keyword.RawKind: (int)SyntaxKind.VoidKeyword } } => IsAsync(function),
        LocalFunctionStatementSyntax { ReturnType: PredefinedTypeSyntax { Keyword.RawKind: (int)SyntaxKind.VoidKeyword } } => IsAsync(function),
        _ => false,
    };

    private static bool IsCompleted(ExpressionSyntax task) => task switch
    {
        MemberAccessExpressionSyntax { Name.Identifier.ValueText: "CompletedTask" } => true,
        InvocationExpressionSyntax call => FunctionSyntax.NameOf(call) is "FromResult" or "FromException" or "FromCanceled",
        ConditionalExpressionSyntax choice => IsCompleted(choice.WhenTrue) && IsCompleted(choice.WhenFalse),
        _ => task.IsKind(SyntaxKind.DefaultLiteralExpression) || task is DefaultExpressionSyntax,
    };

    /// <summary>Whether, by its name, the call may go on for as long as the program runs.</summary>
    public static bool MayServe(IMethodSymbol method) => Array.Exists(
        ["Run", "Start", "Listen", "Serve", "Execute", "Loop", "Receive", "Consume", "Watch", "Monitor", "Poll", "Pump", "Process"], start => method.Name.StartsWith(start, StringComparison.Ordinal));

    private static bool IsInExpressionTree(IOperation operation)
    {
        for (var outer = operation.Parent; outer is not null; outer = outer.Parent)
        {
            if (outer is IAnonymousFunctionOperation { Parent: not IDelegateCreationOperation })
                return true;
        }

        return false;
    }
}
