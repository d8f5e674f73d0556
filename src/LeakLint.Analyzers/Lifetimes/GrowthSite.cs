using System;
using LeakLint.Symbols;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace LeakLint.Lifetimes;

/// <summary>A place where the running program adds to a long-lived collection, with what speaks for many additions.</summary>
/// <param name="Location">The place.</param>
/// <param name="Member">The member that adds.</param>
/// <param name="HasOpenKey">The key is a Guid, a counter, or named like an id: there is no end of them.</param>
/// <param name="IsServed">It is in code that requests, events or a loop drive.</param>
/// <param name="IsGiven">What is added comes from a parameter of the member.</param>
internal sealed record GrowthSite(Location Location, ISymbol Member, bool HasOpenKey, bool IsServed, bool IsGiven)
{
    private static readonly string[] _startUp =
    [
        "Main", "<Main>$", "Configure", "Register", "Init", "Setup", "SetUp", "Map", "Use", "Build", "Load", "Install", "Bootstrap", "OnStart", "Discover", "Scan", "Populate", "Seed",
    ];

    /// <summary>Null where the number of entries is fixed: added at start-up, or with keys of which there are only so many.</summary>
    public static GrowthSite? TryCreate(IOperation reference, CollectionUse use, ISymbol member, CollectionKind kind)
    {
        if (use.Key is null || OpenKeys.IsFinite(use.Key) || IsInterned(use, kind))
            return null;
        // The keys of a collection class of the project are known where it is used.
        if (kind != CollectionKind.Sequence && use.Key.Unwrapped().Type is ITypeParameterSymbol)
            return null;
        var served = false;
        for (IOperation? outer = reference.Parent, inner = reference; outer is not null; (inner, outer) = (outer, outer.Parent))
        {
            switch (outer)
            {
                case IAnonymousFunctionOperation function when IsHandler(function):
                    return Create(served: true);
                case IWhileLoopOperation:
                case IForEachLoopOperation { IsAsynchronous: true }:
                    served |= member is IMethodSymbol { IsAsync: true } or IMethodSymbol { Name: "ExecuteAsync" };
                    break;
                case IConditionalOperation { Condition: IUnaryOperation { OperatorKind: UnaryOperatorKind.Not, Operand: IFieldReferenceOperation } } once when once.WhenTrue == inner:
                    return null;
            }
        }

        return IsStartUp(member) ? null : Create(served || IsServedMember(member));

        GrowthSite Create(bool served) => new(
            reference.Syntax.GetLocation(), member, kind != CollectionKind.Sequence && OpenKeys.IsPlainlyOpen(use.Key!), served, UsesParameter(use.Key) || UsesParameter(use.Value));
    }

    private static bool IsInterned(CollectionUse use, CollectionKind kind) =>
        kind == CollectionKind.Keyed && use.Value is { } value && use.Key!.Unwrapped().Syntax.IsEquivalentTo(value.Unwrapped().Syntax);

    /// <summary>Whether requests, events or timers run the code.</summary>
    public static bool IsInHandler(IOperation operation)
    {
        for (var outer = operation.Parent; outer is not null; outer = outer.Parent)
        {
            if (outer is IAnonymousFunctionOperation function && IsHandler(function))
                return true;
        }

        return false;
    }

    /// <summary>Whether the lambda is given to what calls it again and again: an endpoint, an event, a timer.</summary>
    public static bool IsHandler(IOperation function)
    {
        var value = function.Parent;
        while (value is IConversionOperation or IDelegateCreationOperation or IParenthesizedOperation)
            value = value.Parent;
        return value switch
        {
            IEventAssignmentOperation => true,
            IArgumentOperation { Parent: IInvocationOperation call } => call.TargetMethod.Name is "MapGet" or "MapPost" or "MapPut" or "MapDelete" or "MapPatch" or "MapMethods" or "Map" or "Subscribe",
            IArgumentOperation { Parent: IObjectCreationOperation { Type.Name: "Timer" } } => true,
            _ => false,
        };
    }

    /// <summary>Whether the member runs when the program, or an object, starts, and not any more while it runs.</summary>
    public static bool IsStartUp(ISymbol member)
    {
        if (member is not IMethodSymbol method)
            return member is IFieldSymbol || member is IPropertySymbol { IsIndexer: false };
        if (method.MethodKind is MethodKind.Constructor or MethodKind.StaticConstructor)
            return true;
        var name = method.SimpleName();
        if (name == "StartAsync" && method.Parameters.Length == 1 && method.Parameters[0].Type.Name == "CancellationToken")
            return true;
        return IsStartUpName(name) || method.HasAttribute("ModuleInitializerAttribute");
    }

    /// <summary>Whether a method of this name prepares the program and is not called any more while it runs.</summary>
    public static bool IsStartUpName(string name) => Array.Exists(_startUp, verb => name.StartsWith(verb, StringComparison.Ordinal));

    /// <summary>Whether requests or events run the member.</summary>
    public static bool IsServedMember(ISymbol member)
    {
        if (member is not IMethodSymbol method)
            return false;
        foreach (var parameter in method.Parameters)
        {
            if (parameter.Type.Name is "HttpContext" or "HttpRequest" or "ServerCallContext" or "ConsumeContext" or "WebSocket" || parameter.Type.Name.EndsWith("EventArgs", StringComparison.Ordinal))
                return true;
        }

        for (var type = method.ContainingType.BaseType; type is not null; type = type.BaseType)
        {
            if (type.Name is "ControllerBase" or "Hub" or "PageModel")
                return true;
        }

        return method.HasAttribute("McpServerToolAttribute");
    }

    private static bool UsesParameter(IOperation? value)
    {
        if (value is null)
            return false;
        foreach (var operation in value.DescendantsAndSelf())
        {
            if (operation is IParameterReferenceOperation)
                return true;
        }

        return false;
    }
}
