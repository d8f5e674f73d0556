using System.Linq;
using LeakLint.Lifetimes;
using LeakLint.Symbols;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace LeakLint.Rules.Shutdown;

/// <summary>
/// Handlers that a call adds for itself to a publisher that its object keeps, and leaves there: <c>_port.Received += data => answer.TrySetResult(data)</c>. The next call adds another.
/// </summary>
internal static class CallSubscriptions
{
    /// <summary>What the publisher keeps of the call, by name; null when the handler is not one for the call alone.</summary>
    public static string? FindKept(IEventAssignmentOperation addition, ISymbol member)
    {
        if (member is not IMethodSymbol { MethodKind: MethodKind.Ordinary } || CallRegistrations.RunsOnce(member)
            || (addition.HandlerValue.Unwrapped() as IDelegateCreationOperation)?.Target is not IAnonymousFunctionOperation lambda
            || addition.EventReference is not IEventReferenceOperation { Event: var raised } reference
            || !(raised.IsStatic || IsKept(reference.Instance, addition)) || IsRemoved(raised, member.ContainingType))
            return null;
        return lambda.Body.Descendants().OfType<ILocalReferenceOperation>().Select(use => use.Local)
            .FirstOrDefault(local => CallRegistrations.IsPromise(local.Type) && !lambda.Syntax.Span.Contains(local.Locations[0].SourceSpan))?.Name;
    }

    /// <summary>What the observable that the object was given keeps: something of the call, by name.</summary>
    public static string? FindKept(IInvocationOperation subscription, ISymbol member)
    {
        if (member is not IMethodSymbol { MethodKind: MethodKind.Ordinary, DeclaredAccessibility: not Accessibility.Private } || CallRegistrations.RunsOnce(member)
            || subscription.Instance is not { Type.Name: "IObservable" } publisher || !IsGiven(publisher))
            return null;
        return subscription.Arguments.SelectMany(argument => argument.Value.Descendants()).OfType<IParameterReferenceOperation>().Select(use => use.Parameter)
            .FirstOrDefault(parameter => SymbolEqualityComparer.Default.Equals(parameter.ContainingSymbol, member))?.Name;
    }

    private static bool IsGiven(IOperation publisher) => publisher.Unwrapped() switch
    {
        IParameterReferenceOperation { Parameter.ContainingSymbol: IMethodSymbol { MethodKind: MethodKind.Constructor } } => true,
        IFieldReferenceOperation { Field: { IsReadOnly: true, IsStatic: false } } => true,
        _ => false,
    };

    /// <summary>Whether the publisher is there when the call is over, and for the next one.</summary>
    private static bool IsKept(IOperation? publisher, IOperation addition) => publisher?.Unwrapped() switch
    {
        IParameterReferenceOperation { Parameter.ContainingSymbol: IMethodSymbol { MethodKind: MethodKind.Constructor } } => true,
        IFieldReferenceOperation { Field: var field } => !IsAssignedIn(field, addition),
        IPropertyReferenceOperation { Property: var property, Instance: IInstanceReferenceOperation or null } => !IsAssignedIn(property, addition),
        _ => false,
    };

    private static bool IsAssignedIn(ISymbol holder, IOperation operation) =>
        operation.Syntax.FirstAncestorOrSelf<MemberDeclarationSyntax>()?.DescendantNodes().OfType<AssignmentExpressionSyntax>()
            .Any(assignment => assignment.Left.GetLastToken().ValueText == holder.Name) == true;

    private static bool IsRemoved(IEventSymbol raised, INamedTypeSymbol type) => Subscribers.Removes(type, raised.Name);
}
