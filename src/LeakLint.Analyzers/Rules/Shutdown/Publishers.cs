using LeakLint.Symbols;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace LeakLint.Rules.Shutdown;

/// <summary>Questions about what is subscribed to.</summary>
internal static class Publishers
{
    /// <summary>Whether the expression reaches the publisher by way of a static member: <c>Settings.Default</c>.</summary>
    public static bool IsStatic(IOperation? publisher) => publisher?.Unwrapped() switch
    {
        IFieldReferenceOperation { Field.IsStatic: true } or IPropertyReferenceOperation { Property.IsStatic: true } => true,
        IPropertyReferenceOperation { Instance: { } instance } => IsStatic(instance),
        IFieldReferenceOperation { Instance: { } instance } => IsStatic(instance),
        _ => false,
    };

    /// <summary>
    /// Whether the event is one of the process itself, to which a program mostly subscribes once, at its start: that it is static says
    /// nothing about the subscriber.
    /// </summary>
    public static bool IsOfProcess(IEventSymbol raised, IOperation? publisher) =>
        raised.ContainingType.Name is "Console" or "AppDomain" or "TaskScheduler" or "AssemblyLoadContext" or "Application" or "AppContext" or "Dispatcher" or "Process" or "CompositionTarget"
        || (publisher?.Unwrapped() is IPropertyReferenceOperation { Property: { Name: "Current" or "CurrentDomain" or "MainWindow" or "MainPage" } property }
            // A singleton of this code says nothing about who listens to it, unless it stands for the program.
            && !(property is { Name: "Current", Type: { } own } && own.HasSource() && SymbolEqualityComparer.Default.Equals(own, property.ContainingType) && own.Name != "App" && own.BaseType?.SpecialType == SpecialType.System_Object));

    /// <summary>Whether the token is cancelled when the process ends, and keeps what is registered until then.</summary>
    public static bool IsProcessLongToken(IOperation? token) =>
        token?.Unwrapped() is IPropertyReferenceOperation { Property: { Name: "ApplicationStarted" or "ApplicationStopping" or "ApplicationStopped", ContainingType.Name: "IHostApplicationLifetime" or "IApplicationLifetime" } }
        || (token is not null && StopSignals.IsToken(token.Type) && IsStatic(token) && token.Unwrapped() is not IPropertyReferenceOperation { Property: { Name: "None" } });

    /// <summary>The field, property or parameter of the subscriber that holds the publisher.</summary>
    public static ITypeSymbol? HeldType(IOperation? publisher, ISymbol member) => publisher?.Unwrapped() switch
    {
        IParameterReferenceOperation { Parameter: { ContainingSymbol: IMethodSymbol { MethodKind: MethodKind.Constructor } } parameter } => parameter.Type,
        IFieldReferenceOperation { Instance: IInstanceReferenceOperation, Field: var field } when !SymbolEqualityComparer.Default.Equals(field.Type, member.ContainingType) => field.Type,
        IPropertyReferenceOperation { Instance: IInstanceReferenceOperation, Property: var property } => property.Type,
        _ => null,
    };
}
