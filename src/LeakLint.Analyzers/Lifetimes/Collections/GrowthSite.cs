using System;
using System.Linq;
using LeakLint.Symbols;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace LeakLint.Lifetimes;

/// <summary>A place where the running program adds to a long-lived collection, with what speaks for many additions.</summary>
/// <param name="At">The reference to the collection there.</param>
/// <param name="Key">What decides whether the entry is new.</param>
/// <param name="Member">The member that adds.</param>
/// <param name="IsLonger">Each call makes the collection longer, whatever is in it.</param>
/// <param name="HasOpenKey">The key is a Guid, a counter, or named like an id: there is no end of them.</param>
/// <param name="HasEndlessKey">Each request, session or user that ever comes brings another key.</param>
/// <param name="IsServed">It is in code that requests, events or a loop drive.</param>
/// <param name="IsGiven">What is added comes from a parameter of the member, or it is the object that is made.</param>
internal sealed record GrowthSite(IOperation At, IOperation Key, ISymbol Member, bool IsLonger, bool HasOpenKey, bool HasEndlessKey, bool IsServed, bool IsGiven)
{
    private const int MaxDepth = 3;

    /// <summary>The place.</summary>
    public Location Location => At.Syntax.GetLocation();

    private static readonly string[] _startUp =
    [
        "Main", "<Main>$", "Configure", "Register", "Init", "Setup", "SetUp", "Map", "Use", "Build", "Load", "Install", "Bootstrap", "OnStart", "Discover", "Scan", "Populate", "Seed",
    ];

    private static readonly string[] _plainStartUp = ["Configure", "Init", "Setup", "SetUp", "Bootstrap"];

    /// <summary>Null where the number of entries is fixed: added at start-up, or with keys of which there are only so many.</summary>
    public static GrowthSite? TryCreate(IOperation reference, CollectionUse use, ISymbol member, CollectionKind kind)
    {
        if (use.Key is null || (OpenKeys.IsFinite(use.Key) && !Listeners.Keep(use.Key, member)) || IsInterned(use, kind))
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
                case IConditionalOperation once when once.WhenTrue == inner && LoadedOnce.Asks(once.Condition, reference, isLoaded: false):
                    return null;
            }
        }

        return (IsStartUp(member) && !AddsItself(use.Key, member, reference) && !IsToldWho(use.Key, member)) || LoadedOnce.LeavesBefore(reference) ? null : Create(served || IsServedMember(member));

        GrowthSite Create(bool served)
        {
            var isLonger = kind == CollectionKind.Sequence && !IsAskedFor(use.Key!.Syntax, reference.Syntax);
            var isOpen = !isLonger && OpenKeys.IsPlainlyOpen(use.Key!);
            return new(
                reference, use.Key!, member, isLonger, isOpen, isOpen && EndlessKeys.Contain(use.Key!), served,
                UsesParameter(use.Key) || UsesParameter(use.Value) || AddsItself(use.Key, member, reference));
        }
    }

    /// <summary>Whether each object of the type that is made goes into a collection of all of them.</summary>
    private static bool AddsItself(IOperation? key, ISymbol member, IOperation reference) =>
        member is IMethodSymbol { MethodKind: MethodKind.Constructor } && reference is IMemberReferenceOperation { Member.IsStatic: true } && key?.Unwrapped().IsThis() == true;

    /// <summary>Whether the member registers a session, user or the like, which come while the program runs; what it registers else is there from the start.</summary>
    private static bool IsToldWho(IOperation key, ISymbol member) =>
        member is IMethodSymbol { MethodKind: MethodKind.Ordinary, Name: var name } && name.StartsWith("Register", StringComparison.Ordinal) && EndlessKeys.Contain(key);

    /// <summary>Who asks first whether an element is there, or is in a table beside it, makes a set of a list.</summary>
    private static bool IsAskedFor(SyntaxNode element, SyntaxNode list) =>
        list.FirstAncestorOrSelf<MemberDeclarationSyntax>() is { } member && member.DescendantNodes().OfType<InvocationExpressionSyntax>().Any(call =>
            call is { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Contains" or "ContainsKey" or "TryGetValue", Expression: IdentifierNameSyntax or MemberAccessExpressionSyntax }, ArgumentList.Arguments: { Count: > 0 } arguments }
            && SyntaxFactory.AreEquivalent(arguments[0].Expression, element));

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
        return IsStartUpName(name) || method.HasAttribute("ModuleInitializerAttribute") || SetUpTypes.AreGivenTo(method) || GivesItself(method);
    }

    /// <summary>Whether calls of the method are strung together, <c>registry.Add(one).Add(other)</c>: a list that is written down in the program.</summary>
    private static bool GivesItself(IMethodSymbol method) =>
        SymbolEqualityComparer.Default.Equals(method.ReturnType, method.ContainingType)
        && method.DeclaringSyntaxReferences is { Length: 1 } declared && declared[0].GetSyntax() is MethodDeclarationSyntax { Body.Statements: { Count: > 0 } statements }
        && statements[statements.Count - 1] is ReturnStatementSyntax { Expression: ThisExpressionSyntax };

    /// <summary>Whether the member does nothing but prepare: what it calls for others to call as well is filled by it.</summary>
    public static bool IsPlainlyStartUp(ISymbol member) => member switch
    {
        IMethodSymbol { MethodKind: MethodKind.StaticConstructor } => true,
        IMethodSymbol { MethodKind: MethodKind.Ordinary, Name: "StartAsync", Parameters: { Length: 1 } parameters } => parameters[0].Type.Name == "CancellationToken",
        IMethodSymbol { MethodKind: MethodKind.Ordinary, Name: var name } => Array.Exists(_plainStartUp, verb => name.StartsWith(verb, StringComparison.Ordinal)),
        _ => member.IsStatic && member is IFieldSymbol or IPropertySymbol { IsIndexer: false },
    };

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

    private static bool UsesParameter(IOperation? value, int depth = 0)
    {
        if (value is null || depth > MaxDepth)
            return false;
        foreach (var operation in value.DescendantsAndSelf())
        {
            if (operation is IParameterReferenceOperation || (operation is ILocalReferenceOperation local && UsesParameter(OpenKeys.FindValue(local), depth + 1)))
                return true;
        }

        return false;
    }
}
