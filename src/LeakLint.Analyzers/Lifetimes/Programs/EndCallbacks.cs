using System.Linq;
using LeakLint.Symbols;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace LeakLint.Lifetimes;

/// <summary>Places that take a callback for the start or the end of the program, and that wait for no task.</summary>
internal static class EndCallbacks
{
    /// <summary>The event of the program's life that a callback is given to, by the argument that it is: <c>ApplicationStopping</c>, <c>ProcessExit</c>; null for other callbacks.</summary>
    public static string? EventOf(IOperation callback)
    {
        var use = callback.Parent;
        while (use is IConversionOperation or IParenthesizedOperation or IDelegateCreationOperation)
            use = use.Parent;
        return use switch
        {
            IArgumentOperation { Parent: IInvocationOperation call } argument => EventOfCall(call, argument),
            IEventAssignmentOperation { Adds: true, EventReference: IEventReferenceOperation { Event: var raised } } subscription => EventOf(raised, subscription),
            _ => null,
        };
    }

    /// <summary>The event of the program's life that a call registers for.</summary>
    private static string? EventOfCall(IInvocationOperation call, IArgumentOperation callback) => call.TargetMethod switch
    {
        { Name: "Register" or "UnsafeRegister" } when FindLifetimeEvent(call.Instance) is { } lifetime => lifetime,
        { Name: "Create", ContainingType.Name: "PosixSignalRegistration" } when !KeepsRunning(callback) => "PosixSignal",
        _ => null,
    };

    /// <summary>Whether the handler of a signal says that the signal shall not end the process.</summary>
    private static bool KeepsRunning(IOperation handler) => handler.Descendants().Any(operation => operation switch
    {
        ISimpleAssignmentOperation { Target: IPropertyReferenceOperation { Property.Name: "Cancel" } } => true,
        IMethodReferenceOperation { Method: var method } => method.DeclaringSyntaxReferences.IsEmpty
            || method.DeclaringSyntaxReferences.SelectMany(part => part.GetSyntax().DescendantNodes()).OfType<IdentifierNameSyntax>().Any(name => name.Identifier.ValueText == "Cancel"),
        _ => false,
    });

    /// <summary>A quick answer from the text: whether a method of this name is registered for an event of the host's life, or for a signal.</summary>
    public static bool IsRegistered(string method, SyntaxNode code) => code.DescendantNodes().OfType<InvocationExpressionSyntax>().Any(call => call.Expression is MemberAccessExpressionSyntax access
        && (access is { Name.Identifier.ValueText: "Register", Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: var token } } && IsLifetimeEvent(token)
            || access is { Name.Identifier.ValueText: "Create", Expression: var creator } && creator.GetLastToken().ValueText == "PosixSignalRegistration")
        && call.ArgumentList.Arguments.Any(argument => argument.Expression.GetLastToken().ValueText == method));

    private static string? FindLifetimeEvent(IOperation? token) =>
        token?.Unwrapped() is IPropertyReferenceOperation { Property: { Name: var name, ContainingType.Name: "IHostApplicationLifetime" or "IApplicationLifetime" or "ApplicationLifetime" } } && IsLifetimeEvent(name)
            ? name
            : null;

    private static bool IsLifetimeEvent(string name) => name is "ApplicationStarted" or "ApplicationStopping" or "ApplicationStopped";

    private static string? EventOf(IEventSymbol raised, IEventAssignmentOperation subscription) => raised switch
    {
        { Name: "ProcessExit" or "DomainUnload", ContainingType.Name: "AppDomain" } => raised.Name,
        { Name: "CancelKeyPress", ContainingType.Name: "Console" } when !KeepsRunning(subscription.HandlerValue) => raised.Name,
        { Name: "Unloading", ContainingType.Name: "AssemblyLoadContext" } => raised.Name,
        _ => null,
    };
}
